// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collect.Trial;
import ai.metta.sandbox.kubernetes.KubernetesOptions;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// A simulated cluster, and a run against it.
final class Served {
  static final Instant NOW = Instant.parse("2026-03-18T14:25:00Z");
  static final String TOKEN = "sandbox-kubernetes-token";

  private Served() {}

  static KubernetesOptions options(long seed) {
    return KubernetesOptions.of(seed, Fleet.of(seed, 900), InstantSource.fixed(NOW));
  }

  static KubernetesServer cluster(long seed) {
    return KubernetesServer.start(options(seed));
  }

  static Trial collecting(KubernetesServer server) {
    return collecting(kubeconfig(server.endpoint(), "token: " + TOKEN));
  }

  static Trial collecting(Path kubeconfig) {
    return Trial.of(new KubernetesCollector(), NOW)
        .knowing("K8S_CLUSTER_NAME", "arena")
        .knowing("KUBECONFIG", kubeconfig.toString());
  }

  /// A kubeconfig file that leads to a server.
  ///
  /// @param user one line of YAML
  static Path kubeconfig(URI server, String user) {
    return written(
        """
        apiVersion: v1
        kind: Config
        current-context: main
        contexts:
          - name: main
            context: {cluster: sandbox-cluster, user: reader}
        clusters:
          - name: sandbox-cluster
            cluster: {server: "%s"}
        users:
          - name: reader
            user: {%s}
        """
            .formatted(server, user));
  }

  static Path written(String text) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "kubeconfigs"));
      Path file = Files.createTempFile(folder, "config", ".yaml");
      Files.writeString(file, text);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
