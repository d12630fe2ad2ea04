// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

/// What is listed, over all namespaces. A role needs the verb `list` on each, and nothing else.
enum Listed {
  PODS("/api/v1/pods", "", "pods", "PodList", "k8s.pods.*, k8s.resources.*"),
  /// The resource is called pods here too; its kind is PodMetrics.
  USAGE(
      "/apis/metrics.k8s.io/v1beta1/pods",
      "metrics.k8s.io",
      "pods",
      "PodMetricsList",
      "k8s.resources.* but pods_without_requests, k8s.pods.unmeasured, k8s.pods.idle_count,"
          + " k8s.pods.low_cpu_usage, k8s.pods.low_memory_usage"),
  DEPLOYMENTS(
      "/apis/apps/v1/deployments", "apps", "deployments", "DeploymentList", "k8s.deployments.*"),
  JOBS("/apis/batch/v1/jobs", "batch", "jobs", "JobList", "k8s.jobs.failed_24h");

  private final String path;

  /// Empty for what belongs to Kubernetes' first API group, which has no name.
  private final String group;

  private final String resource;
  private final String kind;
  private final String costs;

  Listed(String path, String group, String resource, String kind, String costs) {
    this.path = path;
    this.group = group;
    this.resource = resource;
    this.kind = kind;
    this.costs = costs;
  }

  String path() {
    return path;
  }

  /// What an answer calls itself.
  String kind() {
    return kind;
  }

  /// The metrics that cannot be had without it.
  String costs() {
    return costs;
  }

  /// As a role grants it: `deployments.apps`.
  String granted() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
