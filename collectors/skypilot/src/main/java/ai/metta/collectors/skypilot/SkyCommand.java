// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.http.JsonReading;
import ai.metta.access.process.ChildProcess;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Reads through the `sky` command of this machine (0.12 and newer, whose `--output json` prints
/// the same records).
record SkyCommand(Path sky, Map<String, String> environment, Supplier<Duration> remaining)
    implements SkypilotReader {
  private static final int OPENING = 80;
  private static final int LOOK = 16;
  private static final int MOST_BEFORE = 1 << 16;
  private static final String NEWER = "; metta needs sky 0.12 or newer, which prints JSON";

  @Override
  public Server server() {
    return new Server(0, "sky command");
  }

  @Override
  public QueueRows jobs(Server server, Instant since) {
    return read(
        List.of("jobs", "queue", "--all-users", "--all", "--output", "json"),
        json -> QueueRows.read("sky jobs queue", json, since));
  }

  @Override
  public List<Cluster> clusters(Server server) {
    return read(
        List.of("status", "--all-users", "--output", "json"),
        json -> Rows.list("sky status", json, Cluster::of));
  }

  @Override
  public CostReport costs(Server server, Instant since) {
    throw new UnsupportedException(
        "the sky command prints no costs as JSON; configure skypilot.endpoint");
  }

  @Override
  public List<Offer> offers(Server server, Set<String> gpuTypes) {
    throw new UnsupportedException(
        "the sky command prints no prices as JSON; configure skypilot.endpoint");
  }

  @Override
  public Submissions submissions(Server server, List<Task> jobs) {
    throw new UnsupportedException(
        "the sky command prints no job events; configure skypilot.endpoint");
  }

  private <T> T read(List<String> arguments, JsonReading.Text<T> reader) {
    List<String> command = new ArrayList<>(List.of(sky.toString()));
    command.addAll(arguments);
    String what = "sky " + String.join(" ", arguments);
    try {
      return ChildProcess.run(
          command,
          environment,
          remaining.get(),
          output -> Rows.reading(what).characters(list(what, output), reader));
    } catch (FailureException failed) {
      throw explained(failed);
    }
  }

  /// What it printed from its list on: before that it may warn of something. An older one prints a
  /// table.
  private static Reader list(String what, InputStream output) throws IOException {
    var printed = new BufferedReader(new InputStreamReader(output, UTF_8));
    StringBuilder before = new StringBuilder();
    while (before.length() < MOST_BEFORE) {
      printed.mark(LOOK);
      boolean begins = isBlankLine(before) && opensList(printed);
      printed.reset();
      if (begins) {
        return printed;
      }
      int next = printed.read();
      if (next < 0) {
        break;
      }
      before.append((char) next);
    }
    throw new FailureException(
        new Failure.Malformed(what + ": " + noList(before.toString()) + NEWER));
  }

  private static boolean isBlankLine(CharSequence before) {
    int last = before.length() - 1;
    while (last >= 0 && before.charAt(last) != '\n' && before.charAt(last) != '\r') {
      if (!Character.isWhitespace(before.charAt(last))) {
        return false;
      }
      last--;
    }
    return true;
  }

  /// A line may begin with a bracket and be none: a list has records, or nothing.
  private static boolean opensList(Reader printed) throws IOException {
    if (printed.read() != '[') {
      return false;
    }
    int next = printed.read();
    for (int read = 2; read < LOOK && Character.isWhitespace(next); read++) {
      next = printed.read();
    }
    return next == '{' || next == ']';
  }

  private static String noList(String printed) {
    return printed
        .strip()
        .lines()
        .findFirst()
        .map(line -> line.substring(0, Math.min(OPENING, line.length())))
        .map(line -> line.replaceAll("\\p{Cntrl}", ""))
        .map(line -> "it printed \"" + line + "\" where a list in JSON was expected")
        .orElse("nothing where JSON was expected");
  }

  /// An older one does not know the option and ends as for a wrong command line.
  private static FailureException explained(FailureException failed) {
    return switch (failed.failure()) {
      case Failure.Service(String said, Failure.Service.Retry _)
          when said.contains("ended with code 2") ->
          new FailureException(
              new Failure.Service(said + NEWER, Failure.Service.Retry.IS_USELESS), failed);
      default -> failed;
    };
  }
}
