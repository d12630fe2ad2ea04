// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Functions.Function;
import ai.metta.query.syntax.Modifier.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Functions of a value and those before it.
final class Smoothing {
  private Smoothing() {}

  static void register(Map<String, Function> all) {
    for (int span : new int[] {3, 5, 7, 10, 20}) {
      all.put("ewma_" + span, Functions.perLine((values, _) -> weighted(values, span)));
    }
    for (int window : new int[] {3, 5, 7, 9}) {
      all.put(
          "median_" + window,
          Functions.perLine((values, _) -> rolling(values, window, Smoothing::median)));
    }
    for (int window : new int[] {5, 13, 21, 29}) {
      all.put(
          "rollingavg_" + window,
          Functions.perLine((values, _) -> rolling(values, window, Smoothing::mean)));
    }
    all.put(
        "trend_line",
        (evaluation, arguments) ->
            evaluation
                .of(arguments.number(1, 1).expression(0))
                .shaped(
                    (values, buckets) ->
                        Gaps.leaveOpen(trend(values, buckets), buckets, evaluation.now()),
                    evaluation.now()));
    all.put("moving_rollup", Smoothing::movingRollup);
  }

  /// Each value weighs 2 / (span + 1), all before it the rest; a bucket without a value has none
  /// and changes nothing.
  private static double[] weighted(double[] values, int span) {
    double weight = 2.0 / (span + 1);
    double[] smooth = values.clone();
    double last = Double.NaN;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        last = Double.isNaN(last) ? values[i] : weight * values[i] + (1 - weight) * last;
        smooth[i] = last;
      }
    }
    return smooth;
  }

  private interface Reduction {
    double of(double[] sorted);
  }

  /// Over so many values up to and with each, however many buckets without any lie between; the
  /// first ones over those there are.
  private static double[] rolling(double[] values, int window, Reduction reduction) {
    double[] rolled = values.clone();
    double[] latest = new double[window];
    int seen = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        latest[seen % window] = values[i];
        seen++;
        double[] known = Arrays.copyOf(latest, Math.min(seen, window));
        Arrays.sort(known);
        rolled[i] = reduction.of(known);
      }
    }
    return rolled;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /// The straight line of least squares, over all buckets that have begun.
  private static double[] trend(double[] values, Buckets buckets) {
    double count = 0;
    double times = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        count++;
        times += buckets.start(i) - buckets.start(0);
        sum += values[i];
      }
    }
    double[] trend = new double[values.length];
    if (count < 2) {
      Arrays.fill(trend, Double.NaN);
      return trend;
    }
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        double time = buckets.start(i) - buckets.start(0) - times / count;
        covariance += time * (values[i] - sum / count);
        variance += time * time;
      }
    }
    for (int i = 0; i < values.length; i++) {
      trend[i] =
          sum / count
              + covariance / variance * (buckets.start(i) - buckets.start(0) - times / count);
    }
    return trend;
  }

  /// `moving_rollup(query, seconds, 'sum')`: over the last so many seconds, also those before the
  /// span's beginning, of values in buckets as long as those that are shown, and of one of them at
  /// least. The sum of what was counted is 0 where nothing was.
  private static Frame movingRollup(Evaluation evaluation, Arguments arguments) {
    arguments.number(2, 3);
    long seconds = Math.round(arguments.constant(1));
    if (seconds <= 0 || seconds > 366L * 86_400) {
      throw arguments.wrong("takes a window from 1 second to a year as argument 2");
    }
    Method method = arguments.has(2) ? method(arguments) : Method.AVG;
    Span span = evaluation.span();
    Frame all =
        evaluation.over(span.ofWholeBuckets().around(seconds, 0)).of(arguments.expression(0));
    Buckets shown = Wide.of(all.buckets(), span).inside();
    boolean isCount = method == Method.SUM && all.kind().isOfEvents();
    Rolling rolling = new Rolling(method, seconds, evaluation.now());
    List<Line> lines =
        all.lines().stream()
            .map(line -> rolling.of(line, all.buckets(), shown, isCount))
            .filter(line -> !line.isEmpty())
            .toList();
    return Frame.of(shown, lines)
        .with(isCount ? Frame.Kind.COUNTS : Frame.Kind.SERIES)
        .elsewhere(method != Method.COUNT && all.elsewhere() == 0 ? 0 : Double.NaN);
  }

  /// @param now after which no bucket begins that a window ends with
  private record Rolling(Method method, long seconds, long now) {
    Line of(Line line, Buckets all, Buckets shown, boolean isCount) {
      double[] rolled = of(line.copy(), all, shown);
      return isCount
          ? line.with(rolled, Gaps.held(rolled.clone(), shown, now, 0))
          : line.with(rolled);
    }

    private double[] of(double[] values, Buckets all, Buckets shown) {
      double[] rolled = new double[shown.size()];
      for (int i = 0; i < rolled.length; i++) {
        long end = shown.end(i);
        long from = Math.min(end - seconds, shown.start(i));
        rolled[i] =
            shown.start(i) < now ? rolled(method, between(all, values, from, end)) : Double.NaN;
      }
      return rolled;
    }
  }

  /// By the words that `rollup` takes.
  private static Method method(Arguments arguments) {
    String word = arguments.word(2);
    return Method.named(word)
        .orElseThrow(() ->
            arguments.wrong(
                "does not know \"" + word + "\"; expected avg, sum, min, max or count"));
  }

  private static double rolled(Method method, double[] inside) {
    long count = Arrays.stream(inside).filter(value -> !Double.isNaN(value)).count();
    return method == Method.COUNT && count > 0
        ? count
        : Combining.reduced(method == Method.COUNT ? "sum" : method.name(), inside).orElseThrow();
  }

  /// The values of the buckets that begin from one second until another.
  private static double[] between(Buckets buckets, double[] values, long from, long until) {
    int first = Math.max(0, buckets.at(from));
    int last = buckets.at(until - 1);
    return Arrays.copyOfRange(
        values,
        buckets.start(first) < from ? first + 1 : first,
        last < 0 ? buckets.size() : last + 1);
  }
}
