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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A busy week of one repository, read by a process that knows nothing of it, and again when
/// nothing has changed. The repository is served by an outside judge, since its requests are to be
/// counted by somebody else.
///
/// Arguments: the repository's root, then the folder that the judge and its data lie in.
public final class GithubWeek {
  private static final int RUNS = 5;

  private GithubWeek() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    Path shared =
        Path.of(arguments.length > 1 ? arguments[1] : root.resolve("../shared").toString());
    if (!Files.exists(shared.resolve("judges/fake_github.py"))) {
      throw new IllegalArgumentException(
          "no judge in " + shared.toAbsolutePath() + "; name the folder that holds judges/");
    }
    System.out.println(Machine.described());
    System.out.println();
    System.out.println(
        "| latency | repository | requests | not 304 | attempts, files | wall s | CPU s | peak MiB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int latency : new int[] {0, 50}) {
      try (Judge judge = Judge.start(shared, latency)) {
        measure(root, judge, latency);
      }
    }
    System.out.println();
    System.out.println(Machine.described());
  }

  private static void measure(Path root, Judge judge, int latency)
      throws IOException, InterruptedException {
    List<Cost> fresh = new ArrayList<>();
    List<Cost> unchanged = new ArrayList<>();
    Usage cold = new Usage(0, 0, 0);
    Usage warm = cold;
    for (int run = 0; run <= RUNS; run++) {
      System.err.println("github, " + latency + " ms: run " + run + " of " + RUNS);
      try (Scratch scratch = Scratch.create()) {
        Meter meter =
            new Meter(judge.environment(scratch.folder().resolve("data")), scratch.folder());
        List<String> command =
            List.of(
                root.resolve("metta").toString(),
                "datadog",
                "collect",
                "github",
                "-o",
                "json",
                "--as-of",
                judge.now());
        judge.reset();
        Cost first = meter.run(command);
        cold = judge.usage();
        judge.reset();
        Cost second = meter.run(command);
        warm = judge.usage();
        if (run > 0) {
          fresh.add(first);
          unchanged.add(second);
        }
      }
    }
    print(latency, "never seen", cold, Cost.median(fresh));
    print(latency, "unchanged", warm, Cost.median(unchanged));
  }

  private static void print(int latency, String what, Usage usage, Cost cost) {
    System.out.printf(
        Locale.ROOT,
        "| %d ms | %s | %d | %d | %d | %.2f | %.2f | %.0f |%n",
        latency,
        what,
        usage.requests(),
        usage.requests() - usage.unchanged(),
        usage.once(),
        cost.wallSeconds(),
        cost.cpuSeconds(),
        cost.peakMebibytes());
  }

  /// What the judge counted.
  ///
  /// @param unchanged answered with 304
  /// @param once asked for things that never change: earlier attempts, files of commits
  private record Usage(long requests, long unchanged, long once) {}

  /// The judge's process.
  private record Judge(Process process, URI address, HttpClient http) implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\"requests\":\\s*(\\d+)");
    private static final Pattern UNCHANGED = Pattern.compile("\"not_modified\":\\s*(\\d+)");
    private static final Pattern ONCE =
        Pattern.compile("\"(?:/commits/:sha|/actions/runs/:n/attempts/:n)\":\\s*(\\d+)");
    private static final Pattern NOW = Pattern.compile("\"now\":\\s*\"([^\"]+)\"");

    static Judge start(Path shared, int latency) throws IOException, InterruptedException {
      int port;
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      Process process =
          new ProcessBuilder(
                  "python3",
                  shared.resolve("judges/fake_github.py").toString(),
                  "--data",
                  shared.resolve("data/github").toString(),
                  "--port",
                  Integer.toString(port),
                  "--commits",
                  "500",
                  "--prs",
                  "300",
                  "--runs",
                  "2000",
                  "--branches",
                  "1159",
                  "--data-end",
                  "2025-11-01T00:00:00Z",
                  "--latency-ms",
                  Integer.toString(latency))
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

    Map<String, String> environment(Path data) {
      return Map.of(
          "GITHUB_API_URL",
          address.toString(),
          "GITHUB_REPOSITORY",
          "acme/metta",
          "GITHUB_TOKEN",
          "bench",
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
      return http.send(
              HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
          .body();
    }

    @Override
    public void close() {
      process.destroyForcibly();
      http.close();
    }
  }
}
