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
/// promised says nothing, and neither does a number that cannot be what its key says.
final class Row {
  /// No job has run for a century.
  private static final double LONGEST_SECONDS = 100 * 366 * 86_400.0;

  /// Beyond that lies what was meant as milliseconds, or as nothing.
  private static final double LATEST = Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();

  /// What is above is no number of machines, GPUs or recoveries.
  static final long MOST = 1_000_000;

  private static final long LARGEST_ID = 1L << 53;

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

  /// A whole number from 0 on.
  private Optional<Long> whole(String key, long most) {
    return number(key)
        .filter(number -> number >= 0 && number <= most && number == Math.rint(number))
        .map(Double::longValue);
  }

  /// Epoch seconds as an instant; nothing for what is not after the epoch, such as the -1 of a task
  /// that never ran, or is of another age.
  @Nullable Instant instant(String key) {
    return number(key)
        .filter(seconds -> seconds > 0 && seconds < LATEST)
        .map(Row::instant)
        .orElse(null);
  }

  static Instant instant(double epochSeconds) {
    return Instant.ofEpochMilli(Math.round(epochSeconds * 1000));
  }

  static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /// Whether it has what every row of the job queue has.
  boolean isTask() {
    return jobNumber().isPresent()
        && !text("status").isEmpty()
        && (!numbers.containsKey("task_id") || taskNumber().isPresent());
  }

  Optional<Long> jobNumber() {
    return whole("job_id", LARGEST_ID);
  }

  long jobId() {
    return jobNumber().orElseThrow();
  }

  /// 0 where the job has only one.
  int taskId() {
    return taskNumber().orElse(0L).intValue();
  }

  private Optional<Long> taskNumber() {
    return whole("task_id", MOST);
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

  /// How often it was recovered; a server that says nothing knows of none.
  private @Nullable Integer recovered() {
    return numbers.containsKey("recovery_count")
        ? whole("recovery_count", MOST).map(Long::intValue).orElse(null)
        : Integer.valueOf(0);
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
        recovered(),
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
        whole("nodes", MOST)
            .map(nodes -> OptionalInt.of(nodes.intValue()))
            .orElse(OptionalInt.empty()),
        Optional.ofNullable(instant("launched_at")));
  }
}
