// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree.Digits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
  /// What Datadog assumes where an option is not said.
  private static final Map<String, Object> DEFAULTS =
      Map.of("notify_audit", false, "include_tags", true, "notify_no_data", false);

  /// Two monitors that agree in these are one.
  private static final List<String> SAME = List.of("name", "query", "message", "type");

  /// Members that only Datadog's own answers have.
  private static final Set<String> READ_ONLY = Set.of("matching_downtimes", "state");

  private final Shelf shelf;
  private final RandomGenerator random;

  public Monitors(Documents documents, InstantSource clock, RandomGenerator random) {
    this.shelf = new Shelf("monitor", documents, clock);
    this.random = random;
  }

  /// `POST /api/v1/monitor`
  public Reply create(Call call) {
    Fields sent = call.json();
    MonitorRules.check(sent);
    Map<?, ?> written = whole(sent, "0", Instant.EPOCH, Instant.EPOCH);
    for (Map<?, ?> known : shelf.all()) {
      if (SAME.stream().allMatch(key -> said(known, key).equals(said(written, key)))) {
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
    MonitorRules.check(after);
    requireSameType(said(Shelf.tree(before), "type"), said(merged, "type"));
    return Reply.ok(
        shelf.replace(before, (id, created, modified) -> whole(after, id, created, modified)));
  }

  /// A metric monitor may be sent under either of its two names.
  private static void requireSameType(String before, String after) {
    boolean bothMetrics =
        MonitorRules.METRIC_TYPES.contains(before) && MonitorRules.METRIC_TYPES.contains(after);
    if (!bothMetrics && !before.equals(after)) {
      throw new Refusal(400, "The type of a monitor cannot be changed: it is '" + before + "'");
    }
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
            .filter(
                monitor -> hasAll(MonitorScope.of(new Fields(monitor, "")), call.listed("tags")))
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

  /// `POST /api/v1/monitor/validate`
  public Reply validate(Call call) {
    MonitorRules.check(call.json());
    return Reply.ok(Map.of());
  }

  /// `POST /api/v1/monitor/{id}/validate`
  public Reply validateExisting(Call call) {
    found(call);
    return validate(call);
  }

  private Document found(Call call) {
    return shelf.found(call.parts().getFirst(), "Monitor not found");
  }

  /// What was sent, with what Datadog adds and what it writes in another way.
  private static Map<String, @Nullable Object> whole(
      Fields sent, String id, Instant created, Instant modified) {
    String type = sent.text("type").orElse("");
    String query = sent.text("query").orElse("").strip();
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("id", new Digits(id));
    whole.put("org_id", null);
    whole.put("name", "");
    whole.put("tags", List.of());
    whole.put("restricted_roles", null);
    whole.put("restriction_policy", null);
    whole.put("assets", List.of());
    whole.put("draft_status", "published");
    sent.members().forEach((key, value) -> whole.put(String.valueOf(key), value));
    READ_ONLY.forEach(whole::remove);
    whole.put("id", new Digits(id));
    whole.put("type", type.equals("metric alert") ? "query alert" : type);
    whole.put("query", query);
    whole.put("message", sent.text("message").orElse("").strip());
    whole.put("priority", sent.whole("priority").filter(number -> number > 0).orElse(null));
    whole.put("options", options(sent.object("options")));
    whole.put("multi", QuotedTexts.isGrouped(query) || areGrouped(sent.object("options")));
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

  /// Whether a query that a monitor brings along is of groups.
  private static boolean areGrouped(Optional<Fields> options) {
    return options.stream()
        .flatMap(one -> one.objects("variables").stream())
        .anyMatch(variable ->
            variable.text("query").filter(QuotedTexts::isGrouped).isPresent()
                || (variable.raw("group_by") instanceof Collection<?> groups && !groups.isEmpty()));
  }

  private static Map<String, @Nullable Object> options(Optional<Fields> sent) {
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    sent.ifPresent(fields ->
        fields.members().forEach((key, value) -> options.put(String.valueOf(key), value)));
    options.computeIfPresent("escalation_message", (_, text) -> String.valueOf(text).strip());
    options.computeIfPresent("thresholds", (_, thresholds) -> floats(thresholds));
    MonitorOptionRules.AMOUNTS.forEach(
        key -> options.computeIfPresent(key, (_, amount) -> Monitors.number(amount)));
    DEFAULTS.forEach(options::putIfAbsent);
    // Whoever sets the newer delay does not get the older one's.
    if (!options.containsKey("new_group_delay")) {
      options.putIfAbsent("new_host_delay", 300);
    }
    options.putIfAbsent("silenced", Map.of());
    return options;
  }

  /// What came as a text is a number all the same: clients read no other.
  private static Object number(Object amount) {
    return amount instanceof String digits
        ? new Digits(Long.toString(Long.parseLong(digits)))
        : amount;
  }

  /// Thresholds as Datadog writes them: `5.0`; null where there are none.
  private static @Nullable Object floats(Object thresholds) {
    Map<String, @Nullable Object> floats = new LinkedHashMap<>();
    ((Map<?, ?>) thresholds)
        .forEach((key, value) ->
            floats.put(
                String.valueOf(key), value instanceof Digits digits ? digits.value() : value));
    return floats.isEmpty() ? null : floats;
  }
}
