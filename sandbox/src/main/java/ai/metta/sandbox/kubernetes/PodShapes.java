// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.json.JsonTree;
import ai.metta.sandbox.kubernetes.cluster.Ask;
import ai.metta.sandbox.kubernetes.cluster.Box;
import ai.metta.sandbox.kubernetes.cluster.ClusterPod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Pods, and what they use, as the API shows them.
final class PodShapes {
  private static final Duration START_UP = Duration.ofSeconds(3);

  private PodShapes() {}

  static Map<String, Object> metadata(String namespace, String name, Instant created) {
    return JsonTree.of(
        "name",
        name,
        "namespace",
        namespace,
        "uid",
        UUID.nameUUIDFromBytes((namespace + "/" + name).getBytes(StandardCharsets.UTF_8)),
        "resourceVersion",
        Long.toString(created.getEpochSecond()),
        "creationTimestamp",
        created);
  }

  static Map<String, Object> pod(ClusterPod pod) {
    int turn = pod.name().hashCode();
    Map<String, Object> spec = new LinkedHashMap<>();
    List<Box> before = pod.boxes().stream().filter(box -> box.kind() != Box.Kind.APP).toList();
    List<Box> apps = pod.boxes().stream().filter(box -> box.kind() == Box.Kind.APP).toList();
    if (!before.isEmpty()) {
      spec.put("initContainers", before.stream().map(box -> container(box, turn)).toList());
    }
    spec.put("containers", apps.stream().map(box -> container(box, turn)).toList());
    spec.put("restartPolicy", "Always");
    spec.put("nodeName", "node-" + Math.floorMod(turn, 5));
    if (!pod.whole().equals(Ask.NOTHING)) {
      spec.put("resources", JsonTree.of("requests", ask(pod.whole(), turn)));
    }
    if (!pod.overhead().equals(Ask.NOTHING)) {
      spec.put("overhead", ask(pod.overhead(), turn));
    }
    return JsonTree.of(
        "metadata",
        metadata(pod.namespace(), pod.name(), pod.created()),
        "spec",
        spec,
        "status",
        status(pod, before, apps));
  }

  private static Map<String, Object> status(ClusterPod pod, List<Box> before, List<Box> apps) {
    Map<String, Object> status =
        JsonTree.of("phase", pod.phase(), "startTime", pod.created().plusSeconds(1));
    if (!before.isEmpty()) {
      status.put("initContainerStatuses", before.stream().map(box -> standing(pod, box)).toList());
    }
    status.put("containerStatuses", apps.stream().map(box -> standing(pod, box)).toList());
    status.put("qosClass", "Burstable");
    return status;
  }

  private static Map<String, Object> container(Box box, int turn) {
    Map<String, Object> container =
        JsonTree.of("name", box.name(), "image", "registry.example/" + box.name() + ":1");
    if (box.kind() == Box.Kind.SIDECAR) {
      container.put("restartPolicy", "Always");
    }
    container.put(
        "resources",
        box.ask().equals(Ask.NOTHING)
            ? Map.of()
            : JsonTree.of("requests", ask(box.ask(), turn + box.name().length())));
    return container;
  }

  private static Map<String, Object> ask(Ask ask, int turn) {
    return JsonTree.of(
        "cpu",
        QuantityText.millicores(ask.millicores(), turn),
        "memory",
        QuantityText.bytes(ask.bytes(), turn));
  }

  /// How a container stands.
  private static Map<String, Object> standing(ClusterPod pod, Box box) {
    Map<String, Object> state = new LinkedHashMap<>();
    box.state().waiting().ifPresent(reason -> state.put("waiting", JsonTree.of("reason", reason)));
    box.state().ended().ifPresent(end -> state.put("terminated", terminated(pod, end)));
    if (state.isEmpty()) {
      state.put("running", JsonTree.of("startedAt", pod.created().plus(START_UP)));
    }
    Map<String, Object> last = new LinkedHashMap<>();
    box.state().before().ifPresent(end -> last.put("terminated", terminated(pod, end)));
    return JsonTree.of(
        "name",
        box.name(),
        "state",
        state,
        "lastState",
        last,
        "ready",
        state.containsKey("running"),
        "restartCount",
        box.state().restarts());
  }

  private static Map<String, Object> terminated(ClusterPod pod, Box.End end) {
    return JsonTree.of(
        "exitCode",
        end.reason().equals("Completed") ? 0 : end.reason().equals("OOMKilled") ? 137 : 1,
        "reason",
        end.reason(),
        "startedAt",
        pod.created(),
        "finishedAt",
        end.at());
  }

  /// Only of pods of which something was seen: metrics-server leaves the others out.
  static Map<String, Object> use(ClusterPod pod) {
    ClusterPod.Use use = pod.use().orElseThrow();
    int turn = pod.name().hashCode();
    List<Box> running =
        pod.boxes().stream()
            .filter(box ->
                switch (box.kind()) {
                  case APP -> true;
                  case INIT -> false;
                  case SIDECAR -> use.seen() != ClusterPod.Use.Seen.WITHOUT_SIDECAR;
                })
            .toList();
    List<Object> containers = new ArrayList<>();
    for (int number = 0; number < running.size(); number++) {
      boolean isFirst = number == 0;
      containers.add(
          JsonTree.of(
              "name",
              running.get(number).name(),
              "usage",
              JsonTree.of(
                  "cpu",
                  QuantityText.nanocores(isFirst ? use.nanocores() : 0, turn),
                  "memory",
                  QuantityText.bytes(isFirst ? use.bytes() : 0, turn))));
    }
    return JsonTree.of(
        "metadata",
        JsonTree.of(
            "name",
            pod.name(),
            "namespace",
            pod.namespace(),
            "creationTimestamp",
            use.at().plusSeconds(2)),
        "timestamp",
        use.at(),
        "window",
        ClusterPod.Use.WINDOW.toMillis() / 1000.0 + "s",
        "containers",
        containers);
  }
}
