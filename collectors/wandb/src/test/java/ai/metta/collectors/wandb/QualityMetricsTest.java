// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What was learnt, counted by hand.
final class QualityMetricsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-9);

  private static RunRow finished(String id, int hoursAgo, String summary) {
    return RunRow.called(id, "finished").seen(Duration.ofHours(hoursAgo)).summing(summary);
  }

  @Test
  void anAccuracyIsAFractionAndWhatIsOutsideIsRejectedAndCounted() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                finished("a", 1, "{\"accuracy\":0.5}"),
                finished("b", 2, "{\"eval/accuracy\":1}"),
                finished("c", 3, "{\"val_accuracy\":0.0}"),
                finished("d", 4, "{\"accuracy\":87.5}"),
                finished("e", 5, "{\"accuracy\":-0.1}"),
                finished("f", 7 * 24, "{\"accuracy\":0.9}"),
                RunRow.called("g", "failed")
                    .seen(Duration.ofHours(1))
                    .summing("{\"accuracy\":0.99}")));

    assertThat(reported.value("wandb.metrics.best_accuracy")).isEqualTo(1);
    assertThat(reported.value("wandb.metrics.avg_accuracy_7d")).isCloseTo(0.5, CLOSE);
    assertThat(reported.value("wandb.metrics.accuracy_rejected_7d")).isEqualTo(2);
  }

  /// 1 % and 100 % look alike: the unit is configured, not guessed.
  @Test
  void percentAreSaidToBe() {
    Reported reported =
        ByHand.reported(
            server ->
                server.ended(
                    finished("a", 1, "{\"accuracy\":1}"), finished("b", 1, "{\"accuracy\":45}")),
            collecting -> collecting.with("wandb.accuracy_unit", "percent"));

    assertThat(reported.value("wandb.metrics.best_accuracy")).isCloseTo(0.45, CLOSE);
    assertThat(reported.value("wandb.metrics.avg_accuracy_7d")).isCloseTo(0.23, CLOSE);
    assertThat(reported.value("wandb.metrics.accuracy_rejected_7d")).isZero();
  }

  @Test
  void withoutAnyThereIsNoAccuracyAndNotZero() {
    Reported reported =
        ByHand.reported(server -> server.ended(finished("a", 1, "{\"accuracy\":5}")));

    assertThat(reported.reasons("wandb.metrics.best_accuracy"))
        .containsExactly("no run that finished in the last 7 days reports an accuracy from 0 to 1");
  }

  /// Not of the last in the list, which is in another order.
  @Test
  void theLatestLossIsOfTheRunThatEndedLast() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                finished("a", 3, "{\"loss\":3}"),
                finished("b", 1, "{\"losses/total\":1,\"loss\":9}"),
                finished("c", 2, "{\"loss\":2}"),
                finished("d", 0, "{}")));

    assertThat(reported.value("wandb.metrics.latest_loss")).isEqualTo(1);
  }
}
