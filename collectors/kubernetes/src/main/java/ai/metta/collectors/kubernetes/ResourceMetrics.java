// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Outcome;
import ai.metta.metric.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// What pods request and use, over those that run and are measured; see [Joined].
final class ResourceMetrics {
  private static final String RESOURCES = "Resources";
  private static final String IDLE = "Idle pods";
  private static final String MEASURED = " of the pods that run and are measured";
  private static final String NOTHING_REQUESTED = "no pod that runs and is measured requests any";

  static final Twins CPU_REQUESTED =
      cores("k8s.resources.cpu_requested_cores", "CPU requests" + MEASURED, 1);
  static final Twins CPU_USED = cores("k8s.resources.cpu_used_cores", "CPU use" + MEASURED, 2);
  static final Twins CPU_WASTE =
      Twins.of(
              "k8s.resources.cpu_waste_cores",
              "CPU that pods request and do not use, each by itself, summed over those that run and are measured",
              metric -> less(metric.unit(Unit.of("core"))))
          .and(whole -> whole.shownIn(RESOURCES, 3));
  static final Metric CPU_EFFICIENCY =
      efficiency("k8s.resources.cpu_efficiency_pct", "CPU", 4)
          .tagged("k8s.resources.efficiency", "resource:cpu");
  static final Twins MEMORY_REQUESTED =
      gibibytes("k8s.resources.memory_requested_gb", "Memory requests" + MEASURED, 5);
  static final Twins MEMORY_USED =
      gibibytes("k8s.resources.memory_used_gb", "Memory use" + MEASURED, 6);
  static final Twins MEMORY_WASTE =
      Twins.of(
              "k8s.resources.memory_waste_gb",
              "Memory that pods request and do not use, each by itself, summed over those that run and are measured",
              metric -> less(metric.unit(Unit.GIBIBYTE)))
          .and(whole -> whole.shownIn(RESOURCES, 7));
  static final Metric MEMORY_EFFICIENCY =
      efficiency("k8s.resources.memory_efficiency_pct", "memory", 8)
          .tagged("k8s.resources.efficiency", "resource:memory");
  static final Twins OVERALLOCATED =
      pods(
              "k8s.resources.overallocated_pods",
              "Measured pods that use less of their CPU or memory request than kubernetes.overallocated_below_pct says")
          .and(whole -> whole.tagged("k8s.pods", "status:overallocated").shownIn(RESOURCES, 9));
  static final Twins WITHOUT_REQUESTS =
      Twins.of(
              "k8s.resources.pods_without_requests",
              "Running pods that request neither CPU nor memory",
              metric ->
                  metric
                      .noun("pod")
                      .from(KubernetesMetrics.PODS)
                      .orientation(Orientation.LOWER_IS_BETTER))
          .and(whole -> whole.shownIn(RESOURCES, 10));
  static final Twins UNMEASURED =
      pods(
              "k8s.pods.unmeasured",
              "Running pods that were not seen in the last 5 minutes with all that runs in them")
          .and(whole -> whole.shownIn(RESOURCES, 11));
  static final Twins IDLE_PODS =
      pods(
              "k8s.pods.idle_count",
              "Measured pods older than kubernetes.settled_after that use less CPU than kubernetes.idle_cpu_millicores says, and less memory than kubernetes.idle_memory_mib")
          .and(whole -> whole.tagged("k8s.pods", "utilization:idle").shownIn(IDLE, 1));
  static final Twins LOW_CPU =
      pods(
              "k8s.pods.low_cpu_usage",
              "Measured pods older than kubernetes.settled_after that use less CPU than kubernetes.low_cpu_millicores says")
          .and(whole -> whole.tagged("k8s.pods", "utilization:low_cpu").shownIn(IDLE, 2));
  static final Twins LOW_MEMORY =
      pods(
              "k8s.pods.low_memory_usage",
              "Measured pods older than kubernetes.settled_after that use less memory than kubernetes.low_memory_mib says")
          .and(whole -> whole.tagged("k8s.pods", "utilization:low_memory").shownIn(IDLE, 3));

  private ResourceMetrics() {}

  static List<Emission<KubernetesSnapshot>> emissions() {
    return Stream.of(
            sum(CPU_REQUESTED, Resource.CPU, Joined.One::requested),
            sum(CPU_USED, Resource.CPU, Joined.One::used),
            sum(CPU_WASTE, Resource.CPU, Joined.One::unused),
            List.of(efficiency(CPU_EFFICIENCY, Resource.CPU)),
            sum(MEMORY_REQUESTED, Resource.MEMORY, Joined.One::requested),
            sum(MEMORY_USED, Resource.MEMORY, Joined.One::used),
            sum(MEMORY_WASTE, Resource.MEMORY, Joined.One::unused),
            List.of(efficiency(MEMORY_EFFICIENCY, Resource.MEMORY)),
            told(OVERALLOCATED, (joined, _) -> (double) joined.overallocated()),
            // Known without any usage.
            WITHOUT_REQUESTS.counting(
                KubernetesSnapshot::pods,
                (_, _) -> pod -> pod.isRunning() && pod.requested().isNone()),
            told(UNMEASURED, (joined, _) -> (double) joined.unmeasured()),
            settled(IDLE_PODS, ResourceMetrics::isIdle),
            settled(LOW_CPU, (one, rules) -> one.usesLess(Resource.CPU, rules.low().cpu())),
            settled(
                LOW_MEMORY, (one, rules) -> one.usesLess(Resource.MEMORY, rules.low().memory())))
        .flatMap(List::stream)
        .toList();
  }

  private static boolean isIdle(Joined.One one, KubernetesConfig rules) {
    return one.usesLess(Resource.CPU, rules.idle().cpu())
        && one.usesLess(Resource.MEMORY, rules.idle().memory());
  }

  private static List<Emission<KubernetesSnapshot>> sum(
      Twins twins, Resource resource, BiFunction<Joined.One, Resource, BigDecimal> amount) {
    return told(twins, (joined, _) -> joined.sum(resource, one -> amount.apply(one, resource)));
  }

  /// Of those that are old enough.
  private static List<Emission<KubernetesSnapshot>> settled(
      Twins twins, BiPredicate<Joined.One, KubernetesConfig> meant) {
    return told(
        twins,
        (joined, asOf) ->
            (double) joined.settled(asOf).filter(one -> meant.test(one, joined.rules())).count());
  }

  private static List<Emission<KubernetesSnapshot>> told(
      Twins twins, BiFunction<Joined, Instant, Double> value) {
    return List.of(
        emit(twins.whole())
            .from(KubernetesSnapshot::pods)
            .and(KubernetesSnapshot::usage)
            .by((pods, usage, asOf) ->
                Outcome.value(value.apply(Joined.of(pods, usage, asOf), asOf))),
        emit(twins.byNamespace())
            .from((KubernetesSnapshot facts) -> facts.byNamespace(facts.pods()))
            .and(KubernetesSnapshot::usage)
            .by((pods, usage, asOf) ->
                Twins.each(pods.apart(), some -> value.apply(Joined.of(some, usage, asOf), asOf))));
  }

  private static Emission<KubernetesSnapshot> efficiency(Metric metric, Resource resource) {
    return emit(metric)
        .from(KubernetesSnapshot::pods)
        .and(KubernetesSnapshot::usage)
        .by((pods, usage, asOf) ->
            Outcome.number(Joined.of(pods, usage, asOf).efficiency(resource), NOTHING_REQUESTED));
  }

  private static Twins cores(String name, String says, int order) {
    return Twins.of(
            name, says, metric -> metric.unit(Unit.of("core")).from(KubernetesMetrics.USAGE))
        .and(whole -> whole.shownIn(RESOURCES, order));
  }

  private static Twins gibibytes(String name, String says, int order) {
    return Twins.of(name, says, metric -> metric.unit(Unit.GIBIBYTE).from(KubernetesMetrics.USAGE))
        .and(whole -> whole.shownIn(RESOURCES, order));
  }

  private static Twins pods(String name, String says) {
    return Twins.of(name, says, metric -> less(metric.noun("pod")));
  }

  private static Metric less(Metric metric) {
    return metric.from(KubernetesMetrics.USAGE).orientation(Orientation.LOWER_IS_BETTER);
  }

  private static Metric efficiency(String name, String resource, int order) {
    return Metric.gauge(name)
        .unit(Unit.PERCENT)
        .says(
            "Share of the requested %s that is used, over the measured pods that request any"
                .formatted(resource))
        .history(History.NOW_ONLY)
        .orientation(Orientation.HIGHER_IS_BETTER)
        .from(KubernetesMetrics.USAGE)
        .shownIn(RESOURCES, order);
  }
}
