// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.PastAgreement;
import ai.metta.collect.Steps;
import ai.metta.collect.Trial;
import ai.metta.sandbox.asana.AsanaServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A past that is read at once is the one that would be read instant by instant.
final class BackfillTest {
  @ParameterizedTest
  @ValueSource(longs = {3, 20260318})
  void eachStepIsWhatARunOfThatInstantSays(long seed) {
    Duration six = Duration.ofHours(6);
    Steps steps =
        Steps.between(Workspace.NOW.minus(Duration.ofDays(40)), Workspace.NOW, six).orElseThrow();
    try (AsanaServer server = Workspace.served(seed)) {
      Trial trial = Workspace.collecting(server);
      long compared =
          new PastAgreement(trial.collector(), trial.conditions(), trial.plan())
              .at(
                  steps,
                  steps.first(),
                  steps.first().plus(six),
                  steps.last().minus(Duration.ofDays(12)),
                  steps.last());
      assertThat(compared).isGreaterThan(30);
    }
  }
}
