// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree.Digits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Dashboards, kept as they came: unknown fields, the order of all and every number stay. Added is
/// what Datadog adds: ids, author, times, and null or empty for what was left out at the top.
public final class Dashboards {
  private static final String AUTHOR = "local";
  private static final Set<String> OURS =
      Set.of("id", "url", "author_handle", "author_name", "created_at", "modified_at");

  private final Shelf shelf;
  private final RandomGenerator random;

  public Dashboards(Documents documents, InstantSource clock, RandomGenerator random) {
    this.shelf = new Shelf("dashboard", documents, clock);
    this.random = random;
  }

  /// `POST /api/v1/dashboard`
  public Reply create(Call call) {
    Fields sent = call.json();
    DashboardRules.check(sent);
    return Reply.ok(
        shelf.add(newId(), (id, created, modified) -> whole(sent, id, created, modified)));
  }

  /// `GET /api/v1/dashboard/{id}`
  public Reply get(Call call) {
    return Reply.ok(Shelf.tree(found(call)));
  }

  /// `PUT /api/v1/dashboard/{id}`
  public Reply update(Call call) {
    Document before = found(call);
    Fields sent = call.json();
    DashboardRules.checkUpdate(sent, Fields.of(Shelf.tree(before)));
    return Reply.ok(
        shelf.replace(before, (id, created, modified) -> whole(sent, id, created, modified)));
  }

  /// `DELETE /api/v1/dashboard/{id}`
  public Reply delete(Call call) {
    Document document = found(call);
    shelf.remove(document);
    return Reply.ok(Map.of("deleted_dashboard_id", document.id()));
  }

  /// `GET /api/v1/dashboard`: without widgets. None is shared here, and what was deleted is gone.
  public Reply list(Call call) {
    call.requireOnly("start", "count", "filter[shared]", "filter[deleted]");
    if (call.flag("filter[shared]") || call.flag("filter[deleted]")) {
      return Reply.ok(Map.of("dashboards", List.of()));
    }
    long start = call.whole("start", 0);
    long count = call.whole("count", 100);
    List<Object> summaries = new ArrayList<>();
    for (Map<?, ?> whole : shelf.all()) {
      Map<String, @Nullable Object> summary = new LinkedHashMap<>();
      for (String key :
          List.of(
              "id",
              "title",
              "description",
              "layout_type",
              "url",
              "author_handle",
              "created_at",
              "modified_at",
              "is_read_only")) {
        summary.put(key, whole.get(key));
      }
      summaries.add(summary);
    }
    return Reply.ok(Map.of("dashboards", summaries.stream().skip(start).limit(count).toList()));
  }

  private Document found(Call call) {
    String id = call.parts().getFirst();
    return shelf.found(id, "Dashboard with ID " + id + " not found");
  }

  private Map<String, @Nullable Object> whole(
      Fields sent, String id, Instant created, Instant modified) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    whole.put("id", id);
    sent.members()
        .forEach((key, value) -> {
          if (!OURS.contains(String.valueOf(key))) {
            whole.put(String.valueOf(key), key.equals("widgets") ? identified(value) : value);
          }
        });
    for (String key : List.of("description", "template_variables", "notify_list")) {
      whole.putIfAbsent(key, null);
    }
    whole.computeIfPresent("tabs", (_, tabs) -> placed(tabs, whole.get("widgets")));
    whole.putIfAbsent("restricted_roles", List.of());
    whole.putIfAbsent("is_read_only", false);
    String title = String.valueOf(whole.get("title"));
    whole.put("url", "/dashboard/" + id + "/" + slug(title));
    whole.put("author_handle", AUTHOR);
    whole.put("author_name", null);
    whole.put("created_at", created.toString());
    whole.put("modified_at", modified.toString());
    return whole;
  }

  /// Widgets, also those of groups, with an id each.
  private @Nullable Object identified(@Nullable Object widgets) {
    if (!(widgets instanceof List<?> list)) {
      return widgets;
    }
    List<@Nullable Object> identified = new ArrayList<>();
    for (Object widget : list) {
      if (widget instanceof Map<?, ?> members) {
        Map<String, @Nullable Object> with = new LinkedHashMap<>();
        members.forEach((key, value) ->
            with.put(String.valueOf(key), key.equals("definition") ? group(value) : value));
        with.putIfAbsent("id", new Digits(Long.toString(random.nextLong(1L << 52))));
        identified.add(with);
      } else {
        identified.add(widget);
      }
    }
    return identified;
  }

  private @Nullable Object group(@Nullable Object definition) {
    if (!(definition instanceof Map<?, ?> members) || !members.containsKey("widgets")) {
      return definition;
    }
    Map<String, @Nullable Object> with = new LinkedHashMap<>();
    members.forEach((key, value) ->
        with.put(String.valueOf(key), key.equals("widgets") ? identified(value) : value));
    return with;
  }

  /// Tabs whose widgets are named by their ids: `@2` becomes the second widget's.
  private static Object placed(Object tabs, @Nullable Object widgets) {
    List<?> all = widgets instanceof List<?> list ? list : List.of();
    List<Object> placed = new ArrayList<>();
    for (Object tab : (List<?>) tabs) {
      Map<String, @Nullable Object> with = new LinkedHashMap<>();
      ((Map<?, ?>) tab).forEach((key, value) -> with.put(String.valueOf(key), value));
      with.computeIfPresent(
          "widget_ids", (_, ids) -> ((List<?>) ids).stream().map(id -> placed(id, all)).toList());
      placed.add(with);
    }
    return placed;
  }

  private static Object placed(Object id, List<?> widgets) {
    return id instanceof String position
            && widgets.get(Integer.parseInt(position.substring(1)) - 1) instanceof Map<?, ?> widget
            && widget.get("id") instanceof Digits digits
        ? digits
        : id;
  }

  /// Three times three letters and digits.
  private String newId() {
    String signs = "abcdefghijkmnpqrstuvwxyz23456789";
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      id.append(i > 0 && i % 3 == 0 ? "-" : "")
          .append(signs.charAt(random.nextInt(signs.length())));
    }
    return shelf.has(id.toString()) ? newId() : id.toString();
  }

  private static String slug(String title) {
    return Optional.of(
            title
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", ""))
        .filter(slug -> !slug.isEmpty())
        .orElse("dashboard");
  }
}
