// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a cluster shows of its objects beside what tells something of them: most of an answer's
/// bytes.
final class Trappings {
  private static final List<String> VARIABLES =
      List.of("LOG_LEVEL", "DD_SERVICE", "DD_ENV", "DD_VERSION", "HOME_URL", "CACHE_DIR", "ZONE");
  private static final List<String> CONDITIONS =
      List.of(
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");
  private static final List<String> SET_ON_CONTAINERS =
      List.of(
          "f:env",
          "f:image",
          "f:imagePullPolicy",
          "f:name",
          "f:ports",
          "f:resources",
          "f:terminationMessagePath",
          "f:terminationMessagePolicy",
          "f:volumeMounts");
  private static final String TOKEN_VOLUME = "kube-api-access-x7k2p";

  private Trappings() {}

  /// @param pod as it tells something
  static Map<String, Object> pod(Map<String, Object> pod) {
    Map<String, Object> whole = managed(pod);
    whole.computeIfPresent("spec", (_, spec) -> spec(members(spec)));
    whole.computeIfPresent("status", (_, status) -> status(members(status)));
    return whole;
  }

  /// Who set what of it.
  static Map<String, Object> managed(Map<String, Object> object) {
    Map<String, Object> whole = new LinkedHashMap<>(object);
    Map<String, Object> metadata = members(object.getOrDefault("metadata", Map.of()));
    Map<String, Object> labels = new LinkedHashMap<>();
    if (metadata.get("labels") instanceof Map<?, ?> own) {
      labels.putAll(members(own));
    }
    String name = String.valueOf(metadata.get("name"));
    labels.putIfAbsent("app.kubernetes.io/name", name);
    labels.putIfAbsent("app.kubernetes.io/part-of", "sandbox");
    labels.putIfAbsent("pod-template-hash", Integer.toHexString(name.hashCode()));
    metadata.put("labels", labels);
    metadata.put(
        "managedFields",
        List.of(
            manager("kube-controller-manager", "", labels.keySet().stream().toList()),
            manager("kubelet", "status", CONDITIONS)));
    whole.put("metadata", metadata);
    return whole;
  }

  private static Map<String, Object> manager(String name, String subresource, List<String> keys) {
    Map<String, Object> owned = new TreeMap<>();
    keys.forEach(key -> owned.put("f:" + key, Map.of()));
    Map<String, Object> containers = new TreeMap<>();
    SET_ON_CONTAINERS.forEach(field -> containers.put(field, JsonTree.of(".", Map.of())));
    VARIABLES.forEach(variable ->
        containers.put(
            "k:{\"name\":\"" + variable + "\"}",
            JsonTree.of(".", Map.of(), "f:name", Map.of(), "f:value", Map.of())));
    return JsonTree.of(
        "manager",
        name,
        "operation",
        "Update",
        "apiVersion",
        "v1",
        "time",
        "2026-01-05T08:00:00Z",
        "fieldsType",
        "FieldsV1",
        "fieldsV1",
        JsonTree.of(
            "f:metadata",
            JsonTree.of("f:labels", owned),
            "f:spec",
            JsonTree.of("f:containers", containers)),
        "subresource",
        subresource);
  }

  private static Map<String, Object> spec(Map<String, Object> spec) {
    spec.computeIfPresent("containers", (_, list) -> containers(list));
    spec.computeIfPresent("initContainers", (_, list) -> containers(list));
    spec.put("serviceAccountName", "default");
    spec.put("schedulerName", "default-scheduler");
    spec.put("dnsPolicy", "ClusterFirst");
    spec.put("terminationGracePeriodSeconds", 30);
    spec.put("enableServiceLinks", true);
    spec.put("securityContext", Map.of());
    spec.put(
        "tolerations",
        List.of(
            toleration("node.kubernetes.io/not-ready"),
            toleration("node.kubernetes.io/unreachable")));
    spec.put("volumes", List.of(JsonTree.of("name", TOKEN_VOLUME, "projected", projected())));
    return spec;
  }

  private static Map<String, Object> toleration(String key) {
    return JsonTree.of(
        "key", key, "operator", "Exists", "effect", "NoExecute", "tolerationSeconds", 300);
  }

  private static Map<String, Object> projected() {
    Map<String, Object> token =
        JsonTree.of("serviceAccountToken", JsonTree.of("expirationSeconds", 3607, "path", "token"));
    Map<String, Object> authority =
        JsonTree.of(
            "configMap",
            JsonTree.of(
                "name",
                "kube-root-ca.crt",
                "items",
                List.of(JsonTree.of("key", "ca.crt", "path", "ca.crt"))));
    return JsonTree.of("sources", List.of(token, authority), "defaultMode", 420);
  }

  private static List<Object> containers(Object list) {
    List<Object> whole = new ArrayList<>();
    for (Object one : (List<?>) list) {
      Map<String, Object> container = members(one);
      container.put(
          "env",
          VARIABLES.stream()
              .map(name -> JsonTree.of("name", name, "value", "of the sandbox, as " + name))
              .toList());
      container.put("ports", List.of(JsonTree.of("containerPort", 8080, "protocol", "TCP")));
      container.put(
          "volumeMounts",
          List.of(
              JsonTree.of(
                  "name",
                  TOKEN_VOLUME,
                  "readOnly",
                  true,
                  "mountPath",
                  "/var/run/secrets/kubernetes.io/serviceaccount")));
      container.put("terminationMessagePath", "/dev/termination-log");
      container.put("terminationMessagePolicy", "File");
      container.put("imagePullPolicy", "IfNotPresent");
      whole.add(container);
    }
    return whole;
  }

  private static Map<String, Object> status(Map<String, Object> status) {
    status.put(
        "conditions",
        CONDITIONS.stream()
            .map(type ->
                JsonTree.of(
                    "type", type, "status", "True", "lastTransitionTime", "2026-01-05T08:00:00Z"))
            .toList());
    status.put("hostIP", "10.0.0.7");
    status.put("podIP", "10.244.3.17");
    status.put("podIPs", List.of(JsonTree.of("ip", "10.244.3.17")));
    return status;
  }

  private static Map<String, Object> members(Object tree) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) tree).forEach((key, value) -> members.put(String.valueOf(key), value));
    return members;
  }
}
