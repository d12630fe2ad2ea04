// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.process.ChildProcess;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.skypilot.PriceList.Offer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/// Reads through the `sky` command of this machine (0.12 and newer, whose `-o json` prints the same
/// records).
record SkyCommand(Path sky, Map<String, String> environment, Supplier<Duration> remaining)
    implements SkypilotReader {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Server server() {
    return new Server(0, "sky command");
  }

  @Override
  public QueueRows jobs(Server server, Instant since) {
    return read(
        List.of("jobs", "queue", "--all-users", "--all", "--output", "json"),
        json -> SkypilotClient.rowsOf(json, since));
  }

  @Override
  public List<Cluster> clusters(Server server) {
    return read(
        List.of("status", "--all-users", "--output", "json"),
        json -> {
          List<Cluster> clusters = new ArrayList<>();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            clusters.add(Row.read(json).cluster());
          }
          return clusters;
        });
  }

  @Override
  public CostReport costs(Server server) {
    throw new UnsupportedException(
        "the sky command prints no costs as JSON; configure skypilot.endpoint");
  }

  @Override
  public List<Offer> offers(Server server, Set<String> gpuTypes) {
    return List.of();
  }

  @Override
  public Submissions submissions(Server server, List<Long> jobs) {
    throw new UnsupportedException(
        "the sky command prints no job events; configure skypilot.endpoint");
  }

  private <T> T read(List<String> arguments, Function<JsonParser, T> reader) {
    List<String> command = new ArrayList<>(List.of(sky.toString()));
    command.addAll(arguments);
    String what = "sky " + String.join(" ", arguments);
    return ChildProcess.run(
        command,
        environment,
        remaining.get(),
        output -> {
          try (JsonParser json =
              JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), output)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
              throw SkypilotClient.malformed(what, "is not a list; sky 0.12 or newer prints one");
            }
            return reader.apply(json);
          } catch (JacksonException broken) {
            throw SkypilotClient.malformed(what, broken.getOriginalMessage());
          }
        });
  }
}
