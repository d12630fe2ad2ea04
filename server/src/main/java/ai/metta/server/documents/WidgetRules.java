// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static ai.metta.server.documents.Shape.FLAG;
import static ai.metta.server.documents.Shape.NUMBER;
import static ai.metta.server.documents.Shape.OBJECT;
import static ai.metta.server.documents.Shape.OBJECTS;
import static ai.metta.server.documents.Shape.TEXT;
import static ai.metta.server.documents.Shape.TEXTS;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What Datadog refuses of a widget: a type that it does not know, and what that type needs and has
/// not, down to queries and formulas. How a widget looks is not judged, nor how many requests it
/// has.
final class WidgetRules {
  /// By their types.
  static final Map<String, Members> NEEDED = needed();

  /// Types that only dashboards of Datadog's own have; what they need is not described.
  private static final List<String> UNDESCRIBED = List.of("custom", "embedded_app", "flame_graph");

  private static final Members PLACE = NUMBER.of("x", "y", "width", "height");

  /// What every widget may have.
  private static final Members ANY =
      TEXT.of("title")
          .and(OBJECT.of("time", "yaxis"))
          .and(OBJECTS.of("custom_links", "markers"))
          .and(FLAG.of("show_legend"));

  private static final Members REQUEST =
      TEXT.of("q", "response_format", "display_type").and(OBJECT.of("style"));

  private static final Map<String, Members> REQUESTS =
      Map.of(
          "list_stream",
          OBJECTS.of("columns").and(OBJECT.of("query")).and(TEXT.of("response_format")),
          "slo_list",
          OBJECT.of("query").and(TEXT.of("request_type")));

  private static final Members METRIC_QUERY = TEXT.of("name", "query");

  private WidgetRules() {}

  private static Map<String, Members> needed() {
    Map<String, Members> needed =
        new HashMap<>(
            Map.ofEntries(
                Map.entry("alert_graph", TEXT.of("alert_id", "viz_type")),
                Map.entry("alert_value", TEXT.of("alert_id")),
                Map.entry("check_status", TEXT.of("check", "grouping")),
                Map.entry("event_stream", TEXT.of("query")),
                Map.entry("event_timeline", TEXT.of("query")),
                Map.entry("free_text", TEXT.of("text")),
                Map.entry("geomap", OBJECTS.of("requests").and(OBJECT.of("style", "view"))),
                Map.entry("group", TEXT.of("layout_type").and(OBJECTS.of("widgets"))),
                Map.entry("hostmap", OBJECT.of("requests")),
                Map.entry("iframe", TEXT.of("url")),
                Map.entry("image", TEXT.of("url")),
                Map.entry("log_stream", Members.NONE),
                Map.entry("manage_status", TEXT.of("query")),
                Map.entry("note", TEXT.of("content")),
                Map.entry("powerpack", TEXT.of("powerpack_id")),
                Map.entry("run_workflow", TEXT.of("workflow_id")),
                Map.entry("scatterplot", OBJECT.of("requests")),
                Map.entry("servicemap", TEXT.of("service").and(TEXTS.of("filters"))),
                Map.entry("slo", TEXT.of("view_type")),
                Map.entry(
                    "split_group",
                    TEXT.of("size").and(OBJECT.of("source_widget_definition", "split_config"))),
                Map.entry("trace_service", TEXT.of("env", "service", "span_name")),
                Map.entry("wildcard", OBJECTS.of("requests").and(OBJECT.of("specification")))));
    for (String type :
        List.of(
            "bar_chart",
            "change",
            "cohort",
            "distribution",
            "funnel",
            "heatmap",
            "list_stream",
            "point_plot",
            "query_table",
            "query_value",
            "retention_curve",
            "sankey",
            "slo_list",
            "sunburst",
            "timeseries",
            "toplist",
            "topology_map",
            "treemap")) {
      needed.put(type, OBJECTS.of("requests"));
    }
    return Map.copyOf(needed);
  }

  static void check(List<Fields> widgets) {
    check(widgets, "");
  }

  /// @param around the type of the widget that holds them; empty at the top
  private static void check(List<Fields> widgets, String around) {
    for (int position = 0; position < widgets.size(); position++) {
      Fields widget = widgets.get(position);
      widget.object("layout").ifPresent(PLACE::require);
      Fields definition = widget.required("definition", widget.object("definition"));
      String type = definition.text("type").orElse("");
      if (!NEEDED.containsKey(type) && !UNDESCRIBED.contains(type)) {
        throw new Refusal(
            400,
            "Invalid widget definition at position "
                + position
                + ": "
                + (type.isEmpty() ? "type is required" : "'" + type + "' is no type of a widget"));
      }
      if (type.equals("group") && around.equals("group")) {
        throw definition.wrong("type", "allowed within a group");
      }
      definition(definition, type);
    }
  }

  private static void definition(Fields definition, String type) {
    check(definition.objects("widgets"), type);
    if (UNDESCRIBED.contains(type)) {
      return;
    }
    NEEDED.getOrDefault(type, Members.NONE).require(definition);
    ANY.check(definition);
    if (type.equals("group")) {
      Shape.oneOf(definition, "layout_type", "ordered");
    }
    if (definition.raw("requests") instanceof List<?>) {
      definition.objects("requests").forEach(request -> request(request, type));
    }
  }

  private static void request(Fields request, String type) {
    REQUEST.check(request);
    REQUESTS.getOrDefault(type, Members.NONE).require(request);
    request.objects("queries").forEach(WidgetRules::query);
    request
        .objects("formulas")
        .forEach(formula -> formula.required("formula", formula.text("formula")));
  }

  /// Those for metrics have their text.
  private static void query(Fields query) {
    String source = query.required("data_source", query.text("data_source"));
    query.text("name");
    if (source.equals("metrics")) {
      METRIC_QUERY.require(query);
    }
  }
}
