// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Trial;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a run says is for metta to say: the library's logging facade is silent, whichever of its
/// classes comes first. A process of its own, since a facade speaks once.
final class SilenceTest {
  @Test
  void theLibrarySaysNothing() throws IOException, InterruptedException {
    try (KubernetesServer server = Served.cluster(1)) {
      Path file = Served.kubeconfig(server.endpoint(), "token: " + Served.TOKEN);
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      SilenceTest.class.getName(),
                      file.toString()))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).isZero();
      assertThat(said).isEqualTo("OK");
    }
  }

  /// Without a name for the cluster, so that the kubeconfig is read first.
  public static void main(String[] arguments) {
    System.out.println(
        Trial.of(new KubernetesCollector(), Served.NOW)
            .knowing("KUBECONFIG", arguments[0])
            .run()
            .result()
            .status());
  }
}
