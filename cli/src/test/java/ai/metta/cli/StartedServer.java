// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.datadog.Destination;
import ai.metta.datadog.Drained;
import ai.metta.datadog.Historical;
import ai.metta.datadog.Outbox;
import ai.metta.metric.Event;
import ai.metta.metric.Series;
import ai.metta.server.LocalDatadog;
import ai.metta.server.intake.Intake;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The local server of a console's data directory, which takes points of any age.
public record StartedServer(LocalDatadog server, Path folder, InstantSource clock)
    implements AutoCloseable {

  /// Starts one, and announces it there.
  ///
  /// @param folder the console's home
  public static StartedServer in(Path folder, InstantSource clock) throws IOException {
    LocalDatadog server =
        LocalDatadog.start(
            new LocalDatadog.Options(
                folder.resolve("store"),
                InetAddress.getLoopbackAddress(),
                0,
                Optional.empty(),
                Intake.Historical.TAKEN,
                LocalDatadog.Options.FIFTEEN_MONTHS),
            clock);
    LocalServer.of(folder.resolve(".local/share/metta")).announce(server.url().toString());
    return new StartedServer(server, folder, clock);
  }

  public void take(List<Series> series, List<Event> events) {
    Outbox outbox =
        Outbox.at(folder.resolve("outbox"), new Destination(server.url(), Secret.of("any")));
    outbox.series().write(series);
    outbox.events().write(events);
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)), clock, new Redactor(), Optional.empty())) {
      Drained drained = outbox.drain(http, clock, Historical.ALLOWED);
      assertThat(drained.deliveredPoints())
          .isEqualTo(series.stream().mapToInt(one -> one.points().size()).sum());
      assertThat(drained.deliveredEvents()).isEqualTo(events.size());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
