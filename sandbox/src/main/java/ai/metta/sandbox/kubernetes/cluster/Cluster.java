// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a cluster of the organisation that runs a fleet holds at an instant: a launcher for each of
/// its jobs, a notebook for each of its people, services, and metta's own CronJobs. Everything is
/// in the order of namespaces and names, as Kubernetes lists it.
public record Cluster(
    Instant now,
    List<ClusterPod> pods,
    List<ClusterDeployment> deployments,
    List<ClusterJob> jobs) {
  public Cluster {
    pods =
        pods.stream()
            .sorted(Comparator.comparing(pod -> pod.namespace() + "/" + pod.name()))
            .toList();
    deployments =
        deployments.stream()
            .sorted(Comparator.comparing(one -> one.namespace() + "/" + one.name()))
            .toList();
    jobs =
        jobs.stream()
            .sorted(Comparator.comparing(one -> one.namespace() + "/" + one.name()))
            .toList();
  }

  /// The same for the same seed, fleet, number of services and instant.
  public static Cluster of(long seed, Fleet fleet, int number, Instant instant) {
    Instant now = instant.truncatedTo(ChronoUnit.SECONDS);
    Services services = new Services(seed, number, now);
    CronJobs crons = new CronJobs(seed, now);
    List<ClusterPod> pods = new ArrayList<>(new Launchers(seed, fleet.at(now), now).pods());
    pods.addAll(new Notebooks(seed, now).pods());
    pods.addAll(services.pods());
    pods.addAll(crons.pods());
    return new Cluster(now, pods, services.deployments(), crons.jobs());
  }

  /// What is so of it.
  public ClusterTruth truth() {
    return ClusterTruth.of(this);
  }
}
