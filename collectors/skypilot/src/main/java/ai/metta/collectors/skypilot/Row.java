// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Decodes the records that SkyPilot sends, one object at a time, keeping only what the metrics
/// need. A key that is unknown is skipped; one that is null, absent, `-` or of another type than
/// promised says nothing.
final class Row {
  /// No job has run for a century.
  private static final double LONGEST_SECONDS = 100 * 366 * 86_400.0;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, Double> accelerators = new LinkedHashMap<>();

  private Row() {}

  /// Reads the document that the parser stands on.
  ///
  /// @param what what it is called in messages
  /// @param wanted the keys that matter
  /// @throws ai.metta.metric.FailureException as malformed where it is no object
  static Row of(String what, JsonParser json, Predicate<String> wanted) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw Rows.malformed(what, "is not an object");
    }
    return read(json, wanted);
  }

  /// Reads the object that the parser stands on the start of.
  static Row read(JsonParser json) {
    return read(json, _ -> true);
  }

  private static Row read(JsonParser json, Predicate<String> wanted) {
    Row row = new Row();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (!wanted.test(key)) {
        json.skipChildren();
      } else if (value == JsonToken.VALUE_STRING) {
        row.texts.put(key, json.getString());
      } else if (value.isNumeric()) {
        row.numbers.put(key, json.getDoubleValue());
      } else if (value == JsonToken.START_OBJECT && key.equals("accelerators")) {
        row.readAccelerators(json);
      } else {
        json.skipChildren();
      }
    }
    return row;
  }

  private void readAccelerators(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String type = json.currentName();
      if (json.nextToken().isNumeric()) {
        accelerators.put(type, json.getDoubleValue());
      } else {
        json.skipChildren();
      }
    }
  }

  /// A text that says something, else nothing.
  String text(String key) {
    String text = texts.getOrDefault(key, "");
    return ResourceText.says(text) ? text : "";
  }

  Optional<Double> number(String key) {
    return Optional.ofNullable(numbers.get(key)).filter(number -> Double.isFinite(number));
  }

  /// Epoch seconds as an instant; nothing for what is not after the epoch, such as the -1 of a task
  /// that never ran.
  @Nullable Instant instant(String key) {
    return number(key).filter(seconds -> seconds > 0).map(Row::instant).orElse(null);
  }

  static Instant instant(double epochSeconds) {
    return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /// Whether it has what every row of the job queue has.
  boolean isTask() {
    return number("job_id").isPresent() && !text("status").isEmpty();
  }

  long jobId() {
    return number("job_id").orElseThrow().longValue();
  }

  int taskId() {
    return number("task_id").orElse(0.0).intValue();
  }

  TaskState state() {
    return TaskState.of(text("status").toUpperCase(Locale.ROOT));
  }

  /// Time spent running; nothing where the server does not say.
  @Nullable Duration ran() {
    return number("job_duration")
        .filter(seconds -> seconds >= 0 && seconds <= LONGEST_SECONDS)
        .map(Row::duration)
        .orElse(null);
  }

  /// The row as a task of the queue.
  ///
  /// @param shared texts that other rows have too
  Task task(Map<String, String> shared) {
    ResourceText resources = new ResourceText(text("cluster_resources"), text("resources"));
    String name = text("task_name").isEmpty() ? text("job_name") : text("task_name");
    String hash = text("user_hash");
    String user = text("user_name").isEmpty() ? hash : text("user_name");
    return new Task(
        jobId(),
        taskId(),
        shared.computeIfAbsent(name, same -> same),
        state(),
        ran(),
        instant("submitted_at"),
        instant("start_at"),
        instant("end_at"),
        Math.max(0, number("recovery_count").orElse(0.0).intValue()),
        shared.computeIfAbsent(text("region"), same -> same),
        resources.nodes(),
        shared.computeIfAbsent(resources.instanceType().orElse(""), same -> same),
        resources.gpus(accelerators),
        resources.pricing(),
        shared.computeIfAbsent(user, same -> same),
        shared.computeIfAbsent(hash, same -> same));
  }

  Cluster cluster() {
    return new Cluster(
        text("name"),
        text("status"),
        number("nodes").map(nodes -> OptionalInt.of(nodes.intValue())).orElse(OptionalInt.empty()),
        Optional.ofNullable(instant("launched_at")));
  }
}
