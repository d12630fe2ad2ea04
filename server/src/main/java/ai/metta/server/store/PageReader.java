// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.time.Duration;
import java.util.Arrays;

/// Reads the series of pages, as `PageWriter` makes them, one after another.
final class PageReader {
  static final long DAY = Duration.ofDays(1).toSeconds();

  private byte[] page = {};
  private int at;
  private long midnight;
  private int series;
  private int count;
  private long[] seconds = new long[128];
  private int[] spans = new int[128];
  private double[] values = new double[128];

  /// Begins a page.
  ///
  /// @param day that it is of
  void open(byte[] bytes, long day) {
    page = bytes;
    at = 0;
    midnight = day * DAY;
    series = 0;
  }

  /// Goes to the next series.
  ///
  /// @return whether there is one
  boolean next() {
    if (at == page.length) {
      return false;
    }
    series += (int) whole();
    count = (int) whole();
    if (count > seconds.length) {
      seconds = new long[count];
      spans = new int[count];
      values = new double[count];
    }
    readSeconds();
    readSpans();
    readValues();
    return true;
  }

  int series() {
    return series;
  }

  /// How many values it has.
  int count() {
    return count;
  }

  /// Rising.
  long second(int number) {
    return seconds[number];
  }

  double value(int number) {
    return values[number];
  }

  /// Seconds; 0 where nobody said.
  int span(int number) {
    return spans[number];
  }

  private void readSeconds() {
    long second = midnight + whole();
    seconds[0] = second;
    int done = 1;
    while (done < count) {
      long step = whole();
      for (int run = (int) whole(); run > 0; run--) {
        second += step;
        seconds[done++] = second;
      }
    }
  }

  private void readSpans() {
    int done = 0;
    while (done < count) {
      int span = (int) whole();
      int run = (int) whole();
      Arrays.fill(spans, done, done + run, span);
      done += run;
    }
  }

  private void readValues() {
    int power = page[at++] & 0xFF;
    long scaled = 0;
    for (int i = 0; i < count; i++) {
      if (power == PageWriter.AS_BITS) {
        values[i] = Double.longBitsToDouble(bits());
      } else {
        scaled += signed();
        values[i] = PageWriter.unscaled(scaled, power);
      }
    }
  }

  private long bits() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (page[at++] & 0xFFL) << shift;
    }
    return bits;
  }

  private long signed() {
    long number = whole();
    return (number >>> 1) ^ -(number & 1);
  }

  private long whole() {
    long number = 0;
    int shift = 0;
    while (page[at] < 0) {
      number |= (page[at++] & 0x7FL) << shift;
      shift += 7;
    }
    return number | ((long) page[at++] << shift);
  }
}
