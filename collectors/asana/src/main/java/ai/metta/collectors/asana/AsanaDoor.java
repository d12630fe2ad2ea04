// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Endpoint;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.metric.Failure;
import java.util.List;

/// Where Asana stands, which workspace is meant, and as whom we come.
final class AsanaDoor {
  private static final List<SecretKey> APPLICATION =
      List.of(AsanaConfig.CLIENT_ID, AsanaConfig.CLIENT_SECRET);

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
    Secrets secrets = fetch.secrets();
    return isApplication(secrets)
        ? new Identity.Application(
            fetch.http(),
            base.base().resolve("/-/oauth_token"),
            secrets.require(AsanaConfig.CLIENT_ID),
            secrets.require(AsanaConfig.CLIENT_SECRET))
        : new Identity.Token(fetch.required(AsanaConfig.TOKEN));
  }

  /// What is shown to be let in.
  static List<SecretKey> shown(Secrets secrets) {
    return isApplication(secrets) ? APPLICATION : List.of(AsanaConfig.TOKEN);
  }

  /// An application wins over a token.
  private static boolean isApplication(Secrets secrets) {
    return APPLICATION.stream().allMatch(key -> secrets.find(key).isPresent());
  }
}
