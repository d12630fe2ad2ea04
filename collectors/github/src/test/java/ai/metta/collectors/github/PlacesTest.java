// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever is slow leaves places to others.
final class PlacesTest {
  @ParameterizedTest
  @CsvSource({"1, 8, 4", "2, 4, 2", "3, 3, 2", "4, 3, 2", "100, 3, 2"})
  void oneOfSeveralHasAPart(int repositories, int ofRepository, int ofTopic) {
    assertThat(Places.among(repositories)).isEqualTo(new Places(ofRepository, ofTopic));
  }
}
