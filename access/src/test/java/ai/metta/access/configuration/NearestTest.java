// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("github", "skypilot", "wandb", "asana");

  @ParameterizedTest
  @CsvSource({"githup, github", "skypliot, skypilot", "wandb, wandb", "asna, asana"})
  void isTheWordWithTheFewestEdits(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"weather", "x", "''"})
  void isNoneWhereNoneIsNear(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
  }

  @Test
  void isTheFirstOfTheAlphabetWhereTwoAreAsNear() {
    assertThat(Nearest.to("car", List.of("cat", "bar"))).contains("bar");
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0"})
  void countsEdits(String one, String other, int edits) {
    assertThat(Nearest.edits(one, other)).isEqualTo(edits);
  }
}
