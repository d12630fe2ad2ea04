// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What can be told of an instant that has passed.
final class PastTest {
  private static final Duration BACK = Duration.ofHours(6);

  @Test
  void runsCountAsTheyWereThen() {
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .ended(
                RunRow.called("before", "finished")
                    .created(Duration.ofHours(20))
                    .seen(Duration.ofHours(8))
                    .computed(Duration.ofHours(12))
                    .on(1, "L4"),
                RunRow.called("since", "finished")
                    .created(Duration.ofHours(10))
                    .seen(Duration.ofHours(2))
                    .computed(Duration.ofHours(8))
                    .on(1, "L4"),
                RunRow.called("created-since", "failed")
                    .created(Duration.ofHours(5))
                    .seen(Duration.ofHours(1))
                    .computed(Duration.ofHours(4))
                    .on(1, "L4"))) {
      Reported reported =
          Collecting.at(RunRow.NOW.minus(BACK))
              .later(BACK)
              .from(server.endpoint())
              .of("arena")
              .run();

      assertThat(reported.value("wandb.runs.completed_24h", "run_type:other")).isEqualTo(1);
      assertThat(reported.value("wandb.training.success_rate_pct")).isEqualTo(100);
      assertThat(reported.value("wandb.compute.total_gpu_hours_7d", "run_type:other"))
          .isCloseTo(12 + 4, Offset.offset(1e-9));
      assertThat(reported.reasons("wandb.runs.active"))
          .singleElement()
          .asString()
          .contains("the service shows only the present");
      assertThat(server.asked("EndedRuns"))
          .singleElement()
          .matches(asked -> asked.says("2026-05-27T06:00:00Z"))
          .matches(asked -> asked.says("{\\\"$lt\\\":\\\"2026-06-03T06:00:01Z"));
    }
  }
}
