// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What Datadog's intake accepts, as its API document and pages state it, stricter where they leave
/// room: a sender that passes here passes there.
final class FakeRules {
  private static final Set<String> SERIES_FIELDS =
      Set.of(
          "metric",
          "type",
          "interval",
          "points",
          "tags",
          "unit",
          "resources",
          "source_type_name",
          "metadata");
  private static final Set<String> EVENT_FIELDS =
      Set.of(
          "title",
          "text",
          "tags",
          "alert_type",
          "aggregation_key",
          "date_happened",
          "priority",
          "source_type_name",
          "host",
          "device_name",
          "related_event_id");
  private static final Set<String> ALERT_TYPES =
      Set.of("error", "warning", "info", "success", "user_update", "recommendation", "snapshot");
  private static final Pattern METRIC = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,199}");
  private static final Pattern TAG = Pattern.compile("\\p{L}[\\p{L}\\p{N}_\\-:./]{0,199}");

  private FakeRules() {}

  /// A series that was accepted, with all its points.
  record Accepted(String metric, List<String> tags, List<Value> points) {}

  record Value(Instant at, double value) {}

  static List<Accepted> series(byte[] json) throws RefusedException {
    FakeFields payload = FakeFields.of("the payload", tree(json)).only(Set.of("series"));
    List<Accepted> accepted = new ArrayList<>();
    for (Object one : payload.list("series")) {
      accepted.add(series(FakeFields.of("a series", one).only(SERIES_FIELDS)));
    }
    if (accepted.isEmpty()) {
      throw new RefusedException(400, "no series");
    }
    return accepted;
  }

  private static Accepted series(FakeFields fields) throws RefusedException {
    String metric = fields.text("metric");
    if (!METRIC.matcher(metric).matches()) {
      throw new RefusedException(400, "metric name \"" + metric + "\" is not allowed");
    }
    long type = fields.optionalWhole("type").orElse(0L);
    if (type < 0 || type > 3) {
      throw new RefusedException(400, "type " + type + " of " + metric + " is none");
    }
    Optional<Long> interval = fields.optionalWhole("interval");
    if (interval.isPresent() && interval.get() < 1) {
      throw new RefusedException(400, "interval " + interval.get() + " of " + metric);
    }
    Optional<String> unit = fields.optionalText("unit");
    if (unit.isPresent() && unit.get().contains("/")) {
      throw new RefusedException(400, "unit " + unit.get() + " of " + metric);
    }
    List<String> tags = tags(fields);
    List<Value> points = new ArrayList<>();
    for (Object point : fields.list("points")) {
      FakeFields pair =
          FakeFields.of("a point of " + metric, point).only(Set.of("timestamp", "value"));
      points.add(new Value(Instant.ofEpochSecond(pair.whole("timestamp")), pair.number("value")));
    }
    if (points.isEmpty()) {
      throw new RefusedException(400, metric + " has no points");
    }
    return new Accepted(metric, tags, points);
  }

  static StoredEvent event(byte[] json, Instant now) throws RefusedException {
    FakeFields fields = FakeFields.of("the event", tree(json)).only(EVENT_FIELDS);
    String text = fields.text("text");
    if (text.length() > 4000) {
      throw new RefusedException(400, "text of " + text.length() + " characters");
    }
    Optional<String> key = fields.optionalText("aggregation_key");
    if (key.isPresent() && key.get().length() > 100) {
      throw new RefusedException(400, "aggregation_key of " + key.get().length());
    }
    Optional<String> alertType = fields.optionalText("alert_type");
    if (alertType.isPresent() && !ALERT_TYPES.contains(alertType.get())) {
      throw new RefusedException(400, "alert_type " + alertType.get());
    }
    Instant at = fields.optionalWhole("date_happened").map(Instant::ofEpochSecond).orElse(now);
    if (at.isBefore(now.minus(IntakeWindow.OLDEST_EVENT))) {
      throw new RefusedException(400, "an event of " + at + " is too old");
    }
    return new StoredEvent(fields.text("title"), text, tags(fields), alertType, key, at);
  }

  private static List<String> tags(FakeFields fields) throws RefusedException {
    List<String> tags = new ArrayList<>();
    for (Object one : fields.optionalList("tags")) {
      if (!(one instanceof String tag)
          || !TAG.matcher(tag).matches()
          || tag.endsWith(":")
          || tag.codePoints().anyMatch(Character::isUpperCase)) {
        throw new RefusedException(400, "tag \"" + one + "\" is not allowed");
      }
      tags.add(tag);
    }
    if (new HashSet<>(tags).size() < tags.size()) {
      throw new RefusedException(400, "a tag stands twice");
    }
    return tags.stream().sorted().toList();
  }

  private static Object tree(byte[] json) throws RefusedException {
    try {
      return JsonTree.read(json);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(400, String.valueOf(e.getMessage()));
    }
  }
}
