// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTest {
  private static final long DAY = 20_454;

  @ParameterizedTest
  @ValueSource(strings = {"whole", "decimal", "any", "large", "mixed"})
  void whatIsWrittenIsReadToTheLastBit(String kind) {
    Random random = new Random(5);
    DoubleSupplier values =
        switch (kind) {
          case "whole" -> () -> random.nextInt(-1000, 100_000);
          case "decimal" -> () -> random.nextInt(-100_000, 100_000) / 1000.0;
          case "any" -> () -> Double.longBitsToDouble(random.nextLong());
          case "large" -> () -> (random.nextLong(1L << 55) - (1L << 54)) * 1.0;
          default -> () -> random.nextInt(10) == 0 ? random.nextGaussian() : random.nextInt(9);
        };
    PageWriter writer = new PageWriter(DAY);
    int[] series = {0, 1, 127, 128, 5_000_000};
    long[][] seconds = new long[series.length][];
    double[][] all = new double[series.length][];
    int[][] spans = new int[series.length][];
    for (int i = 0; i < series.length; i++) {
      TreeSet<Long> own = new TreeSet<>();
      for (int count = 1 + random.nextInt(300); count > 0; count--) {
        own.add(DAY * 86_400 + (i % 2 == 0 ? random.nextInt(86_400) : count * 60));
      }
      seconds[i] = own.stream().mapToLong(Long::longValue).toArray();
      all[i] = DoubleStream.generate(values).limit(own.size()).toArray();
      spans[i] = random.ints(own.size(), 0, 3).map(span -> span * 1000).toArray();
      writer.add(series[i], seconds[i], all[i], spans[i]);
    }
    assertThat(writer.first()).isZero();
    assertThat(writer.last()).isEqualTo(5_000_000);
    assertThat(writer.count()).isEqualTo(series.length);
    assertThat(writer.newest())
        .isEqualTo(Arrays.stream(seconds).flatMapToLong(Arrays::stream).max().orElseThrow());
    PageReader reader = new PageReader();
    for (int again = 0; again < 2; again++) {
      reader.open(writer.bytes(), DAY);
      for (int i = 0; i < series.length; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.series()).isEqualTo(series[i]);
        assertThat(reader.count()).isEqualTo(seconds[i].length);
        for (int j = 0; j < reader.count(); j++) {
          assertThat(reader.second(j)).isEqualTo(seconds[i][j]);
          assertThat(Double.doubleToRawLongBits(reader.value(j)))
              .isEqualTo(Double.doubleToRawLongBits(all[i][j]));
          assertThat(reader.span(j)).isEqualTo(spans[i][j]);
        }
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void zeroBelowZeroStaysBelow() {
    PageWriter writer = new PageWriter(DAY);
    writer.add(3, new long[] {DAY * 86_400, DAY * 86_400 + 1}, new double[] {1, -0.0}, new int[2]);
    PageReader reader = new PageReader();
    reader.open(writer.bytes(), DAY);
    assertThat(reader.next()).isTrue();
    assertThat(1 / reader.value(1)).isNegative();
  }

  @Test
  void aDayOfARegularSeriesTakesLittleMoreThanItsValues() {
    long[] seconds = new long[96];
    Arrays.setAll(seconds, i -> DAY * 86_400 + i * 900L);
    double[] values = new double[96];
    Arrays.setAll(values, i -> 100 + i % 50);
    PageWriter writer = new PageWriter(DAY);
    writer.add(7, seconds, values, new int[96]);
    assertThat(writer.bytes()).hasSizeLessThan(96 + 16);
  }
}
