// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// How the series of one metric combine over their tags. Generated queries and figures of merit go
/// by nothing else.
public enum Across {
  SUM,
  MAX,
  MIN,
  MEAN,
  /// Combining says nothing (a mean of percentiles, people counted in two places): a reader must
  /// group by the tags.
  NEVER;

  /// The one number, where there is one: empty for no values, and for more than one value under
  /// [#NEVER].
  public OptionalDouble combine(List<Double> values) {
    DoubleStream all = values.stream().mapToDouble(Double::doubleValue);
    return switch (this) {
      case SUM -> values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.sum());
      case MAX -> all.max();
      case MIN -> all.min();
      case MEAN -> all.average();
      case NEVER ->
          values.size() == 1 ? OptionalDouble.of(values.getFirst()) : OptionalDouble.empty();
    };
  }
}
