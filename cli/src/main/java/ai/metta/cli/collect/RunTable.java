// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Wrapping;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A run's values in rows: metric, value, tags. On a narrow screen the name of a metric with
/// several series stands above its values instead of before each.
public final class RunTable {
  private static final int READABLE = 32;

  private final Screen screen;
  private final List<Row> rows = new ArrayList<>();

  public RunTable(Screen screen) {
    this.screen = screen;
  }

  private record Row(String metric, String value, String tags) {}

  public void row(String metric, String value, String tags) {
    rows.add(new Row(metric + ":", value, tags));
  }

  public void print(PrintWriter out) {
    int names = rows.stream().mapToInt(row -> row.metric().length()).max().orElse(0);
    int values = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
    int before = 2 + names + 1 + values + 2;
    boolean wide = screen.columns() >= before + READABLE;
    Map<String, Long> series =
        rows.stream().collect(Collectors.groupingBy(Row::metric, Collectors.counting()));
    String above = "";
    for (Row row : rows) {
      boolean alone =
          series.getOrDefault(row.metric(), 0L) == 1
              && before + row.tags().length() <= screen.columns();
      boolean inline = wide || alone;
      if (!inline && !row.metric().equals(above)) {
        out.println("  " + row.metric());
      }
      above = row.metric();
      String start =
          (inline ? "  " + padded(row.metric(), names) + " " : "    ")
              + " ".repeat(values - row.value().length())
              + row.value()
              + "  ";
      out.println(Wrapping.hanging(start, row.tags(), screen.columns()).stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
