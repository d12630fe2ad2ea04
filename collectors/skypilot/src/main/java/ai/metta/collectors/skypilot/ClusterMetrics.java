// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Counted;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What users launched themselves: clusters, their nodes, and how long they have been up.
final class ClusterMetrics {
  private static final Source SOURCE = new Source("POST /status", Optional.of("role viewer"));
  private static final TagKey ACTIVE = TagKey.bounded("status", "active");

  static final Metric CLUSTERS =
      Metric.gauge("skypilot.clusters")
          .noun("cluster")
          .says("Clusters that are up; those of managed jobs are not among them")
          .across(SUM)
          .taggedBy(ACTIVE)
          .from(SOURCE)
          .shownIn("Clusters", 1)
          .alias("skypilot.clusters.active", "status:active");

  static final Metric NODES =
      Metric.gauge("skypilot.clusters.nodes")
          .unit(Unit.NODE)
          .says("Nodes of the clusters that are up")
          .across(SUM)
          .taggedBy(ACTIVE)
          .from(SOURCE)
          .shownIn("Clusters", 2);

  static final Metric UPTIME =
      Metric.gauge("skypilot.clusters.uptime_hours")
          .unit(Unit.HOUR)
          .says("How long ago the clusters that are up were launched")
          .across(NEVER)
          .taggedBy(MeanAndMost.KEY)
          .from(SOURCE)
          .shownIn("Clusters", 3);

  private static final String NONE_UP = "no cluster is up";

  private ClusterMetrics() {}

  static List<Emission<SkypilotSnapshot>> emissions() {
    return List.of(
        emit(CLUSTERS).from(SkypilotSnapshot::clusters).each(ClusterMetrics::clusters),
        emit(NODES).from(SkypilotSnapshot::clusters).by(ClusterMetrics::nodes),
        emit(UPTIME).from(SkypilotSnapshot::clusters).by(ClusterMetrics::uptime));
  }

  static List<Sample> clusters(List<Cluster> clusters, Instant asOf) {
    return List.of(
        Sample.of("status", "active", (double) clusters.stream().filter(Cluster::isUp).count()));
  }

  /// A sum that leaves out a cluster would be no sum.
  static Outcome nodes(List<Cluster> clusters, Instant asOf) {
    List<OptionalInt> nodes = clusters.stream().filter(Cluster::isUp).map(Cluster::nodes).toList();
    long unknown = nodes.stream().filter(OptionalInt::isEmpty).count();
    return unknown > 0
        ? new Outcome.Absent(
            "the server does not say the nodes of " + Counted.of(unknown, "cluster"))
        : Outcome.samples(
            List.of(
                Sample.of(
                    "status", "active", nodes.stream().flatMapToInt(OptionalInt::stream).sum())),
            NONE_UP);
  }

  /// So would a mean.
  static Outcome uptime(List<Cluster> clusters, Instant asOf) {
    List<Optional<Instant>> launched =
        clusters.stream().filter(Cluster::isUp).map(Cluster::launched).toList();
    long unknown = launched.stream().filter(Optional::isEmpty).count();
    if (unknown > 0) {
      return new Outcome.Absent(
          "the server does not say when " + Counted.of(unknown, "cluster") + " launched");
    }
    return MeanAndMost.of(
        launched.stream()
            .flatMap(Optional::stream)
            .filter(at -> !at.isAfter(asOf))
            .mapToDouble(at -> Duration.between(at, asOf).toMillis() / 3_600_000.0),
        launched.isEmpty() ? NONE_UP : "no cluster that is up was launched by " + asOf);
  }
}
