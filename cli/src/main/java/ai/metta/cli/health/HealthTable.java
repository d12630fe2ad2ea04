// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import ai.metta.cli.health.HealthWeek.Cell;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Wrapping;
import ai.metta.collect.health.Colour;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The health grid on a screen, and as JSON.
///
/// Each colour has a sign of its own, so that the grid can be read without colours too.
///
/// @param columns what stands above them
public record HealthTable(HealthWeek week, List<String> columns, Numbers numbers) {
  private static final int CELL = 7;

  /// Whether cells hold numbers.
  enum Numbers {
    SIGNS,
    SHOWN
  }

  public void print(Screen screen, PrintWriter out) {
    Paint paint = screen.paint(Screen.Stream.OUT);
    int wide = week.rows().stream().mapToInt(row -> Grid.title(row).length() + 2).max().orElse(0);
    StringBuilder head = new StringBuilder(" ".repeat(wide));
    columns.forEach(column -> head.append(" ".repeat(CELL - column.length())).append(column));
    out.println(head.toString().stripTrailing());
    for (String area : week.areas()) {
      out.println(area + paint.quiet(" – " + score(area)));
      for (HealthRow row : week.of(area)) {
        String title = "  " + Grid.title(row);
        StringBuilder line = new StringBuilder(title + " ".repeat(wide - title.length()));
        week.cells(row).forEach(cell -> line.append(shown(cell, paint)));
        out.println(line);
      }
    }
    grey(screen, paint, out);
    out.println();
    out.println(
        Wrapping.hanging(
            "",
            paint.good("●")
                + " from 0.7  "
                + paint.doubtful("◐")
                + " from 0.3  "
                + paint.bad("○")
                + " below  "
                + paint.quiet("·")
                + " unknown",
            screen.columns()));
  }

  /// What the last column comes to: unknown rows earn nothing.
  private String score(String area) {
    List<HealthRow> rows = week.countedOf(area);
    if (rows.isEmpty()) {
      return "nobody measures it";
    }
    List<Double> known = new ArrayList<>();
    rows.forEach(row -> {
      if (week.cells(row).getLast() instanceof Cell.Known(double fom)) {
        known.add(fom);
      }
    });
    double score = known.stream().mapToDouble(Double::doubleValue).sum() / rows.size();
    return "%s: %s, %d of %d known"
        .formatted(columns.getLast(), number(score), known.size(), rows.size());
  }

  private String shown(Cell cell, Paint paint) {
    String text =
        switch (cell) {
          case Cell.Known(double fom) -> numbers == Numbers.SHOWN ? number(fom) : sign(fom);
          case Cell.Grey _ -> "·";
        };
    String painted =
        switch (cell) {
          case Cell.Known(double fom) -> paint.as(Colour.of(fom), text);
          case Cell.Grey _ -> paint.quiet(text);
        };
    return " ".repeat(CELL - text.length()) + painted;
  }

  private static String sign(double fom) {
    return switch (Colour.of(fom)) {
      case GREEN -> "●";
      case YELLOW -> "◐";
      case RED -> "○";
    };
  }

  private static String number(double fom) {
    return String.format(Locale.ROOT, "%.2f", fom);
  }

  /// Reasons that several rows share stand once.
  private void grey(Screen screen, Paint paint, PrintWriter out) {
    Map<String, Map<List<Integer>, List<String>>> byReason = new LinkedHashMap<>();
    for (HealthRow row : week.rows()) {
      week.reasons(row)
          .forEach((reason, days) ->
              byReason
                  .computeIfAbsent(
                      reason, _ -> new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())))
                  .computeIfAbsent(days, _ -> new ArrayList<>())
                  .add(row.id()));
    }
    if (byReason.isEmpty()) {
      return;
    }
    out.println();
    out.println("Unknown:");
    byReason.forEach((reason, spans) -> {
      Wrapping.lines(reason, screen.columns() - 2).stream()
          .map(paint::quiet)
          .forEach(line -> out.println("  " + line));
      spans.forEach((days, rows) ->
          out.println(
              Wrapping.hanging(
                  "    " + named(days) + ": ", String.join(" ", rows), screen.columns())));
    });
  }

  private String named(List<Integer> days) {
    return days.size() == columns.size()
        ? "all days"
        : days.stream().map(columns::get).collect(Collectors.joining(" "));
  }

  List<Map<String, Object>> json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (HealthRow row : week.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("area", row.fom().area());
      one.put("check", row.fom().check());
      one.put("title", Grid.title(row));
      List<Object> cells = new ArrayList<>();
      List<Cell> all = week.cells(row);
      for (int column = 0; column < all.size(); column++) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("from", week.days().get(column).from());
        cell.put("until", week.days().get(column).until());
        switch (all.get(column)) {
          case Cell.Known(double fom) -> cell.put("fom", fom);
          case Cell.Grey(String reason) -> {
            cell.put("fom", Optional.empty());
            cell.put("reason", reason);
          }
        }
        cells.add(cell);
      }
      one.put("days", cells);
      rows.add(one);
    }
    return rows;
  }
}
