// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Endpoint;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.metric.Failure;
import java.util.List;
import java.util.Optional;

/// Where Asana stands, which workspace is meant, and as whom we come.
final class AsanaDoor {
  private AsanaDoor() {}

  /// @throws NotConfiguredException where there is no workspace, or nobody to read it as
  static AsanaClient open(Fetch fetch) {
    Settings settings = fetch.settings();
    String workspace =
        settings
            .find(AsanaConfig.WORKSPACE)
            .orElseThrow(() ->
                new NotConfiguredException(
                    new Failure.Configuration(
                        "no workspace: set ASANA_WORKSPACE, or asana.workspace in metta.yaml, to"
                            + " its gid")));
    Endpoint base = Endpoint.parse(settings.get(AsanaConfig.BASE_URL), fetch.redactor());
    Pace pace = new Pace(fetch.clock(), settings.get(AsanaConfig.PACE));
    return new AsanaClient(
        new AsanaApi(fetch.http(), base, identity(fetch, base), pace), workspace);
  }

  private static Identity identity(Fetch fetch, Endpoint base) {
    Optional<Secret> id = fetch.secrets().find(AsanaConfig.CLIENT_ID);
    Optional<Secret> secret = fetch.secrets().find(AsanaConfig.CLIENT_SECRET);
    if (id.isPresent() && secret.isPresent()) {
      return new Identity.Application(
          fetch.http(), base.base().resolve("/-/oauth_token"), id.get(), secret.get());
    }
    return new Identity.Token(fetch.required(AsanaConfig.TOKEN));
  }

  /// What is shown to be let in.
  static List<SecretKey> shown(Secrets secrets) {
    List<SecretKey> application = List.of(AsanaConfig.CLIENT_ID, AsanaConfig.CLIENT_SECRET);
    return application.stream().allMatch(key -> secrets.find(key).isPresent())
        ? application
        : List.of(AsanaConfig.TOKEN);
  }
}
