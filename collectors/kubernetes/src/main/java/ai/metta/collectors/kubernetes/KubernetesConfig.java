// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/// The rules that differ from cluster to cluster.
///
/// @param leftOut namespaces whose pods and deployments do not count
/// @param told whether numbers are told by namespace too
/// @param jobs the selector that finds the jobs of the platform's own CronJobs
/// @param restarts more than so many are many
/// @param overallocatedBelow share of its request below which a pod uses too little, 0 to 1
/// @param idle a pod that uses less of both is idle
/// @param low a pod that uses less of one uses little of it
/// @param settledAfter the age from which a pod may be called idle
/// @param stuckAfter the time that may go by before a pod runs, or a deployment is there again
record KubernetesConfig(
    List<String> leftOut,
    Told told,
    String jobs,
    int restarts,
    BigDecimal overallocatedBelow,
    Amounts idle,
    Amounts low,
    Duration settledAfter,
    Duration stuckAfter) {
  private static final long MEBIBYTE = 1L << 20;
  private static final int MOST = 1_000_000;
  private static final int PERCENT = 2;
  private static final int MILLI = 3;

  /// How numbers are told.
  enum Told {
    TOGETHER,
    ALSO_BY_NAMESPACE
  }

  static final Setting<String> CLUSTER =
      Setting.text("kubernetes.cluster")
          .env("K8S_CLUSTER_NAME")
          .says(
              "What the cluster is called; outside of it, as its kubeconfig calls it unless said");
  static final Setting<String> KUBECONFIG =
      Setting.text("kubernetes.kubeconfig")
          .env("KUBECONFIG")
          .says("Kubeconfig file, or several as in PATH; ~/.kube/config where there is one");
  static final Setting<String> CONTEXT =
      Setting.text("kubernetes.context")
          .says("Context of the kubeconfig; its current one unless said");
  static final Setting<String> API_SERVER =
      Setting.address("kubernetes.api_server")
          .says("Address of the API server in a cluster, where it is not where Kubernetes says");
  static final Setting<String> SERVICE_ACCOUNT =
      Setting.text("kubernetes.service_account_dir")
          .fallback("/var/run/secrets/kubernetes.io/serviceaccount")
          .says("Folder of the service account's token and ca.crt in a cluster");
  static final Setting<List<String>> LEFT_OUT =
      Setting.texts("kubernetes.exclude_namespaces")
          .fallback(List.of())
          .says("Namespaces whose pods and deployments do not count");
  static final Setting<Boolean> PER_NAMESPACE =
      Setting.toggle("kubernetes.per_namespace")
          .fallback(false)
          .says("Whether numbers are also told by namespace: k8s.*_by");
  static final Setting<String> OWN_JOBS =
      Setting.text("kubernetes.own_jobs")
          .only("a label selector", text -> !text.isBlank())
          .fallback("collector")
          .says("Label selector of the jobs that the platform's own CronJobs make");
  static final Setting<Integer> HIGH_RESTARTS =
      Setting.whole("kubernetes.high_restarts", 0, MOST)
          .fallback(5)
          .says("More restarts of a container than this are many");
  static final Setting<Integer> OVERALLOCATED =
      Setting.whole("kubernetes.overallocated_below_pct", 1, 100)
          .fallback(20)
          .says("A pod that uses less of its request, in percent, has too much");
  static final Setting<Integer> IDLE_CPU =
      amount(
          "kubernetes.idle_cpu_millicores", 1, "A pod that uses less, and little memory, is idle");
  static final Setting<Integer> IDLE_MEMORY =
      amount("kubernetes.idle_memory_mib", 10, "A pod that uses less, and little CPU, is idle");
  static final Setting<Integer> LOW_CPU =
      amount("kubernetes.low_cpu_millicores", 10, "A pod that uses less uses little CPU");
  static final Setting<Integer> LOW_MEMORY =
      amount("kubernetes.low_memory_mib", 50, "A pod that uses less uses little memory");
  static final Setting<Duration> SETTLED =
      Setting.duration("kubernetes.settled_after")
          .fallback(Duration.ofHours(1))
          .says("Age from which a pod may be called idle, or low on use");
  static final Setting<Duration> STUCK =
      Setting.duration("kubernetes.stuck_after")
          .fallback(Duration.ofMinutes(5))
          .says("How long a pod may be pending, and a deployment unavailable");

  static List<Setting<?>> settings() {
    return List.of(
        CLUSTER,
        KUBECONFIG,
        CONTEXT,
        API_SERVER,
        SERVICE_ACCOUNT,
        LEFT_OUT,
        PER_NAMESPACE,
        OWN_JOBS,
        HIGH_RESTARTS,
        OVERALLOCATED,
        IDLE_CPU,
        IDLE_MEMORY,
        LOW_CPU,
        LOW_MEMORY,
        SETTLED,
        STUCK);
  }

  static KubernetesConfig from(Settings settings) {
    return new KubernetesConfig(
        settings.get(LEFT_OUT).stream().distinct().toList(),
        settings.get(PER_NAMESPACE) ? Told.ALSO_BY_NAMESPACE : Told.TOGETHER,
        settings.get(OWN_JOBS).strip(),
        settings.get(HIGH_RESTARTS),
        BigDecimal.valueOf(settings.get(OVERALLOCATED), PERCENT),
        amounts(settings.get(IDLE_CPU), settings.get(IDLE_MEMORY)),
        amounts(settings.get(LOW_CPU), settings.get(LOW_MEMORY)),
        settings.get(SETTLED),
        settings.get(STUCK));
  }

  boolean counts(String namespace) {
    return !leftOut.contains(namespace);
  }

  private static Amounts amounts(int millicores, int mebibytes) {
    return new Amounts(
        BigDecimal.valueOf(millicores, MILLI), BigDecimal.valueOf(mebibytes * MEBIBYTE));
  }

  private static Setting<Integer> amount(String key, int fallback, String says) {
    return Setting.whole(key, 0, MOST).fallback(fallback).says(says);
  }
}
