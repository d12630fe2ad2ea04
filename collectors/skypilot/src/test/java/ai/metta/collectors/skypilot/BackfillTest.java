// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Backfill;
import ai.metta.collect.PastAgreement;
import ai.metta.collect.Steps;
import ai.metta.collect.Trial;
import ai.metta.metric.Outcome;
import ai.metta.metric.Window;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A past that is read at once is the one that would be read instant by instant.
final class BackfillTest {
  private static final Instant NOW = Instant.parse("2026-06-01T13:00:00Z");
  private static final Duration STEP = Duration.ofHours(6);

  private static PastAgreement agreement(SkypilotServer server) {
    Trial trial =
        Trial.of(new SkypilotCollector(), NOW)
            .with("skypilot.endpoint", server.endpoint().toString());
    return new PastAgreement(trial.collector(), trial.conditions(), trial.plan());
  }

  private static Steps days(int days) {
    return Steps.between(NOW.minus(Duration.ofDays(days)), NOW, STEP).orElseThrow();
  }

  @Test
  void eachStepIsWhatARunOfThatInstantSays() {
    try (SkypilotServer server =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 600), InstantSource.fixed(NOW)))) {
      Steps steps = days(30);
      long compared =
          agreement(server)
              .at(
                  steps,
                  steps.first(),
                  steps.first().plus(STEP.multipliedBy(5)),
                  steps.last().minus(Duration.ofDays(11)),
                  steps.last());
      assertThat(compared).isGreaterThan(80);
    }
  }

  /// The report is asked for as far back as the earliest step looks.
  @Test
  void costsAreKnownOfTheEarliestStep() {
    try (SkypilotServer server =
        SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 600), InstantSource.fixed(NOW)))) {
      Map<Instant, Backfill.Part> filled = agreement(server).filled(days(60));
      assertThat(filled).hasSize(60 * 4);
      assertThat(filled.values())
          .allSatisfy(part ->
              assertThat(part.outcomes())
                  .filteredOn(one -> one.metric().equals("skypilot.compute.cost_7d"))
                  .allMatch(one -> one.hasValue()));
    }
  }

  /// Of the present it is counted; of the past nobody knows whether it was there.
  @Test
  void aClusterWithoutTimesIsInNoCountOfThePast() {
    CostReport report =
        new CostReport(
            List.of(new CostReport.Row("old", 1000, 5, List.of())),
            Window.ending(NOW, Duration.ofDays(30)));
    assertThat(CostMetrics.unpriced(report, NOW.minusSeconds(60))).isEqualTo(Outcome.count(1));
    assertThat(CostMetrics.unpriced(report, NOW.minus(STEP)))
        .isInstanceOf(Outcome.Unsupported.class);
  }
}
