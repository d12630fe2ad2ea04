// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collectors.kubernetes.Pod.Container;
import ai.metta.collectors.kubernetes.Pod.End;
import ai.metta.collectors.kubernetes.Pod.Phase;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a pod of what the server shows.
final class PodReader {
  private static final String SIDECAR = "Always";

  private PodReader() {}

  static Pod pod(io.fabric8.kubernetes.api.model.Pod shown) {
    ObjectName name = Required.name(shown);
    PodStatus status = Required.of(shown, "status", shown.getStatus());
    Instant created = Required.created(shown);
    return new Pod(
        name,
        phase(Optional.ofNullable(status.getPhase()).orElse("")),
        created,
        Optional.ofNullable(status.getStartTime())
            .map(at -> Required.instant("startTime", at))
            .orElse(created),
        requested(Required.of(shown, "spec", shown.getSpec())),
        containers(status).map(one -> container(shown, one)).toList());
  }

  private static Phase phase(String word) {
    return switch (word) {
      case "Pending" -> Phase.PENDING;
      case "Running" -> Phase.RUNNING;
      case "Succeeded" -> Phase.SUCCEEDED;
      case "Failed" -> Phase.FAILED;
      default -> Phase.UNKNOWN;
    };
  }

  /// What the scheduler keeps free for it: its containers and sidecars together or, where that is
  /// more, the largest of the init containers that run before them; and what its runtime takes.
  /// What the pod itself asks for goes before what its containers do.
  static Amounts requested(PodSpec spec) {
    List<io.fabric8.kubernetes.api.model.Container> init = present(spec.getInitContainers());
    Amounts together =
        Stream.concat(
                present(spec.getContainers()).stream(), init.stream().filter(PodReader::isSidecar))
            .map(PodReader::requested)
            .reduce(Amounts.NONE, Amounts::plus);
    Amounts before =
        init.stream()
            .filter(one -> !isSidecar(one))
            .map(PodReader::requested)
            .reduce(Amounts.NONE, Amounts::max);
    Amounts containers = together.max(before);
    Map<String, Quantity> own = requests(spec.getResources());
    return new Amounts(
            Quantities.amount(own, Resource.CPU).orElse(containers.cpu()),
            Quantities.amount(own, Resource.MEMORY).orElse(containers.memory()))
        .plus(Quantities.amounts(spec.getOverhead()));
  }

  private static boolean isSidecar(io.fabric8.kubernetes.api.model.Container init) {
    return SIDECAR.equals(init.getRestartPolicy());
  }

  private static Amounts requested(io.fabric8.kubernetes.api.model.Container container) {
    return Quantities.amounts(requests(container.getResources()));
  }

  private static Map<String, Quantity> requests(ResourceRequirements resources) {
    return Optional.ofNullable(resources).map(ResourceRequirements::getRequests).orElse(Map.of());
  }

  private static Stream<ContainerStatus> containers(PodStatus status) {
    return Stream.concat(
        present(status.getInitContainerStatuses()).stream(),
        present(status.getContainerStatuses()).stream());
  }

  private static Container container(
      io.fabric8.kubernetes.api.model.Pod pod, ContainerStatus status) {
    Optional<ContainerState> state = Optional.ofNullable(status.getState());
    return new Container(
        Required.of(pod, "name of a container", status.getName()),
        state.map(ContainerState::getRunning).isPresent(),
        state.map(ContainerState::getWaiting).map(ContainerStateWaiting::getReason),
        Optional.ofNullable(status.getRestartCount()).orElse(0),
        Stream.concat(state.stream(), Stream.ofNullable(status.getLastState()))
            .flatMap(one -> Stream.ofNullable(one.getTerminated()))
            .flatMap(PodReader::end)
            .toList());
  }

  /// One that does not say when says nothing of the last 24 hours.
  private static Stream<End> end(ContainerStateTerminated ended) {
    return Stream.ofNullable(ended.getFinishedAt())
        .map(at ->
            new End(
                Optional.ofNullable(ended.getReason()).orElse(""),
                Required.instant("finishedAt", at)));
  }

  private static <T> List<T> present(List<T> list) {
    return list == null ? List.of() : list;
  }
}
