// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows in aligned columns. Where the screen is too narrow, the last column is wrapped; where that
/// would leave it no room, it stands below the others, as its heading does.
public final class Table {
  /// The least that a wrapped column needs.
  private static final int READABLE = 32;

  private static final String GAP = "  ";

  private final Screen screen;
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(Screen screen, String... headings) {
    this.screen = screen;
    this.headings = List.of(headings);
  }

  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  public void print(PrintWriter out) {
    int[] widths = widths();
    int before = 0;
    for (int column = 0; column < widths.length - 1; column++) {
      before += widths[column] + GAP.length();
    }
    int room = screen.columns() - before;
    boolean fits = widths.length == 0 || room >= Math.min(READABLE, widths[widths.length - 1]);
    if (!headings.isEmpty()) {
      out.println(fits ? line(headings, widths) : block(headings));
    }
    rows.forEach(row -> out.println(fits ? line(row, widths) : block(row)));
  }

  private int[] widths() {
    List<List<String>> all = new ArrayList<>(rows);
    all.add(headings);
    int[] widths = new int[all.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : all) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], Paint.width(row.get(column)));
      }
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder start = new StringBuilder();
    for (int column = 0; column < row.size() - 1; column++) {
      String cell = row.get(column);
      start.append(cell).append(" ".repeat(widths[column] - Paint.width(cell))).append(GAP);
    }
    return Wrapping.hanging(start.toString(), row.getLast(), screen.columns()).stripTrailing();
  }

  private String block(List<String> row) {
    List<String> before =
        row.subList(0, row.size() - 1).stream().filter(cell -> !cell.isBlank()).toList();
    String last = row.getLast();
    return String.join("\n" + GAP, Wrapping.lines(String.join(GAP, before), screen.columns()))
        + (last.isBlank() ? "" : "\n" + Wrapping.hanging(GAP, last, screen.columns()));
  }
}
