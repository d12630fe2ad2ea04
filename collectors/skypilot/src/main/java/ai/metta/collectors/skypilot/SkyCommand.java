// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.JsonReading;
import ai.metta.access.process.ChildProcess;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads through the `sky` command of this machine (0.12 and newer, whose `--output json` prints
/// the same records).
record SkyCommand(Path sky, Map<String, String> environment, Supplier<Duration> remaining)
    implements SkypilotReader {
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
  public CostReport costs(Server server) {
    throw new UnsupportedException(
        "the sky command prints no costs as JSON; configure skypilot.endpoint");
  }

  @Override
  public List<Offer> offers(Server server, Set<String> gpuTypes) {
    throw new UnsupportedException(
        "the sky command prints no prices as JSON; configure skypilot.endpoint");
  }

  @Override
  public Submissions submissions(Server server, List<Long> jobs) {
    throw new UnsupportedException(
        "the sky command prints no job events; configure skypilot.endpoint");
  }

  private <T> T read(List<String> arguments, JsonReading.Text<T> reader) {
    List<String> command = new ArrayList<>(List.of(sky.toString()));
    command.addAll(arguments);
    String what = "sky " + String.join(" ", arguments);
    Printed<T> printed = new Printed<>(reader);
    try {
      return ChildProcess.run(
          command,
          environment,
          remaining.get(),
          output ->
              Rows.reading(what)
                  .characters(new InputStreamReader(output, StandardCharsets.UTF_8), printed));
    } catch (FailureException failed) {
      throw explained(failed, printed.isList);
    }
  }

  /// Reads what was printed, and remembers whether that was a list at all.
  private static final class Printed<T> implements JsonReading.Text<T> {
    private final JsonReading.Text<T> reader;
    private volatile boolean isList;

    Printed(JsonReading.Text<T> reader) {
      this.reader = reader;
    }

    @Override
    public T read(JsonParser json) {
      isList = json.currentToken() == JsonToken.START_ARRAY;
      return reader.read(json);
    }
  }

  /// An older one prints a table, or does not know the option and ends as for a wrong command line.
  ///
  /// @param lists whether it printed a list, as a newer one does
  private static FailureException explained(FailureException failed, boolean lists) {
    return switch (failed.failure()) {
      case Failure.Malformed(String said) when !lists ->
          new FailureException(new Failure.Malformed(said + NEWER), failed);
      case Failure.Service(String said, Failure.Service.Retry _)
          when said.contains("ended with code 2") ->
          new FailureException(
              new Failure.Service(said + NEWER, Failure.Service.Retry.IS_USELESS), failed);
      default -> failed;
    };
  }
}
