// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever is slow leaves places to others.
final class PlacesTest {
  @ParameterizedTest
  @CsvSource({"1, 8, 4", "2, 4, 2", "3, 3, 2", "4, 2, 1", "5, 2, 1", "100, 2, 1"})
  void oneOfSeveralHasAPart(int repositories, int ofRepository, int ofTopic) {
    assertThat(Places.among(repositories)).isEqualTo(new Places(ofRepository, ofTopic));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 10, 100})
  void threeSlowOnesOfSeveralLeaveAnotherAllThatItMayHave(int repositories) {
    int each = Places.among(repositories).ofRepository();
    assertThat(Places.ALL - 3 * each).isGreaterThanOrEqualTo(each);
  }
}
