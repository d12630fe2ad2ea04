// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Everything one run knows of a SkyPilot server, each part known, unsupported or failed by itself.
///
/// @param configuredPrices what the installation says of machines that the server has no price of
record SkypilotSnapshot(
    Fetched<JobQueue> jobs,
    Fetched<List<Cluster>> clusters,
    Fetched<CostReport> costs,
    Fetched<List<Offer>> offers,
    Fetched<Submissions> submissions,
    Map<String, Double> configuredPrices) {
  SkypilotSnapshot {
    configuredPrices = Map.copyOf(configuredPrices);
  }

  /// Why the events of some jobs could not be had. Of all of them their metric says it itself.
  Fetched<List<Failure>> unreadEvents() {
    return Fetched.known(
        submissions instanceof Fetched.Known<Submissions>(Submissions known)
            ? known.unread()
            : List.of());
  }

  /// The costs where managed jobs are among them. A controller that is a machine of its own keeps
  /// its clusters to itself: the server's report has none of them.
  Fetched<CostReport> wholeCosts() {
    return costs.then(report ->
        report.tellsOf(tasks()) ? costs : clusters.then(known -> withoutController(known, report)));
  }

  private Stream<Task> tasks() {
    return jobs instanceof Fetched.Known<JobQueue>(JobQueue queue)
        ? queue.tasks().stream()
        : Stream.empty();
  }

  private static Fetched<CostReport> withoutController(List<Cluster> clusters, CostReport report) {
    return clusters.stream().anyMatch(Cluster::isJobsController)
        ? Fetched.unsupported(
            "managed jobs run on a controller of their own, of whose clusters the server's cost report"
                + " does not tell; skypilot.cluster.cost_7d has those that it knows")
        : Fetched.known(report);
  }

  /// Always known: which of its sources is not, a price says for itself.
  Fetched<Prices> prices() {
    return Fetched.known(new Prices(offers, costs, configuredPrices));
  }
}
