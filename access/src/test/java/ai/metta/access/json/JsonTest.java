// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.JsonReading.Gaps;
import ai.metta.metric.FailureException;
import org.junit.jupiter.api.Test;

final class JsonTest {
  private static Json read(Gaps gaps, String text) {
    return new JsonReading("it", JsonLimits.STANDARD)
        .with(gaps)
        .text(text, parser -> Json.read("it", parser));
  }

  @Test
  void aNumberThatIsNoneIsNothingWhereTheReadingLetsItPass() {
    Json json = read(Gaps.NAN, "{\"a\": NaN, \"b\": -Infinity, \"c\": 1.5}");
    assertThat(json.at("a").number()).isEmpty();
    assertThat(json.at("b").number()).isEmpty();
    assertThat(json.at("c").number()).contains(1.5);
    assertThat(json.members()).containsOnlyKeys("c");
  }

  @Test
  void aNumberThatIsNoneIsMalformedElsewhere() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(Gaps.NULL, "{\"a\": NaN}"))
        .withMessageContaining("no finite number at /a");
  }

  @Test
  void aNumberThatNoDoubleHoldsIsMalformedEverywhere() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> read(Gaps.NAN, "{\"a\": 1e999}"))
        .withMessageContaining("no finite number");
  }
}
