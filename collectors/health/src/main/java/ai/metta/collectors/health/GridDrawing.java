// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.collect.health.Grid;
import ai.metta.collectors.health.RollUpDashboard.Day;
import ai.metta.dashboards.Drawing;
import ai.metta.dashboards.LiveSpan;
import ai.metta.dashboards.Widget;
import ai.metta.metric.Fom;
import java.util.List;
import java.util.stream.Collectors;

/// The health grid as a drawing, with the titles and the order that people know, which a table that
/// groups by tags cannot have.
final class GridDrawing {
  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
  private static final int HIGH = 8;

  private GridDrawing() {}

  static Widget of(List<Day> days) {
    return Drawing.drawing(
            "Figures of merit by row and day",
            days.stream().map(Day::figure).toList(),
            specification(days),
            HIGH)
        .over(LiveSpan.DAY);
  }

  private static Members specification(List<Day> days) {
    List<String> aliases = days.stream().map(Day::alias).toList();
    return JsonTree.object()
        .with("$schema", SCHEMA)
        .with("data", JsonTree.object().with("name", "table1"))
        .with(
            "transform",
            JsonTree.list(
                List.of(
                    JsonTree.object()
                        .with("fold", JsonTree.texts(aliases))
                        .with("as", JsonTree.texts("day", "figure")),
                    calculate("row", titles()),
                    calculate("color", colour()))))
        .with("mark", JsonTree.object().with("type", "rect").with("stroke", "white"))
        .with(
            "encoding",
            JsonTree.object()
                .with("x", axis("day", JsonTree.texts(aliases)))
                .with("y", axis("row", order()))
                .with("color", fill())
                .with(
                    "tooltip", JsonTree.list(List.of(field("row"), field("day"), field("figure"))))
                .with("opacity", JsonTree.object().with("value", Digits.of(1))));
  }

  private static Members calculate(String as, String expression) {
    return JsonTree.object().with("calculate", expression).with("as", as);
  }

  /// The title of a row; its area and check where it is a team's own.
  private static String titles() {
    String known =
        Grid.ids().stream()
            .map(id -> "'" + id + "': '" + Grid.title(id) + "'")
            .collect(Collectors.joining(", ", "({", "})"));
    return known + "[datum.area + '.' + datum.check] || (datum.area + '.' + datum.check)";
  }

  private static String colour() {
    return "datum.figure < 0 || !isValid(datum.figure) ? 'unknown' : datum.figure >= "
        + Fom.GREEN_FROM
        + " ? 'green' : datum.figure >= "
        + Fom.YELLOW_FROM
        + " ? 'yellow' : 'red'";
  }

  private static Items order() {
    return JsonTree.texts(Grid.ids().stream().map(Grid::title).toList());
  }

  private static Members axis(String name, Items sort) {
    return JsonTree.object()
        .with("field", name)
        .with("type", "ordinal")
        .with("sort", sort)
        .with("title", Null.NULL);
  }

  private static Members fill() {
    return field("color")
        .with(
            "scale",
            JsonTree.object()
                .with("domain", JsonTree.texts("green", "yellow", "red", "unknown"))
                .with("range", JsonTree.texts("#41c464", "#f9c828", "#d6415a", "#c0c5cf")))
        .with("legend", Null.NULL);
  }

  private static Members field(String name) {
    return JsonTree.object().with("field", name).with("type", "nominal");
  }
}
