// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Functions.Function;
import ai.metta.query.evaluation.MetricReader.PerSeries;
import ai.metta.query.evaluation.MetricReader.Shaping;
import ai.metta.query.syntax.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Functions of how much a value changes from one bucket that has one to the next that has.
final class Rates {
  private Rates() {}

  static void register(Map<String, Function> all) {
    all.put("diff", ofChange(changes(Double.NaN)));
    all.put("monotonic_diff", ofChange(Rates::rises));
    all.put("dt", (evaluation, arguments) -> times(evaluation, arguments));
    all.put("derivative", ofChange(changes(1)));
    all.put("rate", ofChange(changes(1)));
    all.put("per_second", ofChange(changes(1)));
    all.put("per_minute", ofChange(changes(60)));
    all.put("per_hour", ofChange(changes(3600)));
    Function throughput = perSeries(new PerSeries(Rates::throughput, false));
    all.put(
        "throughput",
        (evaluation, arguments) -> throughput.apply(evaluation, arguments).with(Frame.Kind.RATES));
    all.put("integral", Rates::integral);
    all.put(
        "cumsum",
        (evaluation, arguments) ->
            evaluation
                .of(arguments.number(1, 1).expression(0))
                .counted()
                .shaped(Rates::cumulated, evaluation.now()));
  }

  /// After the values are in buckets, and before series combine.
  private static Function ofChange(Shaping change) {
    return perSeries(new PerSeries(change, true));
  }

  private static Function perSeries(PerSeries change) {
    return (evaluation, arguments) -> {
      Expression changed = arguments.number(1, 1).expression(0);
      boolean isOneValue =
          evaluation.form() == Evaluation.Form.SCALAR
              && !(changed instanceof Expression.Metric || changed instanceof Expression.Reference);
      if (isOneValue) {
        throw arguments.wrong(
            "in a scalar query takes the name of a query, whose series it changes before they"
                + " become one value");
      }
      return evaluation.perSeries(changed, change);
    };
  }

  /// The change since the last value, in so many seconds; NaN for the change itself.
  private static Shaping changes(double perSeconds) {
    return (values, buckets) -> {
      double[] changes = empty(values.length);
      int last = -1;
      for (int i = 0; i < values.length; i++) {
        if (!Double.isNaN(values[i])) {
          if (last >= 0) {
            double change = values[i] - values[last];
            changes[i] =
                Double.isNaN(perSeconds)
                    ? change
                    : change / (buckets.start(i) - buckets.start(last)) * perSeconds;
          }
          last = i;
        }
      }
      return changes;
    };
  }

  /// The change where the value rose; a counter that starts anew has none.
  private static double[] rises(double[] values, Buckets buckets) {
    double[] changes = changes(Double.NaN).of(values, buckets);
    for (int i = 0; i < changes.length; i++) {
      changes[i] = changes[i] < 0 ? Double.NaN : changes[i];
    }
    return changes;
  }

  private static double[] throughput(double[] values, Buckets buckets) {
    double[] rates = values.clone();
    for (int i = 0; i < rates.length; i++) {
      rates[i] /= buckets.seconds(i);
    }
    return rates;
  }

  /// Of one value, which stands for the whole span, it is below all of that.
  private static Frame integral(Evaluation evaluation, Arguments arguments) {
    Frame frame = evaluation.of(arguments.number(1, 1).expression(0));
    boolean isOneValue = evaluation.form() == Evaluation.Form.SCALAR;
    return frame.shaped(
        (values, buckets) ->
            cumulated(
                isOneValue || frame.kind().isOfEvents()
                    ? belowAll(values, buckets)
                    : belowEach(values, buckets),
                buckets),
        evaluation.now());
  }

  /// What is below each value of a line from one second until another: from each to the next, and
  /// below the last one for its own bucket, since nobody knows for how long it held. A count or
  /// rate is of its own bucket alone, and of what came in it as much as was read.
  static double[] below(Frame frame, Line line, long from, long until) {
    Buckets buckets = frame.buckets();
    if (frame.kind().isOfEvents()) {
      return belowAll(line.copy(), buckets);
    }
    double[] areas = line.copy();
    long end = Long.MIN_VALUE;
    for (int i = areas.length - 1; i >= 0; i--) {
      if (!Double.isNaN(areas[i])) {
        long start = Math.max(buckets.start(i), from);
        areas[i] *= (end == Long.MIN_VALUE ? Math.min(buckets.end(i), until) : end) - start;
        end = start;
      }
    }
    return areas;
  }

  /// Each value times the seconds of its bucket.
  private static double[] belowAll(double[] values, Buckets buckets) {
    double[] areas = values.clone();
    for (int i = 0; i < areas.length; i++) {
      areas[i] *= buckets.seconds(i);
    }
    return areas;
  }

  /// Each value times the seconds since the one before it, however many buckets lie between; the
  /// first has none before it.
  private static double[] belowEach(double[] values, Buckets buckets) {
    double[] areas = empty(values.length);
    int last = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        areas[i] = last < 0 ? 0 : values[i] * (buckets.start(i) - buckets.start(last));
        last = i;
      }
    }
    return areas;
  }

  /// Where there is no value, none is added, and none is shown.
  private static double[] cumulated(double[] values, Buckets buckets) {
    double[] sums = empty(values.length);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        sum += values[i];
        sums[i] = sum;
      }
    }
    return sums;
  }

  /// Seconds between values, as one line: those of any series.
  private static Frame times(Evaluation evaluation, Arguments arguments) {
    return evaluation.lookingBack(arguments.number(1, 1).expression(0), Rates::times);
  }

  private static Frame times(Frame frame) {
    double[] times = empty(frame.buckets().size());
    int last = -1;
    for (int i = 0; i < times.length; i++) {
      int bucket = i;
      if (frame.lines().stream().anyMatch(line -> !Double.isNaN(line.value(bucket)))) {
        if (last >= 0) {
          times[i] = frame.buckets().start(i) - frame.buckets().start(last);
        }
        last = i;
      }
    }
    return Frame.of(frame.buckets(), List.of(new Line(new TreeMap<>(), times)));
  }

  static double[] empty(int length) {
    double[] empty = new double[length];
    Arrays.fill(empty, Double.NaN);
    return empty;
  }
}
