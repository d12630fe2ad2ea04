// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One answer that does not come leaves the others their turn.
final class PatienceTest {
  @ParameterizedTest
  @CsvSource({
    "PT5M, PT30S",
    "PT2M, PT30S",
    "PT1M, PT15S",
    "PT20S, PT5S",
    "PT3S, PT1S",
    "PT0S, PT1S"
  })
  void anAnswerIsWaitedForAQuarterOfTheRun(Duration run, Duration most) {
    assertThat(GithubDoor.patience(run)).isEqualTo(most);
  }
}
