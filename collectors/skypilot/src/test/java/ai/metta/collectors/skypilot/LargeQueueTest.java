// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.metric.Window;
import ai.metta.sandbox.skypilot.ServerVersion;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetTruth;
import ai.metta.sandbox.skypilot.fleet.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A queue of 20 000 jobs, almost all of them long over: every row is counted, few are kept whole.
final class LargeQueueTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Instant LAST_RUN = NOW.minus(Duration.ofMinutes(10));

  @ParameterizedTest
  @EnumSource(
      value = ServerVersion.class,
      names = {"V18", "V52"})
  void everyRowIsCountedAndFewAreKept(ServerVersion version) throws InterruptedException {
    try (SkypilotServer server =
        SkypilotServer.start(
            SkypilotOptions.of(Fleet.of(7, 20_000), InstantSource.fixed(NOW))
                .withVersion(version))) {
      JobQueue queue = read(server);
      FleetTruth truth = server.truth(NOW);
      Window week = Window.ending(NOW, Duration.ofDays(7));
      assertThat(counted(queue.states())).isEqualTo(summed(truth.byStatus()));
      assertThat(counted(queue.endings().within(week).map(Endings.Ending::state)))
          .isEqualTo(summed(truth.endedIn7Days()));
      assertThat(queue.tasks())
          .hasSizeLessThan(truth.tasks() / 20)
          .allMatch(task ->
              !task.state().hasEnded() || task.endedAt().filter(LAST_RUN::isBefore).isPresent());
    }
  }

  private static JobQueue read(SkypilotServer server) throws InterruptedException {
    Redactor redactor = new Redactor();
    try (Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)),
            InstantSource.system(),
            redactor,
            Optional.empty())) {
      SkypilotReader client =
          new SkypilotClient(
              new ApiServer(
                  http, Endpoint.parse(server.endpoint().toString(), redactor), Optional.empty()),
              1000,
              InstantSource.system(),
              new KnownSubmissions(Optional.empty(), "test"),
              ZoneOffset.UTC);
      return client.jobs(client.server(), LAST_RUN).queue(Set.of());
    }
  }

  private static Map<TaskState, Integer> counted(Stream<TaskState> states) {
    return states.collect(
        Collectors.toMap(state -> state, _ -> 1, Integer::sum, TreeMap<TaskState, Integer>::new));
  }

  private static Map<TaskState, Integer> summed(Map<Status, Integer> byStatus) {
    Map<TaskState, Integer> summed = new TreeMap<>();
    byStatus.forEach((status, count) -> {
      if (count > 0) {
        summed.merge(TaskState.of(status.name()), count, Integer::sum);
      }
    });
    return summed;
  }
}
