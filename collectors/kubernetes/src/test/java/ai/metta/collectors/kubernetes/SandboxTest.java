// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import ai.metta.sandbox.kubernetes.KubernetesOptions;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.truth.Series;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The collector against a simulated cluster, whose own truth every value is compared with.
final class SandboxTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 16, 20260318})
  void everyValueIsWhatIsSo(long seed) {
    try (KubernetesServer server = Served.cluster(seed)) {
      Report report = Served.collecting(server).with("kubernetes.per_namespace", "true").run();
      assertThat(report.result().status())
          .as("seed %d: %s", seed, report.said())
          .isEqualTo(Status.OK);
      equal(report.values(), truth(server, _ -> true), "seed " + seed);
    }
  }

  @Test
  void everyValueOfALargeClusterThatShowsEverythingIsWhatIsSo() {
    KubernetesOptions options =
        KubernetesOptions.of(3, Fleet.of(3, 600), InstantSource.fixed(Served.NOW));
    try (KubernetesServer server = KubernetesServer.start(options.withServices(500).inFull())) {
      Report report = Served.collecting(server).run();
      equal(report.values(), truth(server, metric -> !metric.endsWith("_by")), "in full");
      assertThat(server.requests().stream().filter(one -> one.startsWith("/api/v1/pods")))
          .hasSizeGreaterThan(2);
    }
  }

  @Test
  void nothingIsToldByNamespaceUnlessAsked() {
    try (KubernetesServer server = Served.cluster(3)) {
      Report report = Served.collecting(server).run();
      equal(report.values(), truth(server, metric -> !metric.endsWith("_by")), "together");
      assertThat(report.reasons("k8s.pods.failed_by"))
          .containsExactly("unsupported: kubernetes.per_namespace is off");
    }
  }

  /// A cluster shows only what is.
  @Test
  void nothingIsKnownOfThePast() {
    try (KubernetesServer server = Served.cluster(3)) {
      Report report = Served.collecting(server).about(Served.NOW.minus(Duration.ofHours(1))).run();
      assertThat(report.values()).isEmpty();
      assertThat(report.failed()).isEmpty();
    }
  }

  /// So that the other tests are not of zeros: each series is above 0 for one seed at least.
  @Test
  void theTruthKnowsEveryMetricAndNoneIsAlwaysZero() {
    Map<String, Double> most = new TreeMap<>();
    for (long seed : new long[] {1, 3, 16, 20260318}) {
      try (KubernetesServer server = Served.cluster(seed)) {
        server
            .cluster(Served.NOW)
            .truth()
            .values()
            .forEach((series, value) -> most.merge(series.metric(), value, Math::max));
      }
    }
    assertThat(most.keySet())
        .containsExactlyInAnyOrderElementsOf(
            KubernetesMetrics.CATALOGUE.metrics().stream()
                .map(Metric::name)
                .collect(Collectors.toSet()));
    assertThat(most).allSatisfy((metric, value) -> assertThat(value).as(metric).isPositive());
  }

  private static void equal(Map<String, Double> told, Map<String, Double> truth, String when) {
    assertThat(told.keySet()).as(when).isEqualTo(truth.keySet());
    truth.forEach((series, value) ->
        assertThat(told.get(series)).as(when + ": " + series).isCloseTo(value, within(1e-9)));
  }

  private static Map<String, Double> truth(KubernetesServer server, Predicate<String> metrics) {
    Map<String, Double> truth = new TreeMap<>();
    server
        .cluster(Served.NOW)
        .truth()
        .values()
        .forEach((Series series, Double value) -> {
          Tags tags = Tags.of("cluster", "arena");
          for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            tags = tags.and(tag.getKey(), tag.getValue());
          }
          if (metrics.test(series.metric())) {
            truth.put(series.metric() + "{" + tags + "}", value);
          }
        });
    return truth;
  }
}
