// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rows under a title, as wide as the page.
public record Group(String title, List<Row> rows) {
  private static final int TITLE = 1;

  public Group {
    rows = List.copyOf(rows);
  }

  public static Group of(String title, Row... rows) {
    return new Group(title, List.of(rows));
  }

  Stream<Widget> widgets() {
    return rows.stream().flatMap(row -> row.widgets().stream());
  }

  int height() {
    return TITLE + rows.stream().mapToInt(Row::height).sum();
  }

  Members json(Page page, int y) {
    List<JsonTree> inner = new ArrayList<>();
    int at = 0;
    for (Row row : rows) {
      inner.addAll(row.json(page, at));
      at += row.height();
    }
    Members definition =
        JsonTree.object()
            .with("type", "group")
            .with("title", title)
            .with("title_align", "left")
            .with("layout_type", "ordered")
            .with("show_title", Flag.TRUE)
            .with("widgets", JsonTree.list(inner));
    return Row.placed(definition, 0, y, Row.COLUMNS, height());
  }
}
