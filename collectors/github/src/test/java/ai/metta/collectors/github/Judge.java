// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.metta.metric.Shared;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An outside program that plays GitHub over a recorded history, counts what it is asked, and says
/// what is true of it. It lies below `METTA_SHARED`, by default beside the repository; when the
/// variable is set it must be there.
record Judge(Process process, URI endpoint) implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("\"listening\": \"([^\"]+)\"");
  private static final Pattern NOW = Pattern.compile("\"now\": ?\"([^\"]+)\"");
  private static final Pattern FIGURE = Pattern.compile("\"([^\"]+)\": ?(-?[0-9.]+)");

  static Judge serving(String... options) throws IOException {
    Path shared = Shared.folder("no judge");
    assumeTrue(hasPython(), "skipped: the judge needs python3 on the PATH");
    Path program = shared.resolve("judges/fake_github.py");
    Path data = shared.resolve("data/github");
    if (!Files.isReadable(program) || !Files.isDirectory(data)) {
      throw new IllegalStateException("METTA_SHARED has no " + program + " or no " + data);
    }
    List<String> command =
        new ArrayList<>(
            List.of("python3", program.toString(), "--data", data.toString(), "--port", "0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Judge(process, listening(process));
  }

  private static URI listening(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
    }
    throw new IllegalStateException("the judge did not start");
  }

  private static boolean hasPython() {
    try {
      Process process = new ProcessBuilder("python3", "--version").start();
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /// The expected figures, by the judge's names.
  Map<String, Double> truth() throws IOException {
    return figures(ask("/_truth"));
  }

  /// The instant that the figures are true at.
  Instant now() throws IOException {
    Matcher now = NOW.matcher(ask("/_truth"));
    if (!now.find()) {
      throw new IllegalStateException("the judge does not say when it is");
    }
    return Instant.parse(now.group(1));
  }

  /// What was asked since the start or the last reset: by what is counted, also by route.
  Map<String, Double> counts() throws IOException {
    return figures(ask("/_stats"));
  }

  private static Map<String, Double> figures(String json) {
    Map<String, Double> figures = new TreeMap<>();
    Matcher figure = FIGURE.matcher(json);
    while (figure.find()) {
      figures.put(figure.group(1), Double.valueOf(figure.group(2)));
    }
    return figures;
  }

  void reset() throws IOException {
    ask("/_reset");
  }

  private String ask(String path) throws IOException {
    try (var answer = endpoint.resolve(path).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
