// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.truth.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector against a simulated workspace, whose own truth every value is compared with.
final class SandboxTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void everyValueIsWhatIsSo(long seed) {
    try (AsanaServer server = Workspace.served(seed)) {
      Report report = Workspace.collecting(server).run();
      assertThat(report.result().status())
          .as("seed %d: %s", seed, report.said())
          .isEqualTo(Status.OK);
      equal(report.values(), truth(server, Workspace.NOW), "seed " + seed);
    }
  }

  /// What is known of the past only: tasks carry their dates.
  @ParameterizedTest
  @ValueSource(ints = {1, 9, 20})
  void whatCarriesItsOwnDateIsKnownOfThePast(int days) {
    Instant then = Workspace.NOW.minus(Duration.ofDays(days));
    try (AsanaServer server = Workspace.served(3)) {
      Report report = Workspace.collecting(server).about(then).run();
      Map<String, Double> truth = truth(server, then);
      assertThat(report.values().keySet())
          .contains("asana.tasks.open{workspace:" + Workspace.GID + "}")
          .doesNotContain("asana.tasks.overdue{workspace:" + Workspace.GID + "}");
      truth.keySet().retainAll(report.values().keySet());
      equal(report.values(), truth, days + " days ago");
    }
  }

  @Test
  void theTruthKnowsEveryMetricButThoseByProject() {
    assertThat(
            Workspace.board(1, Workspace.NOW).truth(Workspace.NOW).values().keySet().stream()
                .map(Series::metric)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            AsanaMetrics.CATALOGUE.metrics().stream()
                .map(Metric::name)
                .filter(name -> !name.endsWith("_by"))
                .toList());
  }

  private static void equal(Map<String, Double> told, Map<String, Double> truth, String when) {
    assertThat(told.keySet()).as(when).isEqualTo(truth.keySet());
    truth.forEach((series, value) ->
        assertThat(told.get(series)).as(when + ": " + series).isCloseTo(value, within(1e-9)));
  }

  private static Map<String, Double> truth(AsanaServer server, Instant at) {
    Map<String, Double> truth = new TreeMap<>();
    server
        .truth(at)
        .values()
        .forEach((series, value) -> {
          Tags tags = Tags.of("workspace", Workspace.GID);
          for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            tags = tags.and(tag.getKey(), tag.getValue());
          }
          truth.put(series.metric() + "{" + tags + "}", value);
        });
    return truth;
  }
}
