// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A fleet at one instant. Jobs are made when they are asked for; positions count from 0, the
/// newest job first.
public final class FleetView {
  private final Fleet fleet;
  private final Listing listing;
  private final long nowMillis;

  FleetView(Fleet fleet, Listing listing, long nowMillis) {
    this.fleet = fleet;
    this.listing = listing;
    this.nowMillis = nowMillis;
  }

  /// The instant, in epoch milliseconds.
  public long nowMillis() {
    return nowMillis;
  }

  public int jobCount() {
    return listing.jobCount();
  }

  public int taskCount() {
    return listing.taskCount();
  }

  public Job job(int position) {
    return fleet.job(listing.storyline(position), listing.number(position));
  }

  /// How many tasks the job at a position has.
  public int taskCount(int position) {
    return listing.storyline(position).taskCount();
  }

  /// What a task of the job at a position is doing, without making the job.
  public Status status(int position, int task) {
    return listing.status(position, task);
  }

  /// How many of the listed tasks have a status.
  public int count(Status status) {
    return listing.count(status);
  }

  /// How many of the listed tasks have which status; statuses that nobody has are left out.
  public Map<Status, Integer> counts() {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      if (listing.count(status) > 0) {
        counts.put(status, listing.count(status));
      }
    }
    return counts;
  }

  /// The position of the job with an id; empty when no such job is listed.
  public Optional<Integer> position(int jobId) {
    int low = 0;
    int high = jobCount() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int id = fleet.id(listing.storyline(middle), listing.number(middle));
      if (id == jobId) {
        return Optional.of(middle);
      }
      if (id > jobId) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /// The clusters that the server lists, the last launched first: those that people launched, and
  /// the controller's where it is a cluster of its own. Clusters of jobs are not among them.
  public List<Cluster> clusters() {
    List<Cluster> clusters = new ArrayList<>();
    long from = nowMillis - ClusterLine.LONGEST_LIFE.toMillis();
    for (ClusterLine line : listedLines()) {
      for (Cluster cluster : fleet.clusters(line, from, nowMillis)) {
        if (cluster.statusAt(nowMillis).isPresent()) {
          clusters.add(cluster);
        }
      }
    }
    clusters.sort(Comparator.comparingLong(Cluster::launchedSecond).reversed());
    return clusters;
  }

  /// Hands over what every cluster was billed for that the server knows of and that is alive, or
  /// was billed in the time before the view's instant: first those of people, then those of jobs,
  /// newest job first. Jobs that are no longer listed count too.
  public void usages(Duration back, Consumer<Usage> taker) {
    long since = nowMillis - back.toMillis();
    Set<ClusterLine> lines = EnumSet.copyOf(listedLines());
    boolean jobsToo = fleet.setting().controller() == Controller.CONSOLIDATED && fleet.hasJobs();
    if (jobsToo) {
      lines.add(ClusterLine.POOL_WORKER);
    }
    for (ClusterLine line : lines) {
      long from = since - ClusterLine.LONGEST_LIFE.toMillis();
      for (Cluster cluster : fleet.clusters(line, from, nowMillis)) {
        Usage usage = cluster.usageAt(nowMillis);
        if (!usage.intervals().isEmpty() && isRecent(usage, since)) {
          taker.accept(usage);
        }
      }
    }
    if (jobsToo) {
      jobUsages(since, taker);
    }
  }

  private void jobUsages(long sinceMillis, Consumer<Usage> taker) {
    Submissions submissions = new Submissions(fleet.beats(), nowMillis);
    Storyline[] storylines = Storyline.values();
    while (submissions.back(sinceMillis - Plots.LONGEST_LIFE.toMillis())) {
      Job job = fleet.job(storylines[submissions.beat()], submissions.number());
      for (Task task : job.tasks()) {
        for (Usage usage : JobUsages.of(job, task, nowMillis)) {
          if (isRecent(usage, sinceMillis)) {
            taker.accept(usage);
          }
        }
      }
    }
  }

  private boolean isRecent(Usage usage, long sinceMillis) {
    return usage.status().isPresent() || usage.costUsdSince(sinceMillis, nowMillis) > 0;
  }

  private List<ClusterLine> listedLines() {
    List<ClusterLine> people =
        List.of(ClusterLine.DEV_BOX, ClusterLine.BENCH, ClusterLine.NOTEBOOK, ClusterLine.STUCK);
    return switch (fleet.setting().controller()) {
      case CONSOLIDATED, ABSENT -> people;
      case SEPARATE, STOPPED -> {
        List<ClusterLine> more = new ArrayList<>(people);
        more.add(ClusterLine.CONTROLLER);
        yield more;
      }
    };
  }
}
