// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.server.store.MetricStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A running server that keeps points and answers queries.
///
/// @param folder all that it keeps
/// @param intake where Datadog's version 1 series go; its path is not used where it takes none
/// @param language what it is asked in
record Contender(
    String name, Process process, HttpClient http, Path folder, URI intake, Language language)
    implements AutoCloseable {
  private static final int CLIENTS = 4;

  /// The query languages.
  enum Language {
    DATADOG,
    PROMETHEUS
  }

  static Contender metta(Path root, Path folder, String name)
      throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        start(
            List.of(
                root.resolve("metta").toString(),
                "serve",
                "--historical",
                "--port",
                Integer.toString(port)),
            folder);
    return new Contender(
            name,
            process,
            HttpClient.newHttpClient(),
            folder.resolve("server"),
            URI.create("http://127.0.0.1:" + port + "/api/v1/series"),
            Language.DATADOG)
        .awaited("/");
  }

  /// The same values as they lie a few hours later: closed days in the order of their series. Ends
  /// this server, and starts another over them.
  Contender arranged(Path root) throws IOException, InterruptedException {
    close();
    try (MetricStore store = MetricStore.open(folder, Instant.now())) {
      boolean more = true;
      while (more) {
        long began = System.nanoTime();
        more = store.arrangeNext(Instant.now());
        System.err.printf(
            Locale.ROOT, "queries: a day arranged in %.1f s%n", (System.nanoTime() - began) / 1e9);
      }
    }
    return metta(root, Objects.requireNonNull(folder.getParent()), "metta serve");
  }

  static Contender prometheus(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path settings = folder.resolveSibling("prometheus.yml");
    Files.writeString(settings, "global: {}\n");
    Process process =
        start(
            List.of(
                "prometheus",
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder,
                "--web.listen-address=127.0.0.1:" + port),
            folder);
    return new Contender(
            "Prometheus",
            process,
            HttpClient.newHttpClient(),
            folder,
            URI.create("http://127.0.0.1:" + port + "/none"),
            Language.PROMETHEUS)
        .awaited("/-/ready");
  }

  static Contender victoria(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        start(
            List.of(
                "victoria-metrics",
                "-storageDataPath=" + folder,
                "-retentionPeriod=1y",
                "-search.latencyOffset=0s",
                "-httpListenAddr=127.0.0.1:" + port),
            folder);
    return new Contender(
            "VictoriaMetrics",
            process,
            HttpClient.newHttpClient(),
            folder,
            URI.create("http://127.0.0.1:" + port + "/datadog/api/v1/series"),
            Language.PROMETHEUS)
        .awaited("/health");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    Files.createDirectories(folder);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("METTA_DATA_DIR", folder.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolveSibling(folder.getFileName() + ".log").toFile())
        .start();
  }

  /// Returns once it answers, whatever it answers.
  private Contender awaited(String path) throws InterruptedException {
    for (int tried = 0; tried < 600 && process.isAlive(); tried++) {
      try {
        if (get(path).statusCode() != 503) {
          return this;
        }
      } catch (IOException notYet) {
        // Asked again.
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    throw new IllegalStateException(name + " did not start; see " + folder + ".log");
  }

  /// Sends all of it over several connections.
  ///
  /// @param bodies files, compressed
  /// @return how many seconds that took
  double feed(List<Path> bodies) throws Exception {
    Progress progress = new Progress("requests to " + name, bodies.size());
    long began = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Callable<Integer>> requests =
          bodies.stream().<Callable<Integer>>map(body -> () -> post(body, progress)).toList();
      for (Future<Integer> status : clients.invokeAll(requests)) {
        if (status.get() != 202) {
          throw new IllegalStateException(name + " answered " + status.get());
        }
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /// What VictoriaMetrics has in memory goes to disk; the other has nothing there.
  void flush() throws IOException, InterruptedException {
    if (language == Language.PROMETHEUS) {
      get("/internal/force_flush");
    }
  }

  /// Of its process so far.
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  double peakMebibytes() {
    return Meter.peakKibibytes(process.pid()) / 1024.0;
  }

  private int post(Path body, Progress progress) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(intake)
            .header("DD-API-KEY", "any")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofFile(body))
            .build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    progress.done();
    return status;
  }

  /// Asks over a window.
  ///
  /// @param step seconds
  /// @return how many lines came
  int ask(Question question, long from, long until, long step)
      throws IOException, InterruptedException {
    String path =
        switch (language) {
          case DATADOG ->
              query(
                  "/api/v1/query", Map.of("query", question.datadog(), "from", from, "to", until));
          case PROMETHEUS ->
              query(
                  "/api/v1/query_range",
                  Map.of(
                      "query",
                      question.prometheus(step),
                      "start",
                      from,
                      "end",
                      until - step,
                      "step",
                      step));
        };
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(name + " answered " + answer.body());
    }
    String line = language == Language.DATADOG ? "\"pointlist\":" : "\"metric\":";
    return answer.body().split(line, -1).length - 1;
  }

  private static String query(String path, Map<String, Object> parameters) {
    return path
        + parameters.entrySet().stream()
            .map(one ->
                one.getKey()
                    + "="
                    + URLEncoder.encode(one.getValue().toString(), StandardCharsets.UTF_8))
            .reduce("", (all, one) -> all + (all.isEmpty() ? "?" : "&") + one);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(intake.resolve(path))
            .header("DD-API-KEY", "any")
            .header("DD-APPLICATION-KEY", "any")
            .build(),
        BodyHandlers.ofString());
  }

  /// What it keeps on disk.
  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() {
    process.destroy();
    http.close();
    process.onExit().join();
  }
}
