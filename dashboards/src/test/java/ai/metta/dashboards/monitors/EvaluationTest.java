// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.dashboards.monitors.Evaluation.Evaluated;
import ai.metta.dashboards.monitors.Evaluation.NotEvaluated;
import ai.metta.metric.MetricType;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a monitor says of series as they are now.
final class EvaluationTest {
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  private final Fixture series = new Fixture();

  private Evaluation now(String query, String options) {
    String json =
        "{\"type\":\"query alert\",\"query\":\"" + query + "\",\"options\":" + options + "}";
    return Evaluation.of(JsonText.read("m", json.getBytes(UTF_8)), series, NOW);
  }

  private void gauge(String tags, double value) {
    TreeMap<Long, Double> values = new TreeMap<>();
    for (long before = 1; before <= 30; before++) {
      values.put(NOW.minusSeconds(60 * before).getEpochSecond(), value);
    }
    series.put("depth", MetricType.GAUGE, tags, values);
  }

  @ParameterizedTest
  @CsvSource({"1, OK", "3, WARNING", "7, CRITICAL"})
  void aValueIsHeldAgainstItsThresholds(double value, State state) {
    gauge("queue:a", value);
    assertThat(
            now("avg(last_5m):avg:depth{*} > 5", "{\"thresholds\":{\"critical\":5,\"warning\":2}}"))
        .isEqualTo(
            new Evaluated(new TreeMap<>(Map.of("", state)), new TreeMap<>(Map.of("", value))));
  }

  @Test
  void groupsHaveStatesOfTheirOwnAndTheWorstCounts() {
    gauge("queue:a", 1);
    gauge("queue:b", 9);
    Evaluated all = (Evaluated) now("max(last_10m):max:depth{*} by {queue} > 5", "{}");
    assertThat(all.states())
        .isEqualTo(new TreeMap<>(Map.of("queue:a", State.OK, "queue:b", State.CRITICAL)));
    assertThat(all.worst()).isEqualTo(State.CRITICAL);
  }

  @Test
  void withoutDataNothingIsWell() {
    assertThat(((Evaluated) now("avg(last_5m):avg:depth{*} > 5", "{}")).worst())
        .isEqualTo(State.NO_DATA);
    assertThat(((Evaluated) now("avg(last_5m):avg:depth{*} by {queue} > 5", "{}")).worst())
        .isEqualTo(State.NO_DATA);
  }

  @Test
  void whatIsNotEvaluatedIsSaid() {
    assertThat(now("avg(last_4h):anomalies(avg:depth{*}, 'agile', 2) >= 1", "{}"))
        .isEqualTo(new NotEvaluated("anomalies() is not evaluated locally"));
  }
}
