// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SummaryTest {
  /// Worked by hand for 10, 20, 40, 80: rank = share × 3.
  @ParameterizedTest
  @CsvSource({"0,10", "0.5,30", "0.9,68", "0.99,78.8", "1,80"})
  void percentilesInterpolateBetweenClosestRanks(double share, double expected) {
    Summary summary = Summary.of(DoubleStream.of(80, 10, 40, 20)).orElseThrow();
    assertThat(summary.percentile(share)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void oneValueIsItsOwnPercentile() {
    Summary one = Summary.of(DoubleStream.of(7)).orElseThrow();
    assertThat(one.percentile(0.9)).isEqualTo(7);
    assertThat(one.mean()).isEqualTo(7);
  }

  @Test
  void ofNothingThereIsNoSummary() {
    assertThat(Summary.of(DoubleStream.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareOutsideZeroToOneIsRefused(double share) {
    Summary one = Summary.of(DoubleStream.of(7)).orElseThrow();
    assertThatThrownBy(() -> one.percentile(share)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void percentilesRiseWithTheShareAndStayBetweenTheExtremes(long seed) {
    Random random = new Random(seed);
    Summary summary = Summary.of(random.doubles(1 + random.nextInt(50), -1000, 1000)).orElseThrow();
    double before = summary.minimum();
    for (int step = 0; step <= 100; step++) {
      double now = summary.percentile(step / 100.0);
      assertThat(now).as("seed %d, p%d", seed, step).isBetween(before, summary.maximum());
      before = now;
    }
  }
}
