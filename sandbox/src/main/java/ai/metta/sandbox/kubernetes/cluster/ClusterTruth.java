// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What is so in a cluster, by the usual thresholds: of the whole, and by namespace under names
/// that end in `_by`.
public record ClusterTruth(SortedMap<Series, Double> values) {
  private static final double NANOS = 1e9;
  private static final double GIBIBYTE = 1L << 30;
  private static final long NANOS_OF_A_MILLICORE = 1_000_000;

  static ClusterTruth of(Cluster cluster) {
    Tally tally = new Tally();
    Instant now = cluster.now();
    new Part(tally, now, "", "").count(cluster.pods(), cluster.deployments());
    SortedMap<String, List<ClusterPod>> pods = new TreeMap<>();
    SortedMap<String, List<ClusterDeployment>> deployments = new TreeMap<>();
    cluster
        .pods()
        .forEach(pod -> pods.computeIfAbsent(pod.namespace(), _ -> new ArrayList<>()).add(pod));
    cluster
        .deployments()
        .forEach(
            one -> deployments.computeIfAbsent(one.namespace(), _ -> new ArrayList<>()).add(one));
    pods.forEach((name, some) -> new Part(tally, now, "_by", name).countPods(some));
    deployments.forEach((name, some) -> new Part(tally, now, "_by", name).countDeployments(some));
    tally.count(
        "k8s.jobs.failed_24h",
        cluster.jobs().stream()
            .filter(job -> job.owner().isPresent() && job.collector().isPresent())
            .filter(job ->
                job.failed().filter(at -> at.isAfter(now.minus(Duration.ofDays(1)))).isPresent()));
    tally.put("collector.kubernetes.metrics_api_available", 1);
    return new ClusterTruth(tally.values());
  }

  /// A pod with what it asks for, in millionths of a millicore and bytes.
  private record Measured(
      ClusterPod pod, long askedNanos, long askedBytes, long nanos, long bytes) {
    static Measured of(ClusterPod pod) {
      long usedNanos = pod.use().map(ClusterPod.Use::nanocores).orElse(0L);
      long usedBytes = pod.use().map(ClusterPod.Use::bytes).orElse(0L);
      return new Measured(
          pod,
          asked(pod, Ask::millicores) * NANOS_OF_A_MILLICORE,
          asked(pod, Ask::bytes),
          usedNanos,
          usedBytes);
    }

    /// As the scheduler reckons.
    private static long asked(ClusterPod pod, ToLongFunction<Ask> amount) {
      long beside = 0;
      long before = 0;
      for (Box box : pod.boxes()) {
        long one = amount.applyAsLong(box.ask());
        if (box.kind() == Box.Kind.INIT) {
          before = Math.max(before, one);
        } else {
          beside += one;
        }
      }
      long own = amount.applyAsLong(pod.whole());
      return (own > 0 ? own : Math.max(beside, before)) + amount.applyAsLong(pod.overhead());
    }
  }

  /// Counts one part of a cluster.
  private record Part(Tally tally, Instant now, String ending, String namespace) {

    void count(List<ClusterPod> pods, List<ClusterDeployment> deployments) {
      countPods(pods);
      countDeployments(deployments);
      List<Measured> measured = measured(pods);
      share("k8s.resources.cpu_efficiency_pct", measured, Measured::nanos, Measured::askedNanos);
      share("k8s.resources.memory_efficiency_pct", measured, Measured::bytes, Measured::askedBytes);
    }

    private void share(
        String metric,
        List<Measured> measured,
        ToLongFunction<Measured> used,
        ToLongFunction<Measured> asked) {
      List<Measured> asking = measured.stream().filter(one -> asked.applyAsLong(one) > 0).toList();
      double all = asking.stream().mapToLong(asked).sum();
      if (all > 0) {
        tally.put(metric, 100 * asking.stream().mapToLong(used).sum() / all);
      }
    }

    private List<Measured> measured(List<ClusterPod> pods) {
      return pods.stream()
          .filter(pod -> pod.phase().equals("Running") && isMeasured(pod))
          .map(Measured::of)
          .toList();
    }

    /// Whether it is known what it uses.
    private boolean isMeasured(ClusterPod pod) {
      return pod.use()
          .filter(use -> use.seen() == ClusterPod.Use.Seen.WHOLE)
          .filter(use -> !use.at().isBefore(now.minusSeconds(300)))
          .isPresent();
    }

    void countDeployments(List<ClusterDeployment> deployments) {
      put(
          "k8s.deployments.zero_replicas",
          deployments.stream().filter(one -> one.replicas() == 0).count());
      put(
          "k8s.deployments.unavailable",
          deployments.stream()
              .filter(one -> one.ready() < one.replicas())
              .filter(one ->
                  one.unavailableSince()
                      .filter(since -> since.isBefore(now.minusSeconds(300)))
                      .isPresent())
              .count());
    }

    void countPods(List<ClusterPod> pods) {
      for (String phase : List.of("Pending", "Running", "Succeeded", "Failed", "Unknown")) {
        count("k8s.pods." + phase.toLowerCase(Locale.ROOT), pods, is(phase));
      }
      count(
          "k8s.pods.stuck_pending",
          pods,
          is("Pending").and(pod -> pod.created().isBefore(now.minusSeconds(300))));
      count("k8s.pods.crash_looping", pods, waits(Set.of("CrashLoopBackOff")));
      count(
          "k8s.pods.image_pull_errors",
          pods,
          waits(
              Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull")));
      count("k8s.pods.oomkilled_24h", pods, this::ranOut);
      count(
          "k8s.pods.high_restarts",
          pods,
          pod -> pod.boxes().stream().anyMatch(box -> box.state().restarts() > 5));
      count("k8s.pods.unmeasured", pods, is("Running").and(pod -> !isMeasured(pod)));
      count(
          "k8s.resources.pods_without_requests",
          pods,
          is("Running")
              .and(pod -> {
                Measured one = Measured.of(pod);
                return one.askedNanos() == 0 && one.askedBytes() == 0;
              }));
      countMeasured(measured(pods));
    }

    private void countMeasured(List<Measured> measured) {
      sum("k8s.resources.cpu_requested_cores", measured, Measured::askedNanos, NANOS);
      sum("k8s.resources.cpu_used_cores", measured, Measured::nanos, NANOS);
      sum(
          "k8s.resources.cpu_waste_cores",
          measured,
          one -> Math.max(0, one.askedNanos() - one.nanos()),
          NANOS);
      sum("k8s.resources.memory_requested_gb", measured, Measured::askedBytes, GIBIBYTE);
      sum("k8s.resources.memory_used_gb", measured, Measured::bytes, GIBIBYTE);
      sum(
          "k8s.resources.memory_waste_gb",
          measured,
          one -> Math.max(0, one.askedBytes() - one.bytes()),
          GIBIBYTE);
      put(
          "k8s.resources.overallocated_pods",
          measured.stream()
              .filter(
                  one -> one.nanos() * 5 < one.askedNanos() || one.bytes() * 5 < one.askedBytes())
              .count());
      List<Measured> old =
          measured.stream()
              .filter(one -> one.pod().created().isBefore(now.minusSeconds(3600)))
              .toList();
      put(
          "k8s.pods.idle_count",
          old.stream()
              .filter(one -> one.nanos() < 1_000_000 && one.bytes() < 10 * Ask.MIB)
              .count());
      put("k8s.pods.low_cpu_usage", old.stream().filter(one -> one.nanos() < 10_000_000).count());
      put(
          "k8s.pods.low_memory_usage",
          old.stream().filter(one -> one.bytes() < 50 * Ask.MIB).count());
    }

    private boolean ranOut(ClusterPod pod) {
      return pod.boxes().stream()
          .flatMap(
              box -> Stream.concat(box.state().ended().stream(), box.state().before().stream()))
          .anyMatch(end ->
              end.reason().equals("OOMKilled") && end.at().isAfter(now.minusSeconds(86_400)));
    }

    private static Predicate<ClusterPod> is(String phase) {
      return pod -> pod.phase().equals(phase);
    }

    private static Predicate<ClusterPod> waits(Set<String> reasons) {
      return pod ->
          pod.boxes().stream()
              .anyMatch(box -> box.state().waiting().filter(reasons::contains).isPresent());
    }

    private void count(String metric, List<ClusterPod> pods, Predicate<ClusterPod> which) {
      put(metric, pods.stream().filter(which).count());
    }

    private void sum(
        String metric, List<Measured> all, ToLongFunction<Measured> amount, double unit) {
      tally.put(series(metric), all.stream().mapToLong(amount).sum() / unit);
    }

    private void put(String metric, long value) {
      tally.put(series(metric), value);
    }

    private Series series(String metric) {
      return namespace.isEmpty()
          ? Series.of(metric)
          : Series.of(metric + ending, "namespace", namespace);
    }
  }
}
