// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Fetched;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Everything one run knows of a cluster, each part known, unsupported or failed by itself.
record KubernetesSnapshot(
    KubernetesConfig rules,
    Fetched<List<Pod>> allPods,
    Fetched<MetricsApi> metricsApi,
    Fetched<List<Deployment>> allDeployments,
    Fetched<List<OwnJob>> jobs) {

  /// The pods that count.
  ///
  /// @param rules by which they are judged
  record Pods(List<Pod> all, KubernetesConfig rules) {
    Pods {
      all = List.copyOf(all);
    }

    /// The same, apart by namespace.
    SortedMap<String, Pods> apart() {
      return parted(all, pod -> pod.name().namespace(), pods -> new Pods(pods, rules));
    }

    long count(Predicate<Pod> which) {
      return all.stream().filter(which).count();
    }
  }

  /// The deployments that count.
  record Deployments(List<Deployment> all, KubernetesConfig rules) {
    Deployments {
      all = List.copyOf(all);
    }

    /// The same, apart by namespace.
    SortedMap<String, Deployments> apart() {
      return parted(all, Deployment::namespace, some -> new Deployments(some, rules));
    }

    long count(Predicate<Deployment> which) {
      return all.stream().filter(which).count();
    }
  }

  private static <I, T> SortedMap<String, T> parted(
      List<I> items, Function<I, String> namespace, Function<List<I>, T> whole) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                namespace, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), whole)));
  }

  Fetched<Pods> pods() {
    return allPods.then(all ->
        Fetched.known(
            new Pods(
                all.stream().filter(pod -> rules.counts(pod.name().namespace())).toList(), rules)));
  }

  Fetched<Usage> usage() {
    return metricsApi.then(MetricsApi::usage);
  }

  Fetched<Deployments> deployments() {
    return allDeployments.then(all ->
        Fetched.known(
            new Deployments(
                all.stream().filter(one -> rules.counts(one.namespace())).toList(), rules)));
  }

  Fetched<Pods> podsByNamespace() {
    return byNamespace(pods());
  }

  Fetched<Deployments> deploymentsByNamespace() {
    return byNamespace(deployments());
  }

  private <T> Fetched<T> byNamespace(Fetched<T> part) {
    return part.then(known ->
        switch (rules.told()) {
          case ALSO_BY_NAMESPACE -> Fetched.known(known);
          case TOGETHER -> Fetched.unsupported("kubernetes.per_namespace is off");
        });
  }
}
