// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StepProgressTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final StepProgress progress = new StepProgress(List.of("github", "wandb"), now::get);

  @Test
  void firstItSaysHowLongServicesHaveBeenRead() {
    assertThat(progress.line(Duration.ofSeconds(75))).isEqualTo("github, wandb: fetching … 1m15s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | 10 | [························] 0/720 steps 0%",
        "180 | 10 | [######··················] 180/720 steps 25%, 30s left",
        "719 | 90 | [#######################·] 719/720 steps 99%, 0s left",
        "720 | 90 | [########################] 720/720 steps 100%",
      })
  void thenHowFarItHasCome(int done, long seconds, String bar) {
    progress.begin(720);
    now.set(Instant.EPOCH.plusSeconds(seconds));
    IntStream.range(0, done).forEach(_ -> progress.done());
    assertThat(progress.line(Duration.ofSeconds(100))).isEqualTo("github, wandb: " + bar);
  }
}
