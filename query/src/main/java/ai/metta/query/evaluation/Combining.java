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

  /// Several lines as one of so many buckets, NaN where none has a value: line after line, as they
  /// lie in memory.
  static double[] of(Plain aggregator, List<double[]> lines, int buckets) {
    double[] sums = new double[buckets];
    double[] least = new double[buckets];
    double[] most = new double[buckets];
    int[] counts = new int[buckets];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (double[] line : lines) {
      for (int i = 0; i < buckets; i++) {
        double value = line[i];
        if (!Double.isNaN(value)) {
          sums[i] += value;
          least[i] = Math.min(least[i], value);
          most[i] = Math.max(most[i], value);
          counts[i]++;
        }
      }
    }
    double[] combined = new double[buckets];
    for (int i = 0; i < buckets; i++) {
      combined[i] =
          counts[i] == 0
              ? Double.NaN
              : switch (aggregator) {
                case AVG -> sums[i] / counts[i];
                case SUM -> sums[i];
                case MIN -> least[i];
                case MAX -> most[i];
                case COUNT -> counts[i];
                case STDDEV -> deviation(lines, i, sums[i] / counts[i]);
              };
    }
    return combined;
  }

  /// The standard deviation of all values there are: of their distances from the mean, since of
  /// large values' squares the difference is lost.
  private static double deviation(List<double[]> lines, int bucket, double mean) {
    return Math.sqrt(
        lines.stream()
            .mapToDouble(line -> line[bucket] - mean)
            .filter(distance -> !Double.isNaN(distance))
            .map(distance -> distance * distance)
            .average()
            .orElse(Double.NaN));
  }

  /// How many of a distribution's values lie on one side of a bound, within the sketch's error.
  static double where(CountWhere counting, Distribution sketch) {
    double bound = counting.bound();
    return switch (counting.comparison()) {
      case BELOW -> sketch.below(bound);
      case AT_MOST -> sketch.atMost(bound);
      case ABOVE -> sketch.count() - sketch.atMost(bound);
      case AT_LEAST -> sketch.count() - sketch.below(bound);
    };
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
