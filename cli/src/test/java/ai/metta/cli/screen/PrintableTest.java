// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody else wrote is shown, and commands nothing.
final class PrintableTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("R\u001b]0;title\u0007\u001b[2Jx", "R␛]0;title␇␛[2Jx"),
        Arguments.of("\u009b2J\u007f\u0000\b", "\ufffd2J␡␀␈"),
        Arguments.of("\u001b[31mred\u001b[0m\r\u001b[K", "\u001b[31mred\u001b[0m\r\u001b[K"),
        Arguments.of("tab\tand\r\nlines ◐ €", "tab\tand\r\nlines ◐ €"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void controlCharactersAreShown(String text, String shown) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Output output = Output.to(written);
    output.print(text);
    output.flush();
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(shown);
    assertThat(output.loss()).isEmpty();
  }
}
