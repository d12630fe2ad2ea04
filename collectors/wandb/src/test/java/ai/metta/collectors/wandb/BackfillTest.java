// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.PastAgreement;
import ai.metta.collect.Steps;
import ai.metta.sandbox.wandb.WandbServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A past that is read at once is the one that would be read instant by instant.
final class BackfillTest {
  @ParameterizedTest
  @CsvSource({"7, 50", "7, 3", "20260603, 50"})
  void eachStepIsWhatARunOfThatInstantSays(long seed, String pageSize) {
    Duration step = Duration.ofHours(6);
    Steps steps =
        Steps.between(Sandbox.NOW.minus(Duration.ofDays(30)), Sandbox.NOW, step).orElseThrow();
    try (WandbServer server = Sandbox.served(seed)) {
      Collecting collecting = Sandbox.from(server).with("wandb.page_size", pageSize);
      long compared =
          new PastAgreement(new WandbCollector(), collecting.conditions(), collecting.plan())
              .at(
                  steps,
                  steps.first(),
                  steps.first().plus(step.multipliedBy(5)),
                  steps.last().minus(Duration.ofDays(12)),
                  steps.last().minus(step),
                  steps.last());
      assertThat(compared).isGreaterThan(200);
    }
  }
}
