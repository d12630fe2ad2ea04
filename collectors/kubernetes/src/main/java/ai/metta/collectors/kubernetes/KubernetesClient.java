// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collectors.kubernetes.ApiServer.Question;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetricsList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads a cluster: four lists over all namespaces, each once.
record KubernetesClient(ApiServer server) implements AutoCloseable {
  private static final int FIRST_OF_SERVER_ERRORS = 500;
  private static final String EVERYTHING = "";
  private static final String NO_METRICS_API =
      "the cluster has no metrics API: install metrics-server to know what pods use";

  private static final Question<PodList> PODS =
      new Question<>(
          Listed.PODS,
          (library, options) -> library.pods().inAnyNamespace().list(options),
          PodList::getKind);

  /// The library knows this list as a whole only, and the server has no pages of it.
  private static final Question<PodMetricsList> USAGE =
      new Question<>(
          Listed.USAGE, (library, _) -> library.top().pods().metrics(), PodMetricsList::getKind);

  private static final Question<DeploymentList> DEPLOYMENTS =
      new Question<>(
          Listed.DEPLOYMENTS,
          (library, options) -> library.apps().deployments().inAnyNamespace().list(options),
          DeploymentList::getKind);

  private static final Question<JobList> JOBS =
      new Question<>(
          Listed.JOBS,
          (library, options) -> library.batch().v1().jobs().inAnyNamespace().list(options),
          JobList::getKind);

  List<Pod> pods() {
    Map<ObjectName, Pod> pods = new LinkedHashMap<>();
    all(PODS, EVERYTHING, PodReader::pod).forEach(pod -> pods.put(pod.name(), pod));
    return List.copyOf(pods.values());
  }

  /// What pods use, where somebody installed what tells it.
  ///
  /// @throws FailureException where not even that could be found out
  MetricsApi metricsApi() {
    try {
      return new MetricsApi.Serving(Usage.of(all(USAGE, EVERYTHING, UsageReader::sampled)));
    } catch (FailureException refused) {
      int status = Refusals.status(refused);
      if (status == Refusals.NOT_FOUND) {
        return new MetricsApi.Missing(NO_METRICS_API);
      }
      if (status >= FIRST_OF_SERVER_ERRORS || refused.failure() instanceof Failure.Malformed) {
        return new MetricsApi.Failing(refused.failure());
      }
      throw refused;
    }
  }

  List<Deployment> deployments() {
    return all(DEPLOYMENTS, EVERYTHING, WorkloadReader::deployment);
  }

  /// Those of CronJobs.
  ///
  /// @param selector of labels
  List<OwnJob> jobs(String selector) {
    return all(JOBS, selector, WorkloadReader::job).stream().flatMap(Optional::stream).toList();
  }

  /// Whether a list may be read.
  void probe(Listed listed) {
    switch (listed) {
      case PODS -> server.first(PODS);
      case USAGE -> server.first(USAGE);
      case DEPLOYMENTS -> server.first(DEPLOYMENTS);
      case JOBS -> server.first(JOBS);
    }
  }

  private <I extends HasMetadata, L extends KubernetesResourceList<I>, T> List<T> all(
      Question<L> question, String selector, Function<I, T> row) {
    return server.all(question, selector, reading(question.listed(), row));
  }

  private static <I, T> Function<I, T> reading(Listed listed, Function<I, T> row) {
    return item -> {
      try {
        return row.apply(item);
      } catch (Required.MissingException | ArithmeticException | IllegalArgumentException wrong) {
        throw new FailureException(
            new Failure.Malformed(
                "GET " + listed.path() + ": an item cannot be read: " + wrong.getMessage()));
      }
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
