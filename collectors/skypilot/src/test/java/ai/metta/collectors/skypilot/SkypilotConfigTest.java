// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkypilotConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", "1000", "100000"})
  void aPageHoldsAtLeastOneJob(String size) {
    assertThat(SkypilotConfig.PAGE_SIZE.parse().apply(size)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.5", "1.5", "2.0", "100001", "1e300", "many"})
  void noOtherSizeIsTaken(String size) {
    assertThat(SkypilotConfig.PAGE_SIZE.parse().apply(size)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=-1", "a=1, b=-0.01", "a", "=1"})
  void noMachineCostsLessThanNothing(String prices) {
    assertThat(SkypilotConfig.PRICES.parse().apply(prices)).isEmpty();
    assertThat(SkypilotConfig.PRICES.parse().apply("a=0, b:spot=1.5")).isPresent();
  }
}
