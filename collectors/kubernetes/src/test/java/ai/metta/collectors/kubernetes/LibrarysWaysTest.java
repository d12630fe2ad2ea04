// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README promises of the library that does the asking.
final class LibrarysWaysTest {
  private static final String PASSWORD = "hunter2-hunter2";

  @Test
  void anAnswerHasHalfAMinuteToBeginAndNoLongerThanTheRun() {
    assertThat(ApiServer.patience(Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(30));
    assertThat(ApiServer.patience(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(4));
  }

  private static Path through(String proxy, String server) throws IOException {
    Path direct = Served.kubeconfig(URI.create(server), "token: " + Served.TOKEN);
    return Served.written(
        Files.readString(direct)
            .replace("server: \"", "proxy-url: \"%s\", server: \"".formatted(proxy)));
  }

  @Test
  void theKubeconfigsProxyIsAskedForTheServer() throws IOException {
    try (KubernetesServer server = Served.cluster(1)) {
      Path file = through(server.endpoint().toString(), "http://cluster.invalid");
      Report report = Served.collecting(file).run();
      assertThat(report.result().status()).as(report.said()).isEqualTo(Status.OK);
      assertThat(server.requests())
          .hasSize(5)
          .allMatch(one -> one.startsWith("http://cluster.invalid/"));
    }
  }

  /// By default the library takes a proxy of this kind for servers without TLS only.
  @Test
  void aServerWithTlsIsAskedThroughTheProxyToo() throws IOException {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refusing(proxy, asked));
      String address = "http://reader:" + PASSWORD + "@127.0.0.1:" + proxy.getLocalPort();
      Report report = Served.collecting(through(address, "https://cluster.invalid:6443")).run();
      assertThat(report.values()).isEmpty();
      assertThat(report.said()).doesNotContain(PASSWORD);
    }
    assertThat(asked).isNotEmpty().allMatch("CONNECT cluster.invalid:6443 HTTP/1.1"::equals);
  }

  private static void refusing(ServerSocket proxy, List<String> asked) {
    try {
      while (true) {
        try (Socket socket = proxy.accept()) {
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          asked.add(reader.readLine());
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  void aProxyThatIsNoneIsAMistakeOfTheKubeconfig() throws IOException {
    Report report = Served.collecting(through("http://proxy", "https://cluster.invalid")).run();
    assertThat(report.result().reason().orElseThrow().kind()).isEqualTo("configuration");
    assertThat(report.said()).contains("correct the certificates and the proxy-url");
  }

  /// The server says what it was told.
  @ParameterizedTest
  @ValueSource(strings = {"username: reader, password: " + PASSWORD, "token: " + PASSWORD})
  void whatTheKubeconfigHoldsIsTakenOutOfWhateverIsSaid(String user) {
    String said =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":403,"
            + "\"message\":\"nobody knows "
            + PASSWORD
            + "\"}";
    try (LocalServer server =
        LocalServer.start(
            "kubernetes",
            0,
            exchange -> {
              try (exchange) {
                new Answer(403, Map.of("Content-Type", "application/json"), said).send(exchange);
              }
            })) {
      Report report = Served.collecting(Served.kubeconfig(server.endpoint(), user)).run();
      assertThat(report.said()).contains("403 (nobody knows ***)").doesNotContain(PASSWORD);
    }
  }

  /// Of 64 MiB and one more.
  @Test
  void anAnswerThatIsTooLongToBeHeldIsNoneAndIsNotAskedForAgain() {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (LocalServer server =
        LocalServer.start(
            "kubernetes",
            0,
            exchange -> {
              try (exchange) {
                String path = exchange.getRequestURI().getPath();
                asked.add(path);
                if (!path.equals("/api/v1/pods")) {
                  Answer.page(404, "Not Found").send(exchange);
                  return;
                }
                exchange.sendResponseHeaders(200, 0);
                for (int mebibyte = 0; mebibyte < 65; mebibyte++) {
                  exchange.getResponseBody().write(blanks);
                }
              }
            })) {
      Report report =
          Served.collecting(Served.kubeconfig(server.endpoint(), "token: " + Served.TOKEN)).run();
      assertThat(report.reasons("k8s.pods.running"))
          .containsExactly(
              "failed: GET /api/v1/pods: the answer is longer than the 67108864 bytes allowed; is"
                  + " the address right?");
    }
    assertThat(asked).filteredOn("/api/v1/pods"::equals).hasSize(1);
  }

  /// Its file is written anew just when the server refuses the old token.
  @Test
  void whoIsRefusedReadsTheTokensFileAgainAndAsksASecondTime(@TempDir Path account)
      throws IOException {
    Path token = Files.writeString(account.resolve("token"), "an-old-token-that-expired");
    List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    try (LocalServer server =
        LocalServer.start(
            "kubernetes",
            0,
            exchange -> {
              try (exchange) {
                tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                Path written = Files.createTempFile(account, "token", "");
                Files.writeString(written, "a-new-token-of-this-hour");
                Files.move(written, token, StandardCopyOption.ATOMIC_MOVE);
                Answer.page(401, "Unauthorized").send(exchange);
              }
            })) {
      Report report =
          Trial.of(new KubernetesCollector(), Served.NOW)
              .with("kubernetes.service_account_dir", account.toString())
              .with("kubernetes.api_server", server.endpoint().toString())
              .knowing("K8S_CLUSTER_NAME", "arena")
              .run();
      assertThat(report.said()).contains("401").doesNotContain("of-this-hour");
    }
    assertThat(tokens).as("four lists, each asked for twice").hasSize(8);
    assertThat(tokens.getFirst()).isEqualTo("Bearer an-old-token-that-expired");
    assertThat(tokens.getLast()).isEqualTo("Bearer a-new-token-of-this-hour");
  }

  /// The library would go on as somebody unknown, who is to be granted this and that.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo expired >&2; exit 1",
        "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v0\"}'"
      })
  void aCommandThatHandsOutNothingIsNamed(String script, @TempDir Path folder) throws IOException {
    Path command = Files.writeString(folder.resolve("get-token"), "#!/bin/sh\n" + script + "\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    try (KubernetesServer server = Served.cluster(1)) {
      Report report =
          Served.collecting(
                  Served.kubeconfig(
                      server.endpoint(),
                      "exec: {apiVersion: client.authentication.k8s.io/v1, command: \"%s\"}"
                          .formatted(command)))
              .run();
      assertThat(report.result().reason().orElseThrow().kind()).isEqualTo("credentials");
      assertThat(report.said())
          .contains("the command \"" + command + "\" gave no credentials: run it by hand")
          .contains("ExecCredential of client.authentication.k8s.io/v1");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", command: \"\""})
  void credentialsOfNoCommandAreAMistakeOfTheKubeconfig(String command) {
    try (KubernetesServer server = Served.cluster(1)) {
      Report report =
          Served.collecting(
                  Served.kubeconfig(
                      server.endpoint(),
                      "exec: {apiVersion: client.authentication.k8s.io/v1%s}".formatted(command)))
              .run();
      assertThat(report.result().reason().orElseThrow().kind()).isEqualTo("configuration");
      assertThat(report.said())
          .contains("exec names no command: correct the user of the context main");
      assertThat(server.requests()).isEmpty();
    }
  }
}
