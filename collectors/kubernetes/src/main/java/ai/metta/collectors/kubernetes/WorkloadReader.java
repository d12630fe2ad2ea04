// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes deployments and jobs of what the server shows.
final class WorkloadReader {
  private static final String TRUE = "True";
  private static final String FALSE = "False";

  private WorkloadReader() {}

  static Deployment deployment(io.fabric8.kubernetes.api.model.apps.Deployment shown) {
    DeploymentStatus status = Required.of(shown, "status", shown.getStatus());
    return new Deployment(
        Required.name(shown),
        Optional.ofNullable(Required.of(shown, "spec", shown.getSpec()).getReplicas()).orElse(1),
        // What is 0 is left out.
        Optional.ofNullable(status.getReadyReplicas()).orElse(0),
        Stream.ofNullable(status.getConditions())
            .flatMap(List::stream)
            .filter(one -> "Available".equals(one.getType()) && FALSE.equals(one.getStatus()))
            .map(one -> changed(shown, one.getLastTransitionTime()))
            .findFirst());
  }

  private static Instant changed(HasMetadata item, @Nullable String at) {
    return Required.instant(
        "lastTransitionTime", Required.of(item, "lastTransitionTime of a condition", at));
  }

  /// Of a CronJob only: whoever starts a job by hand looks after it.
  static Optional<OwnJob> job(Job shown) {
    ObjectName name = Required.name(shown);
    boolean isCronJobs =
        Stream.ofNullable(shown.getMetadata().getOwnerReferences())
            .flatMap(List::stream)
            .map(OwnerReference::getKind)
            .anyMatch("CronJob"::equals);
    return isCronJobs ? Optional.of(new OwnJob(name, failed(shown))) : Optional.empty();
  }

  private static Optional<Instant> failed(Job shown) {
    return Stream.ofNullable(Required.of(shown, "status", shown.getStatus()).getConditions())
        .flatMap(List::stream)
        .filter(one -> "Failed".equals(one.getType()) && TRUE.equals(one.getStatus()))
        .map(one -> changed(shown, one.getLastTransitionTime()))
        .findFirst();
  }
}
