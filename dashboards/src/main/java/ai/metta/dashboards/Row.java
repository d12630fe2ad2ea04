// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Widgets side by side on the twelve columns of Datadog's grid, equally high.
///
/// @param widths of the widgets, in columns
public record Row(List<Widget> widgets, List<Integer> widths) {
  static final int COLUMNS = 12;

  public Row {
    widgets = List.copyOf(widgets);
    widths = List.copyOf(widths);
    if (widgets.isEmpty()
        || widths.size() != widgets.size()
        || widths.stream().anyMatch(width -> width < 1)
        || widths.stream().mapToInt(Integer::intValue).sum() > COLUMNS) {
      throw new IllegalArgumentException(
          widgets.size() + " widgets do not stand on twelve columns as " + widths);
    }
  }

  /// Widgets that share the columns, the first ones wider where they do not share them equally.
  ///
  /// @throws IllegalArgumentException for none, or more than twelve
  public static Row of(Widget... widgets) {
    int most = Math.max(1, widgets.length);
    return new Row(
        List.of(widgets),
        IntStream.range(0, widgets.length)
            .mapToObj(index -> COLUMNS / most + (index < COLUMNS % most ? 1 : 0))
            .toList());
  }

  /// The same, each as wide as said.
  ///
  /// @throws IllegalArgumentException where they are wider than the grid
  public Row wide(Integer... columns) {
    return new Row(widgets, Arrays.asList(columns));
  }

  int height() {
    return widgets.stream().mapToInt(Widget::height).max().orElse(0);
  }

  /// Its widgets as the API takes them.
  ///
  /// @param y where the row begins within its group
  List<JsonTree> json(Page page, int y) {
    List<JsonTree> json = new ArrayList<>();
    int x = 0;
    for (int i = 0; i < widgets.size(); i++) {
      json.add(placed(widgets.get(i).definition(page), x, y, widths.get(i), height()));
      x += widths.get(i);
    }
    return json;
  }

  static Members placed(Members definition, int x, int y, int width, int height) {
    return JsonTree.object()
        .with("definition", definition)
        .with(
            "layout",
            JsonTree.object()
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height));
  }
}
