// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PaceTest {
  private Instant now = Instant.parse("2026-03-18T12:00:00Z");

  @Test
  void noMinuteHasMoreRequestsThanItMay() {
    Pace pace = new Pace(() -> now, 3);
    List<Instant> sent = new ArrayList<>();
    for (int request = 0; request < 20; request++) {
      sent.add(now.plus(pace.next()));
      now = now.plusSeconds(7);
    }
    for (int index = 3; index < sent.size(); index++) {
      assertThat(Duration.between(sent.get(index - 3), sent.get(index)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void whoeverAsksSeldomNeverWaits() {
    Pace pace = new Pace(() -> now, 3);
    for (int request = 0; request < 10; request++) {
      assertThat(pace.next()).isZero();
      now = now.plusSeconds(20);
    }
  }
}
