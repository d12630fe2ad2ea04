// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WhenTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-02,2026-01-02T00:00:00Z,2026-01-02T23:59:59Z",
    "2026-01-02..2026-01-03,2026-01-02T00:00:00Z,2026-01-03T23:59:59Z",
    "2026-01-02T03:04:05Z,2026-01-02T03:04:05Z,2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05+01:00..2026-01-03,2026-01-02T02:04:05Z,2026-01-03T23:59:59Z"
  })
  void spansAreRead(String text, Instant from, Instant until) {
    assertThat(When.read(text)).hasValue(new When(from, until));
  }

  @ParameterizedTest
  @CsvSource({
    ">=2026-01-02,2026-01-01T23:59:59Z,2026-01-02T00:00:00Z",
    ">2026-01-02,2026-01-02T23:59:59Z,2026-01-03T00:00:00Z",
    "2026-01-02..*,2026-01-01T23:59:59Z,2026-01-02T00:00:00Z",
    "<2026-01-02,2026-01-02T00:00:00Z,2026-01-01T23:59:59Z",
    "<=2026-01-02,2026-01-03T00:00:00Z,2026-01-02T23:59:59Z",
    "*..2026-01-02,2026-01-03T00:00:00Z,2026-01-02T23:59:59Z"
  })
  void endsMayBeOpen(String text, Instant outside, Instant inside) {
    When when = When.read(text).orElseThrow();
    assertThat(when.holds(outside)).isFalse();
    assertThat(when.holds(inside)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-01", "", ">=", "2026-01-02T25:00:00Z"})
  void whatIsNoTimeIsNoSpan(String text) {
    assertThat(When.read(text)).isEmpty();
  }
}
