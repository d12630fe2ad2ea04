// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.kubernetes.KubernetesOptions.Detail;
import ai.metta.sandbox.kubernetes.Lists.Form;
import ai.metta.sandbox.kubernetes.cluster.Cluster;
import ai.metta.sandbox.kubernetes.cluster.ClusterDeployment;
import ai.metta.sandbox.kubernetes.cluster.ClusterJob;
import ai.metta.sandbox.kubernetes.cluster.ClusterPod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers what is asked of the cluster: first whether it may be asked, then whether it is there.
record Desk(KubernetesOptions options, Story story) {
  private static final Pattern PATH =
      Pattern.compile("/(?:api/v1|apis/([a-z0-9.]+)/v1(?:beta1)?)/([a-z]+)");
  private static final Pattern REQUIREMENT =
      Pattern.compile("(!?)([\\w./-]+)(?:={1,2}([\\w.-]*))?");

  private static final Form<ClusterPod> PODS =
      new Form<>("v1", "PodList", Cluster::pods, PodShapes::pod);
  private static final Form<ClusterPod> FULL_PODS =
      new Form<>("v1", "PodList", Cluster::pods, pod -> Trappings.pod(PodShapes.pod(pod)));
  private static final Form<ClusterPod> USAGE =
      new Form<>(
          "metrics.k8s.io/v1beta1",
          "PodMetricsList",
          cluster -> cluster.pods().stream().filter(pod -> pod.use().isPresent()).toList(),
          PodShapes::use);
  private static final Form<ClusterDeployment> DEPLOYMENTS =
      new Form<>("apps/v1", "DeploymentList", Cluster::deployments, WorkloadShapes::deployment);
  private static final Form<ClusterDeployment> FULL_DEPLOYMENTS =
      new Form<>(
          "apps/v1",
          "DeploymentList",
          Cluster::deployments,
          one -> Trappings.managed(WorkloadShapes.deployment(one)));

  /// What is asked for.
  ///
  /// @param group empty for the first one
  record Place(String group, String resource) {
    String granted() {
      return group.isEmpty() ? resource : resource + "." + group;
    }

    Answer forbidden() {
      return Refusal.forbidden(group, resource);
    }
  }

  /// Empty for what is no list.
  static Optional<Place> place(Asked asked) {
    Matcher path = PATH.matcher(asked.path());
    return path.matches()
        ? Optional.of(new Place(Optional.ofNullable(path.group(1)).orElse(""), path.group(2)))
        : Optional.empty();
  }

  Answer answer(Asked asked, Optional<KubernetesFault> fault) {
    Optional<Place> place = place(asked);
    if (place.isEmpty()) {
      return Refusal.noPath();
    }
    if (!options.role().contains(place.get().granted())) {
      return place.get().forbidden();
    }
    Lists lists = new Lists(asked, story::at, fault);
    return switch (asked.path()) {
      case "/api/v1/pods" -> lists.of(options.detail() == Detail.FULL ? FULL_PODS : PODS);
      case "/apis/metrics.k8s.io/v1beta1/pods" -> lists.of(USAGE);
      case "/apis/apps/v1/deployments" ->
          lists.of(options.detail() == Detail.FULL ? FULL_DEPLOYMENTS : DEPLOYMENTS);
      case "/apis/batch/v1/jobs" -> jobs(lists, asked.parameter("labelSelector").orElse(""));
      default -> Refusal.noResource();
    };
  }

  private static Answer jobs(Lists lists, String selector) {
    for (String requirement : selector.split(",", -1)) {
      if (!requirement.isEmpty() && !REQUIREMENT.matcher(requirement).matches()) {
        return Refusal.badRequest(
            "unable to parse requirement: found '" + requirement + "', expected: identifier");
      }
    }
    return lists.of(
        new Form<>(
            "batch/v1",
            "JobList",
            cluster -> selected(cluster.jobs(), selector),
            WorkloadShapes::job));
  }

  private static List<ClusterJob> selected(List<ClusterJob> jobs, String selector) {
    return jobs.stream()
        .filter(job ->
            List.of(selector.split(",", -1)).stream()
                .allMatch(one -> meets(WorkloadShapes.marks(job), one)))
        .toList();
  }

  private static boolean meets(Map<String, Object> marks, String requirement) {
    Matcher parts = REQUIREMENT.matcher(requirement);
    if (!parts.matches()) {
      return true;
    }
    Object value = marks.get(parts.group(2));
    boolean isThere =
        parts.group(3) == null ? value != null : parts.group(3).equals(String.valueOf(value));
    return isThere == parts.group(1).isEmpty();
  }
}
