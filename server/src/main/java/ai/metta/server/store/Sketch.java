// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.Distribution;
import com.datadoghq.sketch.ddsketch.DDSketchWithExactSummaryStatistics;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.IntPredicate;

/// A distribution as Datadog keeps it: quantiles within one per cent of the value; count, sum and
/// extremes exactly.
record Sketch(DDSketchWithExactSummaryStatistics inner) implements Distribution {
  private static final double RELATIVE_ACCURACY = 0.01;
  private static final long ZERO = 0;

  static Sketch of(double[] values) {
    var inner =
        new DDSketchWithExactSummaryStatistics(() -> DDSketches.unboundedDense(RELATIVE_ACCURACY));
    for (double value : values) {
      inner.accept(value);
    }
    return new Sketch(inner);
  }

  /// @throws UncheckedIOException where the bytes are none of a sketch
  static Sketch of(byte[] bytes) {
    try {
      return new Sketch(
          DDSketchWithExactSummaryStatistics.decode(
              ByteArrayInput.wrap(bytes), UnboundedSizeDenseStore::new));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  byte[] bytes() {
    GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      inner.encode(output, false);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return output.trimmedCopy();
  }

  @Override
  public double count() {
    return inner.getCount();
  }

  @Override
  public double sum() {
    return inner.getSum();
  }

  @Override
  public double min() {
    return inner.getMinValue();
  }

  @Override
  public double max() {
    return inner.getMaxValue();
  }

  @Override
  public double quantile(double quantile) {
    return Math.clamp(inner.getValueAtQuantile(quantile), min(), max());
  }

  @Override
  public double below(double bound) {
    return bound <= min() ? 0 : bound > max() ? count() : upTo(bin(bound) - 1);
  }

  @Override
  public double atMost(double bound) {
    return bound < min() ? 0 : bound >= max() ? count() : upTo(bin(bound));
  }

  /// Where a value lies among all bins from the lowest negative to the highest positive one.
  private long bin(double value) {
    IndexMapping mapping = inner.getIndexMapping();
    double size = Math.min(Math.abs(value), mapping.maxIndexableValue());
    if (size <= mapping.minIndexableValue()) {
      return ZERO;
    }
    return value > 0 ? positiveBin(mapping.index(size)) : -positiveBin(mapping.index(size));
  }

  private static long positiveBin(int index) {
    return index - (long) Integer.MIN_VALUE + 1;
  }

  /// How many values lie in a bin and those before it.
  private double upTo(long last) {
    Store positive = inner.getPositiveValueStore();
    Store negative = inner.getNegativeValueStore();
    double zeros = count() - positive.getTotalCount() - negative.getTotalCount();
    return (last >= ZERO ? zeros : 0)
        + counted(positive, index -> positiveBin(index) <= last)
        + counted(negative, index -> -positiveBin(index) <= last);
  }

  private static double counted(Store store, IntPredicate wanted) {
    return store
        .getStream()
        .filter(bin -> wanted.test(bin.getIndex()))
        .mapToDouble(Bin::getCount)
        .sum();
  }

  @Override
  public Distribution and(Distribution other) {
    DDSketchWithExactSummaryStatistics merged = inner.copy();
    merged.mergeWith(((Sketch) other).inner);
    return new Sketch(merged);
  }
}
