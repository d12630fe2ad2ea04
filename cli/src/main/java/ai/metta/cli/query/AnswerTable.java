// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.query;

import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Table;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine.Answered;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Prints a query's lines for people: the last value of each, its range, and how it went.
public final class AnswerTable {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int COURSE = 40;

  private AnswerTable() {}

  public static void print(List<Answered> lines, Surroundings around) {
    if (lines.isEmpty()) {
      around.err().println("No series matches");
      return;
    }
    Table table = new Table(around.screen(), "GROUP", "LAST", "MIN", "MAX", "POINTS", "");
    for (Answered line : lines) {
      double[] values = line.points().stream().mapToDouble(Point::value).toArray();
      double least = Arrays.stream(values).min().orElse(Double.NaN);
      double most = Arrays.stream(values).max().orElse(Double.NaN);
      table.row(
          line.tags().isEmpty() ? "*" : String.join(",", line.tags()),
          values.length == 0 ? "-" : number(values[values.length - 1]),
          number(least),
          number(most),
          Integer.toString(values.length),
          course(values, least, most));
    }
    table.print(around.out());
  }

  /// The last values as bars between the least and the most.
  private static String course(double[] values, double least, double most) {
    StringBuilder course = new StringBuilder();
    for (int i = Math.max(0, values.length - COURSE); i < values.length; i++) {
      double share = most > least ? (values[i] - least) / (most - least) : 0;
      course.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
    }
    return course.toString();
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
