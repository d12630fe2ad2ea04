// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventTest {
  private static Event event(String identity, String title) {
    return new Event(
        "job_ended", identity, title, "", Event.Level.INFO, Tags.none(), Instant.EPOCH);
  }

  @Test
  void kindAndIdentityTellARepetition() {
    assertThat(event("17", "over").aggregationKey()).isEqualTo("job_ended:17");
    String longest = "x".repeat(90);
    assertThat(event(longest, "over").aggregationKey()).isEqualTo("job_ended:" + longest);
  }

  @Test
  void keysThatDifferAtTheEndOnlyStayDifferentWhenCut() {
    String beginning = "x".repeat(95);
    String one = event(beginning + "one", "over").aggregationKey();
    assertThat(one).hasSize(100).isNotEqualTo(event(beginning + "two", "over").aggregationKey());
  }

  @Test
  void aKeyIsNeverCutInsideASurrogatePair() {
    String letter = "\uD801\uDC00";
    for (String identity : new String[] {letter.repeat(50), "x" + letter.repeat(50)}) {
      String key = event(identity, "over").aggregationKey();
      assertThat(key).hasSizeLessThanOrEqualTo(100);
      assertThat(key.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
  }

  @Test
  void anEventHasATitle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> event("17", " "))
        .withMessage("event job_ended:17 has no title");
  }
}
