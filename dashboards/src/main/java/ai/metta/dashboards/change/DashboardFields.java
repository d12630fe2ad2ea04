// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What stands at the top of a dashboard, but widgets and what Datadog adds on its own.
final class DashboardFields {
  /// Members that only Datadog writes, or that say nothing of the dashboard.
  static final List<String> READ_ONLY =
      List.of(
          "id",
          "url",
          "author_name",
          "author_handle",
          "created_at",
          "modified_at",
          "is_read_only",
          "experience_type");

  private static final Items NOTHING = new Items(List.of());

  private DashboardFields() {}

  static Members of(Members json, List<Widget> widgets) {
    Members fields = Normal.members(json.without(READ_ONLY).without(List.of("widgets")));
    fields = Normal.without(fields, "pause_auto_refresh", Flag.FALSE);
    fields = Normal.without(fields, "restricted_roles", NOTHING);
    fields = Normal.without(fields, "description", new Text(""));
    if (fields.find("notify_list").isPresent()) {
      fields = fields.with("notify_list", sorted(fields.itemsAt("notify_list")));
    }
    return Normal.each(fields, "tabs", tab -> placed(tab.without(List.of("id")), widgets));
  }

  private static Items sorted(List<JsonTree> handles) {
    return new Items(handles.stream().sorted(Comparator.comparing(JsonText::compact)).toList());
  }

  /// A tab that names its widgets by their positions from 1, `@2`, as Datadog takes them; it
  /// answers with their ids.
  static Members placed(Members tab, List<Widget> widgets) {
    if (tab.find("widget_ids").isEmpty()) {
      return tab;
    }
    List<JsonTree> places = new ArrayList<>();
    for (JsonTree id : tab.itemsAt("widget_ids")) {
      places.add(id instanceof Digits digits ? place(digits.text(), widgets).orElse(id) : id);
    }
    return tab.with("widget_ids", new Items(places));
  }

  private static Optional<JsonTree> place(String id, List<Widget> widgets) {
    for (int position = 0; position < widgets.size(); position++) {
      if (widgets.get(position).id().filter(id::equals).isPresent()) {
        return Optional.of(new Text("@" + (position + 1)));
      }
    }
    return Optional.empty();
  }
}
