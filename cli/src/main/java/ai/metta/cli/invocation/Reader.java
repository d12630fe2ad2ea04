// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.access.http.Http;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.datadog.DatadogSettings;
import ai.metta.datadog.Destination;
import ai.metta.datadog.RemoteEvents;
import ai.metta.datadog.RemoteMetadata;
import ai.metta.datadog.RemoteQueries;
import ai.metta.datadog.RemoteVolumes;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Who answers queries: the server of this process, else `DD_URL`, else Datadog, else the local
/// server of the data directory.
///
/// @param applicationKey which reading needs beside the API key
public record Reader(Destination destination, Secret applicationKey) {
  public static final SecretKey APPLICATION_KEY =
      SecretKey.required("datadog.app_key", "datadog/app-key", "DD_APP_KEY")
          .inFields("app_key", "DD_APP_KEY");

  /// Whom to ask: a local server where an address of this machine is given, or neither an address
  /// nor a key says otherwise. It needs no keys but where others reach it.
  ///
  /// @throws FailureException of credentials, where there is nobody, or a key is missing
  public static Reader of(Workbench bench) {
    if (bench.own().isPresent()) {
      return new Reader(bench.own().get(), Secret.of(LocalServer.newKey()));
    }
    Optional<String> running = LocalServer.of(bench.dataDirectory()).url();
    Optional<String> given = bench.settings().find(DatadogSettings.URL);
    Optional<Secret> key = bench.secrets().find(Workbench.API_KEY);
    boolean local =
        given
            .map(url -> Optional.of(url).equals(running) || isOfThisMachine(url))
            .orElse(key.isEmpty());
    if (!local) {
      return new Reader(bench.destination(), bench.secrets().require(APPLICATION_KEY));
    }
    URI url =
        given
            .or(() -> running)
            .map(URI::create)
            .orElseThrow(() ->
                new FailureException(
                    new Failure.Credentials(
                        "nobody to ask: set DD_API_KEY and DD_APP_KEY for Datadog, DD_URL for another"
                            + " server, or start one with 'metta serve'")));
    Secret any = Secret.of(LocalServer.newKey());
    return new Reader(new Destination(url, key.orElse(any)), any);
  }

  /// Asks it with a client.
  public RemoteQueries over(Http http) {
    return new RemoteQueries(http, destination, applicationKey);
  }

  /// Reads events from it with a client.
  public RemoteEvents events(Http http) {
    return new RemoteEvents(http, destination, applicationKey);
  }

  /// Reads and writes metrics' metadata there with a client.
  public RemoteMetadata metadata(Http http) {
    return new RemoteMetadata(http, destination, applicationKey);
  }

  /// Asks it how many series metrics have.
  public RemoteVolumes volumes(Http http) {
    return new RemoteVolumes(http, destination, applicationKey);
  }

  private static boolean isOfThisMachine(String url) {
    return Set.of("localhost", "127.0.0.1", "[::1]")
        .contains(Objects.requireNonNullElse(URI.create(url).getHost(), ""));
  }
}
