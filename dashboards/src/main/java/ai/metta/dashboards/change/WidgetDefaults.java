// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Datadog's pages write into a widget when it is edited there, and its API never adds: the
/// same as nothing. All in normal form.
final class WidgetDefaults {
  private static final Map<String, JsonTree> OF_ANY =
      Map.of("title_size", new Text("16"), "title_align", new Text("left"));
  private static final Map<String, JsonTree> OF_TIMESERIES =
      Map.of(
          "show_legend", Flag.FALSE,
          "legend_size", new Text("0"),
          "legend_layout", new Text("auto"));
  private static final Map<String, JsonTree> OF_NOTE =
      Map.of("tick_edge", new Text("left"), "tick_pos", new Text("50%"));
  private static final Map<String, JsonTree> OF_AXIS =
      Map.of(
          "scale", new Text("linear"),
          "min", new Text("auto"),
          "max", new Text("auto"),
          "label", new Text(""),
          "include_zero", Flag.TRUE);
  private static final Map<String, JsonTree> OF_STYLE =
      Map.of(
          "palette", new Text("dog_classic"),
          "line_type", new Text("solid"),
          "line_width", new Text("normal"));
  private static final Set<JsonTree> EVERY_COLUMN =
      Set.of(new Text("avg"), new Text("min"), new Text("max"), new Text("value"), new Text("sum"));

  private WidgetDefaults() {}

  static Members without(Members definition) {
    Members left = without(definition, OF_ANY);
    left = Normal.inside(left, "time", time -> time);
    left = Normal.inside(left, "yaxis", axis -> without(axis, OF_AXIS));
    left =
        Normal.each(
            left,
            "requests",
            request -> Normal.inside(request, "style", style -> without(style, OF_STYLE)));
    return switch (left.textAt("type").orElse("")) {
      case "timeseries" -> columns(without(left, OF_TIMESERIES));
      case "note" -> without(left, OF_NOTE);
      default -> left;
    };
  }

  /// A legend with every column is the usual one.
  private static Members columns(Members definition) {
    boolean usual =
        definition
            .find("legend_columns")
            .filter(columns ->
                columns instanceof Items(List<JsonTree> all)
                    && all.size() == EVERY_COLUMN.size()
                    && new HashSet<>(all).equals(EVERY_COLUMN))
            .isPresent();
    return usual ? definition.without(List.of("legend_columns")) : definition;
  }

  private static Members without(Members members, Map<String, JsonTree> defaults) {
    Members left = members;
    for (Map.Entry<String, JsonTree> one : defaults.entrySet()) {
      left = Normal.without(left, one.getKey(), one.getValue());
    }
    return left;
  }
}
