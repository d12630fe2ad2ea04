// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An outside program that serves one repository as GitHub does, counts what it is asked, and knows
/// the truth.
record Judge(Process process, URI address, HttpClient http) implements AutoCloseable {
  /// What the judge counted.
  ///
  /// @param unchanged answered with 304
  /// @param once asked for things that never change: earlier attempts, files of commits
  record Usage(long requests, long unchanged, long once) {}

  private static final Pattern NUMBER = Pattern.compile("\"requests\":\\s*(\\d+)");
  private static final Pattern UNCHANGED = Pattern.compile("\"not_modified\":\\s*(\\d+)");
  private static final Pattern ONCE =
      Pattern.compile("\"(?:/commits/:sha|/actions/runs/:n/attempts/:n)\":\\s*(\\d+)");
  private static final Pattern NOW = Pattern.compile("\"now\":\\s*\"([^\"]+)\"");

  /// What happened in its week.
  record Scale(int commits, int pulls, int runs, int branches) {
    List<String> options() {
      return List.of(
          "--commits", Integer.toString(commits),
          "--prs", Integer.toString(pulls),
          "--runs", Integer.toString(runs),
          "--branches", Integer.toString(branches));
    }
  }

  /// The folder that the judge lies in: as it is named, else where `METTA_SHARED` says, else beside
  /// the repository.
  ///
  /// @param arguments the repository's root, and perhaps a folder
  static Path shared(String[] arguments) {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path folder =
        Path.of(
            arguments.length > 1
                ? arguments[1]
                : System.getenv()
                    .getOrDefault("METTA_SHARED", root.resolve("../shared").toString()));
    if (!Files.exists(folder.resolve("judges/fake_github.py"))) {
      System.err.println(
          "bench: no judge in "
              + folder.toAbsolutePath()
              + "; name the folder that holds judges/, or set METTA_SHARED");
      System.exit(1);
    }
    return folder;
  }

  /// Starts one.
  ///
  /// @param shared the folder that the program and its data lie in
  /// @param latency milliseconds before each answer
  static Judge start(Path shared, Scale scale, int latency)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "python3",
            shared.resolve("judges/fake_github.py").toString(),
            "--data",
            shared.resolve("data/github").toString(),
            "--port",
            Integer.toString(port),
            "--data-end",
            "2025-11-01T00:00:00Z",
            "--latency-ms",
            Integer.toString(latency)));
    command.addAll(scale.options());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Judge judge =
        new Judge(process, URI.create("http://127.0.0.1:" + port), HttpClient.newHttpClient());
    judge.awaitStart();
    return judge;
  }

  private void awaitStart() throws InterruptedException {
    for (int tried = 0; tried < 100 && process.isAlive(); tried++) {
      try {
        get("/_stats");
        return;
      } catch (IOException notYet) {
        Thread.sleep(Duration.ofMillis(100));
      }
    }
    throw new IllegalStateException("the judge did not start");
  }

  Map<String, String> environment(URI github, String repositories, Path data) {
    return Map.of(
        "GITHUB_API_URL",
        github.toString(),
        "GITHUB_REPOSITORY",
        repositories,
        // Of a form that no answer holds: one that repeats a secret is not kept.
        "GITHUB_TOKEN",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "METTA_DATA_DIR",
        data.toString());
  }

  String now() throws IOException, InterruptedException {
    Matcher now = NOW.matcher(get("/_truth"));
    if (!now.find()) {
      throw new IllegalStateException("the judge does not say what time it is");
    }
    return now.group(1);
  }

  void reset() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/_reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    http.send(request, BodyHandlers.discarding());
  }

  Usage usage() throws IOException, InterruptedException {
    String stats = get("/_stats");
    return new Usage(sum(NUMBER, stats), sum(UNCHANGED, stats), sum(ONCE, stats));
  }

  private static long sum(Pattern pattern, String text) {
    return pattern.matcher(text).results().mapToLong(hit -> Long.parseLong(hit.group(1))).sum();
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }
}
