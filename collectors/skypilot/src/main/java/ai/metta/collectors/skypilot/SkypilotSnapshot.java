// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// Whether managed jobs have a controller that is a machine of its own: it keeps their clusters
  /// to itself, and the server's cost report has none of them. Where the clusters are not known, a
  /// report that has one of a job says that there is none.
  Fetched<Boolean> hasJobsController() {
    return clusters instanceof Fetched.Failed<List<Cluster>> && reportsJobs()
        ? Fetched.known(false)
        : clusters.then(
            known -> Fetched.known(known.stream().anyMatch(Cluster::isJobsControllerAtWork)));
  }

  private boolean reportsJobs() {
    return costs instanceof Fetched.Known<CostReport>(CostReport report) && report.tellsOf(tasks());
  }

  /// The costs but for those of users' clusters, which may be called as one of a job's.
  Fetched<CostReport> jobCosts() {
    return costs.then(report -> Fetched.known(report.without(users())));
  }

  /// What the clusters that users launched are called, as long as they are there.
  private Set<String> users() {
    return clusters instanceof Fetched.Known<List<Cluster>>(List<Cluster> known)
        ? known.stream()
            .map(Cluster::name)
            .filter(name -> !Cluster.isJobsController(name))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private Stream<Task> tasks() {
    return queue().stream().flatMap(known -> known.tasks().stream());
  }

  private Optional<JobQueue> queue() {
    return jobs instanceof Fetched.Known<JobQueue>(JobQueue known)
        ? Optional.of(known)
        : Optional.empty();
  }

  /// Always known: which of its sources is not, a price says for itself. A cluster that several may
  /// have is the price of none.
  Fetched<Prices> prices() {
    Set<String> several = queue().map(JobQueue::clustersOfSeveral).orElse(Set.of());
    return Fetched.known(
        new Prices(
            offers,
            jobCosts().then(report -> Fetched.known(report.without(several))),
            configuredPrices));
  }
}
