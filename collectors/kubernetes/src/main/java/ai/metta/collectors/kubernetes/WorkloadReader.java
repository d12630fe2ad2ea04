// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes deployments and jobs of what the server shows.
final class WorkloadReader {
  private static final String TRUE = "True";
  private static final String FALSE = "False";

  private WorkloadReader() {}

  static Deployment deployment(io.fabric8.kubernetes.api.model.apps.Deployment shown) {
    Optional<DeploymentStatus> status = Optional.ofNullable(shown.getStatus());
    ObjectName name = Required.name(shown);
    return new Deployment(
        name.namespace(),
        name.name(),
        Optional.ofNullable(shown.getSpec()).map(DeploymentSpec::getReplicas).orElse(1),
        status.map(DeploymentStatus::getReadyReplicas).orElse(0),
        status.stream()
            .flatMap(one -> Stream.ofNullable(one.getConditions()).flatMap(List::stream))
            .filter(one -> "Available".equals(one.getType()) && FALSE.equals(one.getStatus()))
            .flatMap(WorkloadReader::changed)
            .findFirst());
  }

  private static Stream<Instant> changed(DeploymentCondition condition) {
    return Stream.ofNullable(condition.getLastTransitionTime())
        .map(at -> Required.instant("lastTransitionTime", at));
  }

  /// Of a CronJob only: whoever starts a job by hand looks after it.
  static Optional<OwnJob> job(Job shown) {
    ObjectName name = Required.name(shown);
    boolean isCronJobs =
        Stream.ofNullable(shown.getMetadata().getOwnerReferences())
            .flatMap(List::stream)
            .map(OwnerReference::getKind)
            .anyMatch("CronJob"::equals);
    return isCronJobs
        ? Optional.of(new OwnJob(name.namespace(), name.name(), failed(shown)))
        : Optional.empty();
  }

  private static Optional<Instant> failed(Job shown) {
    return Optional.ofNullable(shown.getStatus()).map(JobStatus::getConditions).stream()
        .flatMap(List::stream)
        .filter(one -> "Failed".equals(one.getType()) && TRUE.equals(one.getStatus()))
        .map(JobCondition::getLastTransitionTime)
        .flatMap(Stream::ofNullable)
        .map(at -> Required.instant("lastTransitionTime", at))
        .findFirst();
  }
}
