// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.metric.Across.MIN;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that can be emitted: of what pods use ([ResourceMetrics]), of how they are
/// ([PodHealthMetrics]), of deployments and jobs ([WorkloadMetrics]).
final class KubernetesMetrics {
  static final Source PODS = source(Listed.PODS);
  static final Source USAGE = source(Listed.USAGE);
  static final Source DEPLOYMENTS = source(Listed.DEPLOYMENTS);
  static final Source JOBS = source(Listed.JOBS);

  private static final TagKey CLUSTER = TagKey.open("cluster", 10, Overflow.DROP);

  /// Without it, whatever needs to know what pods use is not told.
  static final Metric AVAILABLE =
      Metric.gauge("collector.kubernetes.metrics_api_available")
          .noun("server")
          .says(
              "Whether the cluster tells what its pods use: 1, or 0 where metrics-server is missing or failing")
          .flag()
          .target(Target.exactly(1))
          .across(MIN)
          .history(History.NOW_ONLY)
          .orientation(Orientation.HIGHER_IS_BETTER)
          .from(USAGE)
          .shownIn("Reading", 1);

  static final Catalogue<KubernetesSnapshot> CATALOGUE =
      Catalogue.under("k8s", "collector.kubernetes")
          .of(
              Stream.of(
                      ResourceMetrics.emissions(),
                      PodHealthMetrics.emissions(),
                      WorkloadMetrics.emissions(),
                      List.of(available()))
                  .<Emission<KubernetesSnapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(CLUSTER);

  private KubernetesMetrics() {}

  private static Emission<KubernetesSnapshot> available() {
    return emit(AVAILABLE)
        .from(KubernetesSnapshot::metricsApi)
        .value((api, _) ->
            switch (api) {
              case MetricsApi.Serving _ -> 1;
              case MetricsApi.Missing _, MetricsApi.Failing _ -> 0;
            });
  }

  private static Source source(Listed listed) {
    return new Source("GET " + listed.path(), Optional.of("list " + listed.granted()));
  }
}
