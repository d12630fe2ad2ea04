// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Distribution;
import ai.metta.query.syntax.Aggregator.CountWhere;
import ai.metta.query.syntax.Aggregator.Plain;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes one number of several, those that are none left out.
final class Combining {
  private Combining() {}

  /// Several lines in one bucket; NaN where none has a value.
  static double of(Plain aggregator, List<double[]> lines, int bucket) {
    double sum = 0;
    double squares = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int count = 0;
    for (double[] line : lines) {
      double value = line[bucket];
      if (!Double.isNaN(value)) {
        sum += value;
        squares += value * value;
        least = Math.min(least, value);
        most = Math.max(most, value);
        count++;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double mean = sum / count;
    return switch (aggregator) {
      case AVG -> mean;
      case SUM -> sum;
      case MIN -> least;
      case MAX -> most;
      case COUNT -> count;
      case STDDEV -> Math.sqrt(Math.max(0, squares / count - mean * mean));
    };
  }

  /// How many of a distribution's values lie on one side of a bound, within the sketch's error.
  static double where(CountWhere counting, Distribution sketch) {
    double below = sketch.count() * shareBelow(sketch, counting.bound());
    return switch (counting.comparison()) {
      case BELOW, AT_MOST -> below;
      case ABOVE, AT_LEAST -> sketch.count() - below;
    };
  }

  private static double shareBelow(Distribution sketch, double bound) {
    if (bound < sketch.min()) {
      return 0;
    }
    if (bound >= sketch.max()) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int step = 0; step < 40; step++) {
      double middle = (low + high) / 2;
      if (sketch.quantile(middle) <= bound) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// A line's values as one number, by the word for it in a widget; empty for a word that is none.
  /// NaN where the line has no value.
  static Optional<Double> reduced(String word, double[] line) {
    double[] values = Arrays.stream(line).filter(value -> !Double.isNaN(value)).toArray();
    double sum = Arrays.stream(values).sum();
    double squares = Arrays.stream(values).map(value -> value * value).sum();
    Optional<Double> none = Optional.of(Double.NaN);
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "avg", "mean" -> values.length == 0 ? none : Optional.of(sum / values.length);
      case "sum" -> values.length == 0 ? none : Optional.of(sum);
      case "min" -> Optional.of(Arrays.stream(values).min().orElse(Double.NaN));
      case "max" -> Optional.of(Arrays.stream(values).max().orElse(Double.NaN));
      case "last" -> values.length == 0 ? none : Optional.of(values[values.length - 1]);
      case "l2norm", "norm" -> values.length == 0 ? none : Optional.of(Math.sqrt(squares));
      default -> Optional.empty();
    };
  }
}
