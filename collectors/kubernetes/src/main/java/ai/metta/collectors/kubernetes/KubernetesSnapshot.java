// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.metric.Fetched;
import java.util.List;

/// Everything one run knows of a cluster, each part known, unsupported or failed by itself.
record KubernetesSnapshot(
    KubernetesConfig rules,
    Fetched<List<Pod>> allPods,
    Fetched<MetricsApi> metricsApi,
    Fetched<List<Deployment>> allDeployments,
    Fetched<List<OwnJob>> jobs) {

  Fetched<Counted<Pod>> pods() {
    return counted(allPods);
  }

  Fetched<Usage> usage() {
    return metricsApi.then(MetricsApi::usage);
  }

  Fetched<Counted<Deployment>> deployments() {
    return counted(allDeployments);
  }

  private <T extends Namespaced> Fetched<Counted<T>> counted(Fetched<List<T>> listed) {
    return listed.then(all -> Fetched.known(Counted.of(all, rules)));
  }

  /// A part as far as it is told by namespace.
  <T> Fetched<T> byNamespace(Fetched<T> part) {
    return part.then(known ->
        switch (rules.told()) {
          case ALSO_BY_NAMESPACE -> Fetched.known(known);
          case TOGETHER -> Fetched.unsupported("kubernetes.per_namespace is off");
        });
  }
}
