// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    return jobCosts()
        .then(report ->
            report.tellsOf(tasks())
                ? costs
                : clusters.then(known ->
                    known.stream().anyMatch(Cluster::isJobsController) || report.hasJobsController()
                        ? Fetched.unsupported(
                            "managed jobs run, or ran, on a controller of their own, of whose clusters the"
                                + " server's cost report does not tell; skypilot.cluster.cost_7d has those"
                                + " that it knows")
                        : costs));
  }

  /// The same, where the clusters are those of managed jobs.
  Fetched<CostReport> wholeJobCosts() {
    return wholeCosts().then(_ -> jobCosts());
  }

  /// The costs but for those of users' clusters, which may be called as one of a job's.
  Fetched<CostReport> jobCosts() {
    return costs.then(report -> Fetched.known(report.without(listed())));
  }

  /// What the clusters that users launched are called, and controllers' that are there yet.
  private Set<String> listed() {
    return clusters instanceof Fetched.Known<List<Cluster>>(List<Cluster> known)
        ? known.stream().map(Cluster::name).collect(Collectors.toSet())
        : Set.of();
  }

  private Stream<Task> tasks() {
    return jobs instanceof Fetched.Known<JobQueue>(JobQueue queue)
        ? queue.tasks().stream()
        : Stream.empty();
  }

  /// Always known: which of its sources is not, a price says for itself.
  Fetched<Prices> prices() {
    return Fetched.known(new Prices(offers, jobCosts(), configuredPrices));
  }
}
