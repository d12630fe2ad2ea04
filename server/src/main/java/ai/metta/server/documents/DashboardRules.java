// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Tree.Digits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Datadog refuses of a dashboard, each with status 400. What its description asks for and
/// dashboards of its own do without – a layout for each widget of a fixed one, a field that is not
/// known – is not asked for here.
final class DashboardRules {
  private static final int MOST_TAGS = 5;
  private static final int MOST_TABS = 100;

  /// Those of its description, and three that only dashboards of its own have.
  private static final Set<String> WIDGETS =
      Set.of(
          ("alert_graph alert_value bar_chart change check_status cohort custom distribution"
                  + " embedded_app event_stream event_timeline flame_graph free_text funnel geomap"
                  + " group heatmap hostmap iframe image list_stream log_stream manage_status note"
                  + " point_plot powerpack query_table query_value retention_curve run_workflow"
                  + " sankey scatterplot servicemap slo slo_list split_group sunburst timeseries"
                  + " toplist topology_map trace_service treemap wildcard")
              .split(" ", -1));

  private DashboardRules() {}

  static void check(Fields dashboard) {
    String title = dashboard.required("title", dashboard.text("title"));
    if (title.isBlank()) {
      throw new Refusal(400, "title must not be empty");
    }
    dashboard.required("layout_type", oneOf(dashboard, "layout_type", "ordered", "free"));
    oneOf(dashboard, "reflow_type", "auto", "fixed");
    if (!dashboard.has("widgets")) {
      throw new Refusal(400, "widgets is required");
    }
    List<Fields> widgets = dashboard.objects("widgets");
    widgets(widgets);
    tags(dashboard.texts("tags"));
    dashboard.objects("template_variables").forEach(DashboardRules::variable);
    tabs(dashboard.objects("tabs"), widgets.size());
  }

  private static Optional<String> oneOf(Fields fields, String key, String... words) {
    Optional<String> word = fields.text(key);
    if (word.isPresent() && !List.of(words).contains(word.get())) {
      throw fields.wrong(key, "one of " + String.join(", ", words));
    }
    return word;
  }

  /// Also those of groups.
  private static void widgets(List<Fields> widgets) {
    for (int position = 0; position < widgets.size(); position++) {
      Fields widget = widgets.get(position);
      Fields definition = widget.required("definition", widget.object("definition"));
      String type = definition.text("type").orElse("");
      if (!WIDGETS.contains(type)) {
        throw new Refusal(
            400,
            "Invalid widget definition at position "
                + position
                + ": "
                + (type.isEmpty() ? "type is required" : "'" + type + "' is no type of a widget"));
      }
      widgets(definition.objects("widgets"));
    }
  }

  private static void tags(List<String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new Refusal(400, "tags are more than " + MOST_TAGS);
    }
    for (String tag : tags) {
      if (!tag.matches("team:.+")) {
        throw new Refusal(400, "tag '" + tag + "' is not of the key team");
      }
    }
  }

  private static void variable(Fields variable) {
    if (variable.required("name", variable.text("name")).isBlank()) {
      throw variable.wrong("name", "a name");
    }
    if (!variable.has("defaults")) {
      return;
    }
    if (variable.has("default")) {
      throw variable.wrong("default", "allowed beside defaults");
    }
    List<String> defaults = variable.texts("defaults");
    if (defaults.isEmpty() || defaults.contains("")) {
      throw variable.wrong("defaults", "a list of values");
    }
  }

  private static void tabs(List<Fields> tabs, int widgets) {
    if (tabs.size() > MOST_TABS) {
      throw new Refusal(400, "tabs are more than " + MOST_TABS);
    }
    for (Fields tab : tabs) {
      tab.required("name", tab.text("name"));
      for (Object id : tab.list("widget_ids")) {
        boolean position =
            id instanceof String text
                && text.matches("@[1-9]\\d{0,5}")
                && Integer.parseInt(text.substring(1)) <= widgets;
        if (!position && !(id instanceof Digits)) {
          throw tab.wrong("widget_ids", "of ids, or of positions from @1 to @" + widgets);
        }
      }
    }
  }
}
