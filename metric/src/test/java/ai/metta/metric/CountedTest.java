// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountedTest {
  @ParameterizedTest
  @CsvSource({
    "0, point, 0 points",
    "1, point, 1 point",
    "2, damaged file, 2 damaged files",
    "21, event, 21 events"
  })
  void onlyOneIsSingular(long number, String noun, String text) {
    assertThat(Counted.of(number, noun)).isEqualTo(text);
  }
}
