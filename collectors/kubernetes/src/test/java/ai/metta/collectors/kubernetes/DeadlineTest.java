// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.collect.Run;
import ai.metta.collect.Runner;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The library waits for a body for ever: the run does not.
final class DeadlineTest {
  @Test
  void aServerThatNeverEndsIsNotWaitedForLongerThanTheRunMayLast() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> beginning(server));
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Path file = Served.kubeconfig(address, "token: " + Served.TOKEN);
      Run.Result result = within(Duration.ofSeconds(2), file);

      assertThat(result.status()).isEqualTo(Run.Status.FAILED);
      assertThat(result.reason().orElseThrow().message()).contains("deadline");
    }
  }

  private static Run.Result within(Duration limit, Path file) {
    Conditions fixed = Served.collecting(file).conditions();
    Conditions running =
        new Conditions(
            InstantSource.system(),
            fixed.settings(),
            fixed.secrets(),
            fixed.http(),
            fixed.redactor(),
            fixed.faults());
    Instant now = running.clock().instant();
    return new Runner(running)
        .run(
            List.of(new KubernetesCollector()),
            Plan.standard("test", now, Tags.none()).within(limit))
        .results()
        .getFirst();
  }

  /// Begins every answer, and ends none.
  private static void beginning(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        OutputStream out = socket.getOutputStream();
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }
}
