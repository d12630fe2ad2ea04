// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.dashboards.NumberTile.number;
import static ai.metta.dashboards.Shown.show;
import static ai.metta.dashboards.Timeseries.timeseries;
import static ai.metta.dashboards.TopList.topList;

import ai.metta.collect.Profile;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Formula;
import ai.metta.dashboards.Group;
import ai.metta.dashboards.Note;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Row;
import ai.metta.dashboards.Variable;
import ai.metta.dashboards.Widget;
import ai.metta.metric.Catalogue;
import java.util.List;

/// Which pods and workloads are unwell, and what is requested and not used.
final class KubernetesDashboard {
  private KubernetesDashboard() {}

  static Dashboard of(Profile profile, Catalogue<?> catalogue) {
    return Pages.about(
            profile,
            catalogue,
            "kubernetes_resources",
            "Kubernetes Resources",
            new Purpose(
                "Which pods and workloads are unwell, and what is requested and not used",
                "DevOps, on-call"))
        .narrowedBy(Variable.of("cluster"), Variable.of("namespace"))
        .with(List.of(now(), pods(), workloads(), resources(), idle(), namespaces()));
  }

  private static Group now() {
    return Group.of(
        "Key metrics",
        Row.of(
            tile("Running pods", PodHealthMetrics.RUNNING),
            tile("Stuck pending", PodHealthMetrics.STUCK_PENDING),
            tile("Crash looping", PodHealthMetrics.CRASH_LOOPING),
            tile("Without their image", PodHealthMetrics.IMAGE_PULL_ERRORS)),
        Row.of(
            tile("Out of memory (24 h)", PodHealthMetrics.OOM_KILLED),
            tile("Deployments unavailable", WorkloadMetrics.UNAVAILABLE),
            number("Failed jobs of our own (24 h)", show(WorkloadMetrics.FAILED_JOBS)).withCourse(),
            number("Metrics API (1 = available)", show(KubernetesMetrics.AVAILABLE))));
  }

  private static Widget tile(String title, Twins twins) {
    return number(title, show(twins.whole())).withCourse();
  }

  private static Group pods() {
    return Group.of(
        "Pods",
        Row.of(
            timeseries(
                "Pods by phase",
                line("running", PodHealthMetrics.RUNNING).area(),
                line("pending", PodHealthMetrics.PENDING).area(),
                line("succeeded", PodHealthMetrics.SUCCEEDED).area(),
                line("failed", PodHealthMetrics.FAILED).area(),
                line("unknown", PodHealthMetrics.UNKNOWN).area()),
            timeseries(
                "Pods that are unwell",
                line("stuck pending", PodHealthMetrics.STUCK_PENDING),
                line("crash looping", PodHealthMetrics.CRASH_LOOPING),
                line("without their image", PodHealthMetrics.IMAGE_PULL_ERRORS),
                line("out of memory, 24 h", PodHealthMetrics.OOM_KILLED),
                line("restarted often", PodHealthMetrics.HIGH_RESTARTS))));
  }

  private static Group workloads() {
    return Group.of(
        "Workloads",
        Row.of(
            timeseries(
                "Deployments",
                line("unavailable", WorkloadMetrics.UNAVAILABLE),
                line("that are to have no pod", WorkloadMetrics.ZERO_REPLICAS)),
            timeseries(
                "Failed jobs of our own (24 h)", show(WorkloadMetrics.FAILED_JOBS).as("jobs"))));
  }

  private static Group resources() {
    return Group.of(
        "Resources",
        Row.of(
            timeseries(
                "CPU",
                line("requested", ResourceMetrics.CPU_REQUESTED),
                line("used", ResourceMetrics.CPU_USED),
                line("requested and not used", ResourceMetrics.CPU_WASTE)),
            timeseries(
                "Memory",
                line("requested", ResourceMetrics.MEMORY_REQUESTED),
                line("used", ResourceMetrics.MEMORY_USED),
                line("requested and not used", ResourceMetrics.MEMORY_WASTE))),
        Row.of(
            topList("CPU efficiency by cluster", show(ResourceMetrics.CPU_EFFICIENCY)),
            topList("Memory efficiency by cluster", show(ResourceMetrics.MEMORY_EFFICIENCY)),
            timeseries(
                "Pods by what they request",
                line("overallocated", ResourceMetrics.OVERALLOCATED),
                line("without requests", ResourceMetrics.WITHOUT_REQUESTS),
                line("not measured", ResourceMetrics.UNMEASURED))));
  }

  private static Group idle() {
    return Group.of(
        "Idle pods",
        Row.of(
            timeseries(
                "Pods that do little",
                line("idle", ResourceMetrics.IDLE_PODS),
                line("low CPU", ResourceMetrics.LOW_CPU),
                line("low memory", ResourceMetrics.LOW_MEMORY))));
  }

  private static Group namespaces() {
    return Group.of(
        "By namespace",
        Row.of(
            new Note(
                "Told where `kubernetes.per_namespace` is on. `$namespace` narrows these alone: all"
                    + " others are of whole clusters.",
                1)),
        Row.of(
            by("Running pods", PodHealthMetrics.RUNNING),
            by("Crash looping", PodHealthMetrics.CRASH_LOOPING),
            by("CPU requested and not used", ResourceMetrics.CPU_WASTE),
            by("Memory requested and not used", ResourceMetrics.MEMORY_WASTE)));
  }

  private static Formula line(String alias, Twins twins) {
    return show(twins.whole()).as(alias);
  }

  private static Widget by(String title, Twins twins) {
    return topList(title, show(twins.byNamespace()).by("namespace"));
  }
}
