// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.metta.metric.Shared;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An outside program that serves a recording and says what is in it. It lies below `METTA_SHARED`,
/// by default beside the repository; when the variable is set it must be there.
final class Judge {
  /// Runs the program with port 0, and says which port it got once it listens.
  private static final String ON_A_FREE_PORT =
      """
      import http.server, runpy, sys
      activate = http.server.ThreadingHTTPServer.server_activate
      def announce(server):
          activate(server)
          print(server.server_address[1], flush=True)
      http.server.ThreadingHTTPServer.server_activate = announce
      sys.argv = sys.argv[1:]
      runpy.run_path(sys.argv[0], run_name='__main__')
      """;

  private final Path program;
  private final Path recording;

  private Judge(Path program, Path recording) {
    this.program = program;
    this.recording = recording;
  }

  static Judge of(String version) {
    Path shared = Shared.folder("no recordings");
    assumeTrue(hasPython(), "skipped: the judge of the recordings needs python3 on the PATH");
    Judge judge =
        new Judge(
            shared.resolve("judges/skypilot_replay.py"),
            shared.resolve("recordings/skypilot").resolve(version));
    if (!Files.isReadable(judge.program) || !Files.isDirectory(judge.recording)) {
      throw new IllegalStateException(
          "METTA_SHARED has no " + judge.program + " or no " + judge.recording);
    }
    return judge;
  }

  /// When the queue was recorded: the second of the server's own clock.
  Instant recordedAt() {
    Map<String, Object> exchange =
        Json.object(Json.parse(text("jobs-queue-v2-all-users.2-get.json")));
    Map<String, Object> headers = Json.object(Json.object(exchange.get("response")).get("headers"));
    return ZonedDateTime.parse((String) headers.get("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toInstant();
  }

  /// Every figure, by view (`skypilot.jobs|status`) and then by tag value.
  Map<String, Map<String, Double>> expected() throws IOException {
    Map<String, Map<String, Double>> figures = new TreeMap<>();
    Json.object(Json.parse(said("expect")))
        .forEach((view, values) -> {
          Map<String, Double> numbers = new TreeMap<>();
          Json.object(values)
              .forEach((value, number) -> numbers.put(value, ((Number) number).doubleValue()));
          figures.put(view, numbers);
        });
    return figures;
  }

  /// The JSON document that a recorded piece of work came to.
  String value(String name) {
    Map<String, Object> exchange = Json.object(Json.parse(text(name)));
    Object body =
        exchange.containsKey("response")
            ? Json.object(exchange.get("response")).get("body")
            : exchange;
    Object value = Json.object(body).get("return_value");
    return value instanceof String document ? document : Json.text(value);
  }

  private String said(String command) throws IOException {
    Process process =
        new ProcessBuilder("python3", program.toString(), command, recording.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  Serving serve() throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", ON_A_FREE_PORT));
    command.addAll(List.of(program.toString(), "serve", recording.toString(), "0"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String port = output.readLine();
    if (port == null) {
      throw new IllegalStateException("the judge did not start");
    }
    return new Serving(process, URI.create("http://127.0.0.1:" + port));
  }

  /// The program while it serves.
  record Serving(Process process, URI endpoint) implements AutoCloseable {
    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
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

  private String text(String name) {
    try {
      return Files.readString(recording.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("a recording is missing: " + name, e);
    }
  }
}
