// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Collector;
import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.sandbox.jobresults.JobResultsServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collectors against a simulated runner, whose own truth every value is compared with.
final class SandboxTest {
  private static final List<Collector<?>> BOTH =
      List.of(new TrainingCollector(), new EvalCollector());

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void everyValueIsWhatIsSo(long seed) {
    try (JobResultsServer server = Runner.served(seed)) {
      for (Collector<?> collector : BOTH) {
        Report report = Runner.collecting(collector, server).run();
        assertThat(report.result().status())
            .as("seed %d: %s", seed, report.said())
            .isEqualTo(Status.OK);
        equal(Runner.values(report), Runner.truth(server, Runner.NOW, collector), "seed " + seed);
      }
    }
  }

  @Test
  void suitesThatLieApartAreTheSame() {
    try (JobResultsServer server = Runner.served(3)) {
      for (Collector<?> collector : BOTH) {
        Report report = Runner.apart(collector, server).run();
        equal(Runner.values(report), Runner.truth(server, Runner.NOW, collector), "apart");
      }
    }
  }

  /// Jobs carry their dates.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 30})
  void aPastInstantIsKnownToo(int hours) {
    Instant then = Runner.NOW.minus(Duration.ofHours(hours));
    try (JobResultsServer server = Runner.served(3)) {
      for (Collector<?> collector : BOTH) {
        Map<String, Double> truth = Runner.truth(server, then, collector);
        truth.keySet().removeIf(name -> name.startsWith("collector."));
        equal(
            Runner.values(Runner.collecting(collector, server).about(then).run()),
            truth,
            hours + " hours ago");
      }
    }
  }

  @Test
  void theTruthKnowsEveryMetric() {
    try (JobResultsServer server = Runner.served(1)) {
      for (Collector<?> collector : BOTH) {
        Set<String> known =
            Runner.truth(server, Runner.NOW, collector).keySet().stream()
                .map(name -> name.substring(0, name.indexOf('{')))
                .collect(Collectors.toSet());
        assertThat(known)
            .containsExactlyInAnyOrderElementsOf(
                collector.catalogue().metrics().stream().map(metric -> metric.name()).toList());
      }
    }
  }

  private static void equal(Map<String, Double> found, Map<String, Double> truth, String when) {
    assertThat(found.keySet()).as(when).isEqualTo(truth.keySet());
    found.forEach((name, value) ->
        assertThat(value)
            .as(when + ": " + name)
            .isCloseTo(truth.get(name), within(1e-9 * Math.max(1, Math.abs(value)))));
  }
}
