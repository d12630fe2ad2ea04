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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of a JSON document.
final class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7        | true  | false | false | false",
        "0.5      | true  | false | false | false",
        "\"7\"    | false | true  | false | false",
        "[7]      | false | false | true  | false",
        "{\"a\":7} | false | false | false | true",
        "true     | false | false | false | false",
        "null     | false | false | false | false",
      })
  void aValueSaysWhatItIs(
      String written, boolean number, boolean text, boolean list, boolean object) {
    Json json =
        new JsonReading("it", JsonLimits.STANDARD).text(written, parser -> Json.read("it", parser));

    assertThat(json.isNumber()).isEqualTo(number);
    assertThat(json.isText()).isEqualTo(text);
    assertThat(json.isList()).isEqualTo(list);
    assertThat(json.isObject()).isEqualTo(object);
  }

  /// Not in a JSON reading as such, which refuses it.
  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void aNumberThatIsNoneIsNothingWhereItStandsForAGap(String written) {
    Json json =
        new JsonReading("it", JsonLimits.STANDARD, Gaps.NAN)
            .text("{\"a\":" + written + ",\"b\":7}", parser -> Json.read("it", parser));

    assertThat(json.at("a").isNothing()).isTrue();
    assertThat(json.at("b").number()).contains(7.0);
  }

  @Test
  void aNumberThatIsNoneIsMalformedElsewhere() {
    JsonReading reading = new JsonReading("it", JsonLimits.STANDARD);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> reading.text("{\"a\": NaN}", parser -> Json.read("it", parser)))
        .withMessageContaining("no finite number at /a");
  }

  @Test
  void aNumberThatNoDoubleHoldsIsMalformedEverywhere() {
    JsonReading reading = new JsonReading("it", JsonLimits.STANDARD, Gaps.NAN);

    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> reading.text("{\"a\": 1e999}", parser -> Json.read("it", parser)))
        .withMessageContaining("no finite number");
  }
}
