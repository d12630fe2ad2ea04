// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Distribution;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `count(v: v < 5)` asks of a sketch. What is right is counted over the values themselves.
final class SketchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 100                                   | 50   | 1  | 1
          1 50 100                                | 60   | 2  | 2
          1 2 3 4 10 10 10 10 10 10 10 10 10 10 100 1000 | 10 | 4 | 14
          1 2 3 4 10 10 10 10 10 10 10 10 10 10 100 1000 | 3  | 2 | 3
          7                                       | 7    | 0  | 1
          7                                       | 6.99 | 0  | 0
          7                                       | 7.01 | 1  | 1
          -5 -1 0 0 1 5                           | 0    | 2  | 4
          -5 -1 0 0 1 5                           | -1   | 1  | 2
          -5 -1 0 0 1 5                           | -3   | 1  | 1
          -5 -1 0 0 1 5                           | 1    | 4  | 5
          -5 -1 0 0 1 5                           | 3    | 5  | 5
          0.001 0.5 1e9                           | 0.01 | 1  | 1
          1 2                                     | 1e308 | 2 | 2
          1 2                                     | -1e308 | 0 | 0
          """)
  void valuesAreCountedOnOneSideOfABound(String values, double bound, double below, double atMost) {
    Distribution kept = kept(Arrays.stream(values.split(" ")).mapToDouble(Double::valueOf));
    assertThat(kept.below(bound)).as("below").isEqualTo(below);
    assertThat(kept.atMost(bound)).as("at most").isEqualTo(atMost);
  }

  /// A value a good two per cent from the bound is told from it: bins are as wide as that.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noneIsMiscountedButThoseNearTheBound(long seed) {
    Random random = new Random(seed);
    double[] values =
        DoubleStream.generate(() -> Math.exp(random.nextGaussian() * 4) * (random.nextInt(3) - 1))
            .limit(1000)
            .toArray();
    Distribution kept = kept(Arrays.stream(values));
    for (double bound : DoubleStream.of(values).limit(100).toArray()) {
      double near = Math.abs(bound) * 0.021;
      double least = Arrays.stream(values).filter(value -> value < bound - near).count();
      double most = Arrays.stream(values).filter(value -> value <= bound + near).count();
      assertThat(kept.below(bound)).as("seed %d, below %s", seed, bound).isBetween(least, most);
      assertThat(kept.atMost(bound))
          .as("seed %d, at most %s", seed, bound)
          .isBetween(kept.below(bound) + 1, most);
    }
  }

  /// Source: the definition of DDSketch, whose lower quantile is the value at the rank q(n − 1),
  /// rounded down.
  @Test
  void aQuantileIsTheValueAtItsRank() {
    Distribution kept = kept(DoubleStream.of(10, 20, 30, 40, 50, 60));
    assertThat(kept.quantile(0.5)).isCloseTo(30, within(0.3));
    assertThat(kept.quantile(0.9)).isCloseTo(50, within(0.5));
  }

  /// As it comes back from the disk, of two halves.
  private static Distribution kept(DoubleStream values) {
    double[] all = values.toArray();
    int middle = all.length / 2;
    Sketch first = Sketch.of(Arrays.copyOfRange(all, 0, middle));
    Sketch second = Sketch.of(Arrays.copyOfRange(all, middle, all.length));
    return middle == 0
        ? Sketch.of(second.bytes())
        : Sketch.of(first.bytes()).and(Sketch.of(second.bytes()));
  }
}
