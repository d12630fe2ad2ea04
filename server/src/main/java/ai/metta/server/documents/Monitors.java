// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree.Digits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Monitors, kept as they came with what Datadog adds. They are checked, and not evaluated.
public final class Monitors {
  private static final Set<String> TYPES =
      Set.of(
          "metric alert",
          "query alert",
          "service check",
          "event alert",
          "event-v2 alert",
          "log alert",
          "composite",
          "process alert",
          "rum alert",
          "slo alert",
          "trace-analytics alert",
          "audit alert",
          "ci-pipelines alert",
          "ci-tests alert",
          "error-tracking alert",
          "synthetics alert",
          "database-monitoring alert",
          "network-performance alert",
          "network-path alert",
          "cost alert",
          "data-quality alert",
          "data-jobs alert",
          "llm-observability alert");

  /// Two monitors that agree in these are one.
  private static final List<String> SAME = List.of("name", "query", "message", "type");

  private final Shelf shelf;
  private final RandomGenerator random;

  public Monitors(Documents documents, InstantSource clock, RandomGenerator random) {
    this.shelf = new Shelf("monitor", documents, clock);
    this.random = random;
  }

  /// `POST /api/v1/monitor`
  public Reply create(Call call) {
    Fields sent = checked(call);
    for (Map<?, ?> known : shelf.all()) {
      if (SAME.stream().allMatch(key -> said(known, key).equals(said(sent.members(), key)))) {
        throw new Refusal(400, "Duplicate of an existing monitor_id:" + said(known, "id"));
      }
    }
    String newId = Long.toString(1_000_000 + random.nextLong(1L << 40));
    return Reply.ok(
        shelf.add(newId, (id, created, modified) -> whole(sent, id, created, modified)));
  }

  private static String said(Map<?, ?> monitor, String key) {
    return switch (monitor.get(key)) {
      case null -> "";
      case Digits digits -> digits.text();
      case Object other -> String.valueOf(other).strip();
    };
  }

  /// `GET /api/v1/monitor/{id}`
  public Reply get(Call call) {
    return Reply.ok(Shelf.tree(found(call)));
  }

  /// `PUT /api/v1/monitor/{id}`: what is sent is replaced, the rest stays.
  public Reply update(Call call) {
    Document before = found(call);
    Map<Object, @Nullable Object> merged = new LinkedHashMap<>(Shelf.tree(before));
    merged.putAll(call.json().members());
    Fields after = new Fields(merged, "");
    check(after);
    return Reply.ok(
        shelf.replace(before, (id, created, modified) -> whole(after, id, created, modified)));
  }

  /// `DELETE /api/v1/monitor/{id}`
  public Reply delete(Call call) {
    Document document = found(call);
    shelf.remove(document);
    return Reply.ok(Map.of("deleted_monitor_id", new Digits(document.id())));
  }

  /// `GET /api/v1/monitor`. Groups and downtimes may be asked for; there are none.
  public Reply list(Call call) {
    call.requireOnly(
        "group_states",
        "with_downtimes",
        "name",
        "tags",
        "monitor_tags",
        "id_offset",
        "page",
        "page_size");
    boolean paged = call.parameter("page").isPresent();
    long size = call.whole("page_size", paged ? 100 : Long.MAX_VALUE, 1, 1000);
    boolean rising = call.parameter("id_offset").isPresent();
    long beyond = call.whole("id_offset", -1, 0, Long.MAX_VALUE);
    String name = call.parameter("name").orElse("").toLowerCase(Locale.ROOT);
    Stream<Map<?, ?>> monitors =
        shelf.all().stream()
            .filter(monitor -> said(monitor, "name").toLowerCase(Locale.ROOT).contains(name))
            .filter(monitor -> hasAll(tags(monitor), call.listed("monitor_tags")))
            .filter(monitor ->
                hasAll(
                    MonitorScope.of(said(monitor, "type"), said(monitor, "query")),
                    call.listed("tags")))
            .filter(monitor -> id(monitor) > beyond);
    if (rising) {
      monitors = monitors.sorted(Comparator.comparingLong(Monitors::id));
    }
    long skipped = paged ? call.whole("page", 0) * size : 0;
    boolean all = !paged && !rising;
    return Reply.ok(monitors.skip(skipped).limit(all ? Long.MAX_VALUE : size).toList());
  }

  private static long id(Map<?, ?> monitor) {
    return Long.parseLong(said(monitor, "id"));
  }

  private static List<String> tags(Map<?, ?> monitor) {
    return new Fields(monitor, "").texts("tags");
  }

  private static boolean hasAll(List<String> tags, List<String> wanted) {
    return wanted.stream().allMatch(one -> tags.stream().anyMatch(one::equalsIgnoreCase));
  }

  /// `POST /api/v1/monitor/validate`, also of one that exists.
  public Reply validate(Call call) {
    checked(call);
    return Reply.ok(Map.of());
  }

  private Document found(Call call) {
    return shelf.found(call.parts().getFirst(), "Monitor not found");
  }

  private static Fields checked(Call call) {
    Fields sent = call.json();
    check(sent);
    return sent;
  }

  private static void check(Fields sent) {
    String type = sent.required("type", sent.text("type"));
    if (!TYPES.contains(type)) {
      throw new Refusal(400, "Invalid monitor type '" + type + "'");
    }
    String query = sent.required("query", sent.text("query"));
    if (query.isBlank()) {
      throw new Refusal(400, "The value provided for parameter 'query' is invalid");
    }
    if (type.equals("metric alert") || type.equals("query alert")) {
      checkMetricQuery(sent, query);
    }
  }

  private static void checkMetricQuery(Fields sent, String query) {
    MonitorQuery parsed;
    try {
      parsed = MonitorQuery.parse(query);
    } catch (QuerySyntaxException wrong) {
      throw new Refusal(
          400, "The value provided for parameter 'query' is invalid: " + wrong.getMessage());
    }
    Optional<Double> critical =
        sent.object("options")
            .flatMap(options -> options.object("thresholds"))
            .flatMap(thresholds -> thresholds.number("critical"));
    if (critical.isPresent() && critical.get() != parsed.threshold()) {
      throw new Refusal(
          400,
          "Alert threshold ("
              + critical.get()
              + ") does not match that used in the query ("
              + parsed.threshold()
              + ").");
    }
  }

  private static Map<String, @Nullable Object> whole(
      Fields sent, String id, Instant created, Instant modified) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("id", new Digits(id));
    whole.put("name", "");
    whole.put("message", "");
    whole.put("tags", List.of());
    whole.put("options", Map.of());
    whole.put("priority", null);
    whole.put("restricted_roles", null);
    sent.members().forEach((key, value) -> whole.put(String.valueOf(key), value));
    whole.put("id", new Digits(id));
    whole.put("query", String.valueOf(sent.members().get("query")).strip());
    whole.put("multi", String.valueOf(sent.members().get("query")).matches("(?s).*\\bby\\s*\\{.*"));
    whole.put("created", created.toString());
    whole.put("created_at", created.toEpochMilli());
    whole.put("modified", modified.toString());
    whole.put("deleted", null);
    whole.put("overall_state", "No Data");
    whole.put("overall_state_modified", null);
    Map<String, @Nullable Object> creator = new LinkedHashMap<>();
    creator.put("name", null);
    creator.put("handle", "local");
    creator.put("email", "local@localhost");
    whole.put("creator", creator);
    return whole;
  }
}
