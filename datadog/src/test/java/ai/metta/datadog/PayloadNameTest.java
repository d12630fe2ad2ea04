// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadNameTest {
  @Test
  void aNameIsReadBackAndTellsItsBytesFromOthers() {
    Payload payload = EventEncoder.encode(Given.event("1", Given.NOW));
    PayloadName name = PayloadName.of(payload);

    assertThat(name.fileName()).matches("01772366400-01772366400-event-1-[0-9a-f]{16}\\.json");
    assertThat(PayloadName.parse(name.fileName())).contains(name);
    assertThat(name.isOf(payload.bytes())).isTrue();
    assertThat(name.isOf(new byte[] {1})).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "01772366400-01772366400-event-1-0123456789abcdef.json.gz",
        "01772366400-01772366400-series-1-0123456789abcdef.json",
        "01772366400-01772366400-series-01-0123456789abcdef.json.gz",
        "1772366400-1772366400-series-1-0123456789abcdef.json.gz",
        "01772366400-01772366400-series-1-0123456789ABCDEF.json.gz"
      })
  void otherNamesAreNoPayloads(String name) {
    assertThat(PayloadName.parse(name)).isEmpty();
  }
}
