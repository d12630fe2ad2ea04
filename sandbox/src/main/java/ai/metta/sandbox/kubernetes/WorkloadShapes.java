// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.kubernetes.cluster.ClusterDeployment;
import ai.metta.sandbox.kubernetes.cluster.ClusterJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deployments and jobs, as the API shows them. What is 0 is left out, as it is there.
final class WorkloadShapes {
  private WorkloadShapes() {}

  static Map<String, Object> deployment(ClusterDeployment deployment) {
    Map<String, Object> status = JsonTree.of("observedGeneration", 3);
    if (deployment.replicas() > 0) {
      status.put("replicas", deployment.replicas());
    }
    if (deployment.ready() > 0) {
      status.put("readyReplicas", deployment.ready());
      status.put("availableReplicas", deployment.ready());
    }
    boolean isAvailable = deployment.unavailableSince().isEmpty();
    status.put(
        "conditions",
        List.of(
            condition("Progressing", "True", "NewReplicaSetAvailable", deployment.created()),
            condition(
                "Available",
                isAvailable ? "True" : "False",
                isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                deployment.unavailableSince().orElse(deployment.created()))));
    return JsonTree.of(
        "metadata",
        PodShapes.metadata(deployment.namespace(), deployment.name(), deployment.created()),
        "spec",
        JsonTree.of("replicas", deployment.replicas()),
        "status",
        status);
  }

  /// What a selector goes by.
  static Map<String, Object> marks(ClusterJob job) {
    Map<String, Object> marks = new LinkedHashMap<>();
    job.collector().ifPresent(name -> marks.put("collector", name));
    marks.put("batch.kubernetes.io/job-name", job.name());
    return marks;
  }

  static Map<String, Object> job(ClusterJob job) {
    Map<String, Object> metadata = PodShapes.metadata(job.namespace(), job.name(), job.created());
    metadata.put("labels", marks(job));
    job.owner()
        .ifPresent(cron ->
            metadata.put(
                "ownerReferences",
                List.of(
                    JsonTree.of(
                        "apiVersion",
                        "batch/v1",
                        "kind",
                        "CronJob",
                        "name",
                        cron,
                        "uid",
                        "b52e4bd5-4d5b-4d0b-8f3c-2f7a3c1a9e10",
                        "controller",
                        true))));
    List<Object> conditions = new ArrayList<>();
    job.failed()
        .ifPresent(at -> conditions.add(condition("Failed", "True", "BackoffLimitExceeded", at)));
    job.completed().ifPresent(at -> conditions.add(condition("Complete", "True", "", at)));
    Map<String, Object> status = JsonTree.of("conditions", conditions, "startTime", job.created());
    job.completed().ifPresent(at -> status.put("completionTime", at));
    return JsonTree.of(
        "metadata",
        metadata,
        "spec",
        JsonTree.of("parallelism", 1, "completions", 1, "backoffLimit", 0),
        "status",
        status);
  }

  private static Map<String, Object> condition(
      String type, String status, String reason, Instant changed) {
    return JsonTree.of(
        "type",
        type,
        "status",
        status,
        "reason",
        Optional.of(reason).filter(text -> !text.isEmpty()),
        "lastTransitionTime",
        changed);
  }
}
