// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Makes a page: the values of a day of some series of one metric, each series in one piece.
///
/// A page has, series after series: the number of the series, as what it is above the one before;
/// how many values it has; their seconds in the day, as the first and then runs of steps; their
/// spans, in runs; and the values. Where each is a whole number of the same power of ten, the
/// values are that power and each one's difference to the one before; else they are their bits.
/// Numbers are written seven bits at a time, low ones first, the eighth saying that more follow.
final class PageWriter {
  /// Series a page, so that few are found without reading many.
  static final int MOST_SERIES = 32;

  static final int AS_BITS = 255;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final double EXACT = 1L << 53;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final long midnight;
  private int first;
  private int last;
  private int count;
  private long newest = Long.MIN_VALUE;

  /// @param day since 1970, of UTC
  PageWriter(long day) {
    this.midnight = day * PageReader.DAY;
  }

  /// Adds a series.
  ///
  /// @param series above those that were added
  /// @param seconds inside the day, rising
  void add(int series, long[] seconds, double[] values, int[] spans) {
    whole(count == 0 ? series : series - last);
    first = count == 0 ? series : first;
    last = series;
    count++;
    newest = Math.max(newest, seconds[seconds.length - 1]);
    whole(seconds.length);
    whole(seconds[0] - midnight);
    long[] steps = new long[seconds.length - 1];
    Arrays.setAll(steps, i -> seconds[i + 1] - seconds[i]);
    runs(steps);
    runs(Arrays.stream(spans).asLongStream().toArray());
    int power = power(values);
    bytes.write(power);
    if (power == AS_BITS) {
      for (double value : values) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          bytes.write((int) (bits >>> shift));
        }
      }
    } else {
      long before = 0;
      for (double value : values) {
        long scaled = Math.round(value * POWERS[power]);
        signed(scaled - before);
        before = scaled;
      }
    }
  }

  private void runs(long[] numbers) {
    int from = 0;
    while (from < numbers.length) {
      int until = from + 1;
      while (until < numbers.length && numbers[until] == numbers[from]) {
        until++;
      }
      whole(numbers[from]);
      whole(until - from);
      from = until;
    }
  }

  /// The least power of ten by which all become whole, and come back to the last bit.
  private static int power(double[] values) {
    int power = 0;
    for (int i = 0; i < values.length; i++) {
      while (!isExact(values[i], power)) {
        if (++power == POWERS.length) {
          return AS_BITS;
        }
        i = 0;
      }
    }
    return power;
  }

  private static boolean isExact(double value, int power) {
    double scaled = value * POWERS[power];
    return Math.abs(scaled) < EXACT
        && Double.doubleToRawLongBits(unscaled(Math.round(scaled), power))
            == Double.doubleToRawLongBits(value);
  }

  static double unscaled(long scaled, int power) {
    return scaled / POWERS[power];
  }

  private void signed(long number) {
    whole((number << 1) ^ (number >> 63));
  }

  private void whole(long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /// How many series it has.
  int count() {
    return count;
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /// The second of the last value of any series.
  long newest() {
    return newest;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
