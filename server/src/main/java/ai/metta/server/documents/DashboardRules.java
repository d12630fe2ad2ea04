// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static ai.metta.server.documents.Shape.FLAG;
import static ai.metta.server.documents.Shape.OBJECT;
import static ai.metta.server.documents.Shape.TEXT;
import static ai.metta.server.documents.Shape.TEXTS;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Tree.Digits;
import java.util.List;

/// What Datadog refuses of a dashboard, each with status 400. What its description asks for and
/// dashboards of its own do without – a layout for each widget of a fixed one, a field that is not
/// known – is not asked for here.
final class DashboardRules {
  private static final int MOST_TAGS = 5;
  private static final int MOST_TABS = 100;

  /// Members at the top that may be left out.
  private static final Members OPTIONAL =
      TEXT.of("description")
          .and(TEXTS.of("notify_list", "restricted_roles"))
          .and(FLAG.of("is_read_only"))
          .and(OBJECT.of("default_timeframe"));

  private static final Members VARIABLE =
      TEXT.of("prefix", "default", "type").and(TEXTS.of("defaults", "available_values"));

  private static final Members PRESET_VALUE = TEXT.of("name", "value").and(TEXTS.of("values"));

  private DashboardRules() {}

  static void check(Fields dashboard) {
    String title = dashboard.required("title", dashboard.text("title"));
    if (title.isBlank()) {
      throw new Refusal(400, "title must not be empty");
    }
    dashboard.required("layout_type", Shape.oneOf(dashboard, "layout_type", "ordered", "free"));
    Shape.oneOf(dashboard, "reflow_type", "auto", "fixed");
    if (!dashboard.has("widgets")) {
      throw new Refusal(400, "widgets is required");
    }
    List<Fields> widgets = dashboard.objects("widgets");
    WidgetRules.check(widgets);
    OPTIONAL.check(dashboard);
    tags(dashboard.texts("tags"));
    dashboard.objects("template_variables").forEach(DashboardRules::variable);
    dashboard.objects("template_variable_presets").forEach(DashboardRules::preset);
    tabs(dashboard.objects("tabs"), widgets.size());
  }

  /// The same of an update; its layout must be that of before.
  static void checkUpdate(Fields dashboard, Fields before) {
    check(dashboard);
    String layout = before.text("layout_type").orElse("");
    if (!dashboard.text("layout_type").orElse("").equals(layout)) {
      throw new Refusal(400, "layout_type cannot be changed: it is " + layout);
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
    VARIABLE.check(variable);
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

  private static void preset(Fields preset) {
    preset.text("name");
    for (Fields value : preset.objects("template_variables")) {
      PRESET_VALUE.check(value);
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
