// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import ai.metta.query.syntax.Filter;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.Variables;
import ai.metta.server.store.Documents;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree;
import ai.metta.server.web.Tree.Digits;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Events: taken one by one, listed by time, searched by tags and text.
public final class Events {
  private static final Duration OLDEST = Duration.ofHours(18);
  private static final int LONGEST_TEXT = 4000;

  private final Documents documents;
  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  public Events(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /// `POST /api/v1/events`
  public Reply post(Call call) {
    Fields event = call.json();
    Instant now = clock.instant();
    String title = event.required("title", event.text("title"));
    String text = event.required("text", event.text("text"));
    if (text.length() > LONGEST_TEXT) {
      throw new Refusal(400, "text is longer than 4000 characters");
    }
    long happened =
        event.number("date_happened").map(Double::longValue).orElse(now.getEpochSecond());
    if (happened < now.minus(OLDEST).getEpochSecond()) {
      throw new Refusal(400, "date_happened is more than 18 hours ago");
    }
    long id = last.updateAndGet(before -> Math.max(before + 1, now.toEpochMilli() * 1000));
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("id", id);
    kept.put("id_str", Long.toString(id));
    kept.put("title", title);
    kept.put("text", text);
    kept.put("date_happened", happened);
    kept.put("alert_type", event.text("alert_type").orElse("info"));
    kept.put("priority", event.text("priority").orElse("normal"));
    kept.put("tags", Names.tags(event.texts("tags")));
    kept.put("host", event.text("host").orElse(null));
    kept.put("device_name", event.text("device_name").orElse(null));
    kept.put("aggregation_key", event.text("aggregation_key").orElse(null));
    kept.put("source", event.text("source_type_name").orElse("api"));
    kept.put("url", "/event/event?id=" + id);
    documents.addEvent(id, Instant.ofEpochSecond(happened), Tree.text(kept));
    Map<String, @Nullable Object> answered = new LinkedHashMap<>();
    answered.put("status", "ok");
    answered.put("event", kept);
    return new Reply(202, answered);
  }

  /// `GET /api/v1/events?start=&end=`
  public Reply list(Call call) {
    long start = call.seconds("start");
    long end = call.seconds("end");
    List<String> tags =
        call.parameter("tags").stream()
            .flatMap(text -> List.of(text.split(",")).stream())
            .filter(tag -> !tag.isBlank())
            .toList();
    List<Object> events = new ArrayList<>();
    for (Map<?, ?> event : between(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end + 1))) {
      if (tags(event).containsAll(tags)) {
        events.add(event);
      }
    }
    return Reply.ok(Map.of("events", events));
  }

  /// `GET /api/v1/events/{id}`
  public Reply get(Call call) {
    String id = call.parts().getFirst();
    return between(Instant.EPOCH, clock.instant().plus(Duration.ofDays(1))).stream()
        .filter(event -> String.valueOf(event.get("id_str")).equals(id))
        .findFirst()
        .map(event -> Reply.ok(Map.of("event", event)))
        .orElseThrow(() -> new Refusal(404, "Event not found"));
  }

  /// `POST /api/v2/events/search`
  public Reply search(Call call) {
    Fields body = call.body().length == 0 ? new Fields(Map.of(), "") : call.json();
    Optional<Fields> filter = body.object("filter");
    Instant now = clock.instant();
    Instant from = time(filter.flatMap(one -> one.text("from")).orElse("now-15m"), now);
    Instant to = time(filter.flatMap(one -> one.text("to")).orElse("now"), now);
    Matching matching = Matching.of(filter.flatMap(one -> one.text("query")).orElse("*"));
    int limit =
        body.object("page").flatMap(page -> page.number("limit")).map(Double::intValue).orElse(10);
    List<Object> data = new ArrayList<>();
    for (Map<?, ?> event : between(from, to.plusSeconds(1))) {
      if (data.size() < Math.clamp(limit, 1, 1000) && matching.matches(event)) {
        data.add(found(event));
      }
    }
    return Reply.ok(Map.of("data", data, "meta", Map.of("status", "done")));
  }

  private static Map<String, Object> found(Map<?, ?> event) {
    Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    inner.put("title", event.get("title"));
    inner.put("aggregation_key", event.get("aggregation_key"));
    inner.put("priority", event.get("priority"));
    inner.put("status", event.get("alert_type"));
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put("timestamp", happened(event).toString());
    attributes.put("message", event.get("text"));
    attributes.put("tags", tags(event));
    attributes.put("attributes", inner);
    return Map.of(
        "id", String.valueOf(event.get("id_str")), "type", "event", "attributes", attributes);
  }

  private static Instant happened(Map<?, ?> event) {
    return event.get("date_happened") instanceof Digits digits
        ? Instant.ofEpochSecond((long) digits.value())
        : Instant.EPOCH;
  }

  private static List<String> tags(Map<?, ?> event) {
    return event.get("tags") instanceof List<?> tags
        ? tags.stream().map(String::valueOf).toList()
        : List.of();
  }

  private List<Map<?, ?>> between(Instant from, Instant until) {
    List<Map<?, ?>> events = new ArrayList<>();
    for (String body : documents.events(from, until)) {
      if (Tree.read(body.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> event) {
        events.add(event);
      }
    }
    return events;
  }

  /// Milliseconds, ISO 8601, or `now-15m`.
  private static Instant time(String text, Instant now) {
    try {
      if (text.matches("\\d{1,15}")) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      }
      if (text.matches("now(-\\d{1,6}[smhdw])?")) {
        return text.length() == 3 ? now : now.minus(duration(text.substring(4)));
      }
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      throw new Refusal(400, "\"" + text + "\" is not a time");
    }
  }

  private static Duration duration(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  /// Which events a search means: tags as a metric's scope has them, else words of title and text.
  private record Matching(Optional<Filter> scope, String words) {
    static Matching of(String query) {
      String text = query.strip();
      if (text.isEmpty() || text.equals("*")) {
        return new Matching(Optional.empty(), "");
      }
      try {
        var parsed =
            QueryParser.parse(
                "avg:m{" + text.replaceAll("\\s+(?!AND|OR|NOT|IN)", " ").replace(" -", " !") + "}",
                Variables.NONE);
        if (text.indexOf(':') >= 0
            && parsed instanceof ai.metta.query.syntax.Expression.Metric(var metric)) {
          return new Matching(Optional.of(metric.scope()), "");
        }
      } catch (QuerySyntaxException words) {
        if (text.indexOf(':') >= 0) {
          return conjunction(text);
        }
      }
      return new Matching(Optional.empty(), text.toLowerCase(java.util.Locale.ROOT));
    }

    /// Words beside one another must all hold.
    private static Matching conjunction(String text) {
      try {
        var parsed =
            QueryParser.parse(
                "avg:m{" + String.join(",", text.split("\\s+")) + "}", Variables.NONE);
        return parsed instanceof ai.metta.query.syntax.Expression.Metric(var metric)
            ? new Matching(Optional.of(metric.scope()), "")
            : new Matching(Optional.empty(), text);
      } catch (QuerySyntaxException wrong) {
        throw new Refusal(400, "query: " + wrong.getMessage());
      }
    }

    boolean matches(Map<?, ?> event) {
      List<String> tags = new ArrayList<>(tags(event));
      tags.add("source:" + event.get("source"));
      tags.add("priority:" + event.get("priority"));
      tags.add("status:" + event.get("alert_type"));
      String all =
          (event.get("title") + " " + event.get("text")).toLowerCase(java.util.Locale.ROOT);
      return scope.map(filter -> filter.matches(tags)).orElse(true)
          && (words.isEmpty() || all.contains(words));
    }
  }
}
