// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Event;
import ai.metta.server.store.Documents.Order;
import ai.metta.server.store.Documents.Place;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Events: taken one by one, listed by time, searched by tags and text.
public final class Events {
  private static final Duration OLDEST = Duration.ofHours(18);
  private static final Duration AHEAD = Duration.ofHours(2);
  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_KEY = 100;
  private static final List<String> KINDS =
      List.of("error", "warning", "info", "success", "user_update", "recommendation", "snapshot");
  private static final int MOST_EVENTS = 1000;

  /// What a search may ask for besides tags, and where it stands in an event.
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "source", "source",
          "priority", "priority",
          "status", "alert_type",
          "host", "host",
          "aggregation_key", "aggregation_key");

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
    if (title.isBlank()) {
      throw new Refusal(400, "title must not be empty");
    }
    requireShort("text", text, LONGEST_TEXT);
    Optional<String> key = event.text("aggregation_key");
    key.ifPresent(one -> requireShort("aggregation_key", one, LONGEST_KEY));
    Optional<String> kind = oneOf(event, "alert_type", KINDS);
    Optional<String> priority = oneOf(event, "priority", List.of("normal", "low"));
    long happened = event.whole("date_happened").orElse(now.getEpochSecond());
    if (happened < now.minus(OLDEST).getEpochSecond()) {
      throw new Refusal(400, "date_happened is more than 18 hours ago");
    }
    if (happened > now.plus(AHEAD).getEpochSecond()) {
      throw new Refusal(400, "date_happened is more than 2 hours ahead");
    }
    long id = last.updateAndGet(before -> Math.max(before + 1, now.toEpochMilli() * 1000));
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("id", id);
    kept.put("id_str", Long.toString(id));
    kept.put("title", title);
    kept.put("text", text);
    kept.put("date_happened", happened);
    kept.put("alert_type", kind.orElse("info"));
    kept.put("priority", priority.orElse("normal"));
    kept.put("tags", Names.tags(event.texts("tags")));
    kept.put("host", event.text("host").orElse(null));
    kept.put("device_name", event.text("device_name").orElse(null));
    kept.put("aggregation_key", key.orElse(null));
    kept.put("source", event.text("source_type_name").orElse("api"));
    kept.put("url", "/event/event?id=" + id);
    documents.addEvent(id, Instant.ofEpochSecond(happened), Tree.text(kept));
    Map<String, @Nullable Object> answered = new LinkedHashMap<>();
    answered.put("status", "ok");
    answered.put("event", kept);
    return new Reply(202, answered);
  }

  private static void requireShort(String key, String text, int longest) {
    if (text.length() > longest) {
      throw new Refusal(400, key + " is longer than " + longest + " characters");
    }
  }

  private static Optional<String> oneOf(Fields event, String key, List<String> words) {
    Optional<String> word = event.text(key);
    if (word.isPresent() && !words.contains(word.get())) {
      throw event.wrong(key, "one of " + String.join(", ", words));
    }
    return word;
  }

  /// `GET /api/v1/events?start=&end=`: the newest, a thousand at a time. Nothing is aggregated
  /// here, so that asking for what is not changes nothing.
  public Reply list(Call call) {
    call.requireOnly(
        "start", "end", "priority", "sources", "tags", "unaggregated", "exclude_aggregate", "page");
    long start = call.seconds("start");
    long end = call.seconds("end");
    Optional<String> priority = call.oneOf("priority", "normal", "low");
    List<String> sources = call.listed("sources");
    List<String> tags =
        call.listed("tags").stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList();
    boolean single = call.flag("unaggregated") || call.flag("exclude_aggregate");
    if (!single && call.parameter("page").isPresent()) {
      throw new Refusal(
          400, "page can only be used where unaggregated or exclude_aggregate is true");
    }
    long skipped = call.whole("page", 0) * MOST_EVENTS;
    List<Map<?, ?>> events = new ArrayList<>();
    documents.events(
        Instant.ofEpochSecond(start),
        Instant.ofEpochSecond(end + 1),
        Order.NEWEST_FIRST,
        Order.NEWEST_FIRST.start(),
        kept -> {
          Map<?, ?> event = tree(kept.body());
          if (tags(event).containsAll(tags)
              && (priority.isEmpty() || priority.get().equals(event.get("priority")))
              && (sources.isEmpty() || sources.contains(String.valueOf(event.get("source"))))) {
            events.add(event);
          }
          return events.size() < skipped + MOST_EVENTS;
        });
    return Reply.ok(Map.of("events", events.stream().skip(skipped).toList()));
  }

  /// `GET /api/v1/events/{id}`
  public Reply get(Call call) {
    String id = call.parts().getFirst();
    return Optional.of(id)
        .filter(text -> text.matches("\\d{1,18}"))
        .flatMap(text -> documents.event(Long.parseLong(text)))
        .map(body -> Reply.ok(Map.of("event", tree(body))))
        .orElseThrow(() -> new Refusal(404, "Event not found"));
  }

  /// `POST /api/v2/events/search`: a page of what matches, with a cursor where there is more.
  public Reply search(Call call) {
    Fields body = call.body().length == 0 ? new Fields(Map.of(), "") : call.json();
    Optional<Fields> filter = body.object("filter");
    Instant now = clock.instant();
    Instant from = time(filter.flatMap(one -> one.text("from")).orElse("now-15m"), now);
    Instant to = time(filter.flatMap(one -> one.text("to")).orElse("now"), now);
    Predicate<EventSearch.Subject> wanted =
        EventSearch.parse(filter.flatMap(one -> one.text("query")).orElse("*"));
    Order order = order(body);
    Optional<Fields> page = body.object("page");
    long limit = page.flatMap(one -> one.whole("limit")).orElse(10L);
    if (limit < 1 || limit > MOST_EVENTS) {
      throw new Refusal(400, "page.limit is not from 1 to " + MOST_EVENTS);
    }
    Place beyond = page.flatMap(one -> one.text("cursor")).map(Events::place).orElse(order.start());
    List<Event> found = new ArrayList<>();
    documents.events(
        from,
        to.plusSeconds(1),
        order,
        beyond,
        event -> {
          if (wanted.test(subject(tree(event.body())))) {
            found.add(event);
          }
          return found.size() <= limit;
        });
    List<Event> shown = found.subList(0, (int) Math.min(limit, found.size()));
    Map<String, Object> meta = new LinkedHashMap<>();
    if (found.size() > limit) {
      meta.put("page", Map.of("after", cursor(shown.getLast().place())));
    }
    meta.put("status", "done");
    List<Map<String, Object>> data =
        shown.stream().map(event -> found(tree(event.body()))).toList();
    return Reply.ok(Map.of("data", data, "meta", meta));
  }

  private static Order order(Fields body) {
    return switch (body.text("sort").orElse("-timestamp")) {
      case "-timestamp" -> Order.NEWEST_FIRST;
      case "timestamp" -> Order.OLDEST_FIRST;
      default -> throw body.wrong("sort", "one of timestamp, -timestamp");
    };
  }

  private static String cursor(Place place) {
    String text = place.second() + "." + place.id();
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Place place(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int point = text.indexOf('.');
      return new Place(
          Long.parseLong(text, 0, Math.max(0, point), 10),
          Long.parseLong(text, point + 1, text.length(), 10));
    } catch (IllegalArgumentException none) {
      throw new Refusal(400, "page.cursor is none that was given");
    }
  }

  private static EventSearch.Subject subject(Map<?, ?> event) {
    List<String> attributes = new ArrayList<>();
    ATTRIBUTES.forEach((name, key) -> {
      if (event.get(key) instanceof String value) {
        attributes.add(name + ":" + value);
      }
    });
    return new EventSearch.Subject(
        String.valueOf(event.get("title")),
        String.valueOf(event.get("text")),
        tags(event),
        attributes);
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

  private static Map<?, ?> tree(String body) {
    return Fields.of(Tree.read(body.getBytes(StandardCharsets.UTF_8))).members();
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
}
