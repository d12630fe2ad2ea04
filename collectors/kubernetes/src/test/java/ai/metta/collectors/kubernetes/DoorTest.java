// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a cluster is found, and entered.
final class DoorTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private static Trial unconfigured() {
    return Trial.of(new KubernetesCollector(), Served.NOW)
        .with("kubernetes.service_account_dir", "target/no-such-folder");
  }

  @Test
  void withoutAnyConfigurationNothingIsConfigured() {
    Report report = unconfigured().knowing("K8S_CLUSTER_NAME", "arena").run();
    assertThat(report.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(report.values()).isEmpty();
    assertThat(report.said()).contains("no cluster: set KUBECONFIG");
  }

  @Test
  void aKubeconfigThatIsNamedAndNotThereIsAMistake() {
    Report report = unconfigured().knowing("KUBECONFIG", "target/nowhere.yaml").run();
    assertThat(report.result().status()).isEqualTo(Status.FAILED);
    assertThat(report.said()).contains("no kubeconfig at target/nowhere.yaml");
  }

  @Test
  void aKubeconfigThatIsNoneIsNotQuoted() {
    Path file = Served.written("token: [secret-0123456789\n  - }");
    Report report = unconfigured().knowing("KUBECONFIG", file.toString()).run();
    assertThat(report.result().status()).isEqualTo(Status.FAILED);
    assertThat(report.said()).contains("is no kubeconfig that can be read").doesNotContain("0123");
  }

  @Test
  void aContextThatIsNotThereIsAMistakeAndNoOtherClusterIsAsked() {
    Path file = Served.kubeconfig(NOWHERE, "token: x");
    Report report = Served.collecting(file).with("kubernetes.context", "staging").run();
    assertThat(report.values()).isEmpty();
    assertThat(report.said()).contains("no cluster under the context \"staging\"");
  }

  @Test
  void withoutANameTheClusterIsCalledAsItsKubeconfigCallsIt() {
    try (KubernetesServer server = Served.cluster(1)) {
      Path file = Served.kubeconfig(server.endpoint(), "token: " + Served.TOKEN);
      Report report = unconfigured().knowing("KUBECONFIG", file.toString()).run();
      assertThat(report.values()).containsKey("k8s.pods.running{cluster:sandbox-cluster}");
    }
  }

  /// The first says which context counts, the second what is in it.
  @Test
  void severalFilesAreReadAsOne() {
    try (KubernetesServer server = Served.cluster(1)) {
      Path first = Served.written("apiVersion: v1\nkind: Config\ncurrent-context: main\n");
      Path second = Served.kubeconfig(server.endpoint(), "token: " + Served.TOKEN);
      Report report =
          unconfigured()
              .knowing("KUBECONFIG", first + File.pathSeparator + second)
              .knowing("K8S_CLUSTER_NAME", "arena")
              .run();
      assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    }
  }

  @Test
  void theUsersOwnKubeconfigIsFound(@TempDir Path home) throws IOException {
    try (KubernetesServer server = Served.cluster(1)) {
      Path file = Served.kubeconfig(server.endpoint(), "token: " + Served.TOKEN);
      Files.createDirectories(home.resolve(".kube"));
      Files.copy(file, home.resolve(".kube/config"));
      assertThat(unconfigured().knowing("HOME", home.toString()).run().result().status())
          .isEqualTo(Status.OK);
    }
  }

  /// As clusters that are rented want it.
  @Test
  void aCommandHandsOutTheToken(@TempDir Path folder) throws IOException {
    Path command = folder.resolve("get-token");
    Files.writeString(
        command,
        """
        #!/bin/sh
        echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"%s"}}'
        """
            .formatted(Served.TOKEN));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    try (KubernetesServer server = Served.cluster(1)) {
      Path file =
          Served.kubeconfig(
              server.endpoint(),
              "exec: {apiVersion: client.authentication.k8s.io/v1, command: \"%s\"}"
                  .formatted(command));
      Report report = Served.collecting(file).run();
      assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
    }
  }

  private static Trial inPod(KubernetesServer server, Path account) {
    return Trial.of(new KubernetesCollector(), Served.NOW)
        .with("kubernetes.service_account_dir", account.toString())
        .with("kubernetes.api_server", server.endpoint().toString());
  }

  @Test
  void aPodEntersAsItsServiceAccount(@TempDir Path account) throws IOException {
    Files.writeString(account.resolve("token"), Served.TOKEN + "\n");
    try (KubernetesServer server = Served.cluster(1)) {
      Report report = inPod(server, account).knowing("K8S_CLUSTER_NAME", "arena").run();
      assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
      assertThat(report.values()).containsKey("k8s.pods.running{cluster:arena}");
    }
  }

  /// Kubernetes writes the file anew; whoever keeps the old token is refused after an hour.
  @Test
  void theTokensFileIsReadAgainForEveryRequest(@TempDir Path account) throws IOException {
    Files.writeString(account.resolve("token"), "an-old-token-that-expired");
    try (KubernetesServer server = Served.cluster(1)) {
      Trial trial = inPod(server, account).knowing("K8S_CLUSTER_NAME", "arena");
      assertThat(trial.run().said()).contains("401").doesNotContain("an-old-token");
      Files.writeString(account.resolve("token"), Served.TOKEN);
      assertThat(trial.run().result().status()).isEqualTo(Status.OK);
    }
  }

  @Test
  void aPodHasToBeToldWhatItsClusterIsCalled(@TempDir Path account) throws IOException {
    Files.writeString(account.resolve("token"), Served.TOKEN);
    try (KubernetesServer server = Served.cluster(1)) {
      Report report = inPod(server, account).run();
      assertThat(report.result().status()).isEqualTo(Status.NOT_CONFIGURED);
      assertThat(report.said()).contains("set K8S_CLUSTER_NAME");
      assertThat(server.requests()).isEmpty();
    }
  }
}
