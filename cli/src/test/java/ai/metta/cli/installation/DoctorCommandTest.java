// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The doctor's other findings are in [ai.metta.cli.GoldenTest].
final class DoctorCommandTest {
  @TempDir private Path folder;

  /// A key that was meant to be there is no key that was left out on purpose.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DD_API_KEY      | ''        | 0 | skipped | DD_API_KEY is not set",
        "DD_API_KEY_FILE | /absent   | 78 | failed  | env DD_API_KEY_FILE: there is no such file",
        "DD_API_KEY_FILE | /         | 78 | failed  | env DD_API_KEY_FILE: is a directory",
      })
  void aKeyThatCannotBeReadIsNotCalledUnset(
      String variable, String value, int code, String verdict, String said) {
    Ended ended = Console.in(folder).with(variable, value).run("datadog", "doctor");

    assertThat(ended.out().lines().filter(line -> line.contains("datadog: ")))
        .singleElement()
        .asString()
        .startsWith(verdict)
        .contains(said);
    assertThat(ended.code()).isEqualTo(code);
  }

  /// The code is the one that all that failed has in common.
  @Test
  void failuresOfSeveralKindsEndWithTheGeneralCode() {
    Ended ended =
        Console.in(folder)
            .with("DD_API_KEY_FILE", "/absent")
            .with("SKYPILOT_API_SERVER_ENDPOINT", "not an address")
            .run("datadog", "doctor");
    assertThat(ended.code()).as(ended.all()).isEqualTo(78);
    Ended alsoDown =
        Console.in(folder)
            .with("DD_API_KEY_FILE", "/absent")
            .with("SKYPILOT_API_SERVER_ENDPOINT", "http://127.0.0.1:1")
            .run("datadog", "doctor");
    assertThat(alsoDown.code()).as(alsoDown.all()).isEqualTo(1);
  }
}
