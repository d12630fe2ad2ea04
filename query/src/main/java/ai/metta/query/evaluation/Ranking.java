// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.query.evaluation.Functions.Function;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// `top(query, 10, 'mean', 'desc')` and its shorter forms: the lines that come first by one number
/// of each.
final class Ranking {
  private static final List<String> NUMBERS =
      List.of("mean", "max", "min", "last", "area", "l2norm", "norm", "sum");

  private Ranking() {}

  static void register(Map<String, Function> all) {
    all.put(
        "top",
        (evaluation, arguments) -> {
          arguments.number(1, 4);
          return ranked(
              evaluation.of(arguments.expression(0)),
              arguments.has(1) ? arguments.whole(1, 1, Integer.MAX_VALUE) : 10,
              arguments.has(2) ? arguments.word(2) : "mean",
              isRising(arguments, 3),
              0);
        });
    all.put(
        "top_offset",
        (evaluation, arguments) -> {
          arguments.number(5, 5);
          return ranked(
              evaluation.of(arguments.expression(0)),
              arguments.whole(1, 1, Integer.MAX_VALUE),
              arguments.word(2),
              isRising(arguments, 3),
              arguments.whole(4, 0, Integer.MAX_VALUE));
        });
    for (int count : new int[] {5, 10, 15, 20}) {
      all.put("top" + count, shortcut(count, "mean", false));
      all.put("bottom" + count, shortcut(count, "mean", true));
      for (String by : NUMBERS) {
        all.put("top" + count + "_" + by, shortcut(count, by, false));
        all.put("bottom" + count + "_" + by, shortcut(count, by, true));
      }
    }
  }

  private static Function shortcut(int count, String by, boolean rising) {
    return (evaluation, arguments) ->
        ranked(evaluation.of(arguments.number(1, 1).expression(0)), count, by, rising, 0);
  }

  private static boolean isRising(Arguments arguments, int index) {
    if (!arguments.has(index)) {
      return false;
    }
    return switch (arguments.word(index)) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw arguments.wrong("takes 'asc' or 'desc' as argument " + (index + 1));
    };
  }

  /// Lines without a value come last, either way; equals in the order of their groups.
  private static Frame ranked(Frame frame, int count, String by, boolean rising, int offset) {
    Reducing.require(by);
    Comparator<Ranked> order =
        Comparator.comparingDouble(
            one -> Double.isNaN(one.rank()) ? Double.POSITIVE_INFINITY : one.rank());
    return frame.with(
        frame.lines().stream()
            .map(line -> {
              double value = Reducing.value(frame, line, by, Long.MIN_VALUE, Long.MAX_VALUE);
              return new Ranked(line, rising ? value : -value);
            })
            .sorted(order.thenComparing(one -> one.line().sortedGroup().toString()))
            .map(Ranked::line)
            .skip(offset)
            .limit(count)
            .toList());
  }

  /// @param rank the smallest comes first
  private record Ranked(Line line, double rank) {}
}
