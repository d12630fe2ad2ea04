// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `query --check`, from the command line.
final class FileCheckTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum:skypilot.jobs{!timeframe:7d} by {status} | 0 | 1 file, 1 query, 0 errors, 0 warnings, 0 notes",
        "sum:skypilot.jbos{*}             | 1 | 1 file, 1 query, 1 error, 0 warnings, 0 notes",
        "sum:skypilot.jobs{$env} by {pricing} | 0 | 1 file, 1 query, 0 errors, 1 warning, 0 notes",
        "sum:system.load.1{*}             | 0 | 1 file, 1 query, 0 errors, 0 warnings, 1 note",
      })
  void onlyErrorsEndWithOne(String query, int code, String summary) throws IOException {
    dashboard("one.json", query);
    Ended ended = Console.in(folder).run("datadog", "query", "--check", folder.toString());
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.err()).isEqualTo(summary + "\n");
  }

  @Test
  void aLongQueryIsShownAroundThePlace() throws IOException {
    Path file = dashboard("one.json", "1 + ".repeat(40) + "sum:skypilot.jbos{*}");
    Ended ended = Console.in(folder).run("datadog", "query", "--check", file.toString());
    assertThat(ended.out())
        .isEqualTo(
            """
            %s
              error: Jobs: no collector emits "skypilot.jbos"; did you mean "skypilot.jobs"?
                …%ssum:skypilot.jbos{*}
                %s^
            """
                .formatted(file, "1 + ".repeat(15), " ".repeat(61)));
  }

  @Test
  void programsReadTheSame() throws IOException {
    Path file = dashboard("one.json", "sum:skypilot.jbos{*}");
    Ended ended =
        Console.in(folder).run("datadog", "query", "--check", file.toString(), "-o", "json");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .startsWith("[{\"file\":\"" + file + "\",\"level\":\"error\",\"place\":\"Jobs\",")
        .endsWith("\"query\":\"sum:skypilot.jbos{*}\",\"position\":1}]\n");
  }

  @Test
  void aQueryAndFilesAreOneTooMany() {
    assertThat(Console.in(folder).run("datadog", "query").err()).contains("which query?");
    Ended both = Console.in(folder).run("datadog", "query", "avg:a.b{*}", "--check", "x.json");
    assertThat(both.err()).contains("--check takes files, and no query beside them");
    assertThat(both.code()).isEqualTo(2);
    Ended absent = Console.in(folder).run("datadog", "query", "--check", "absent.json");
    assertThat(absent.err()).contains("absent.json: cannot be read: there is no such file");
    assertThat(absent.code()).isEqualTo(2);
  }

  private Path dashboard(String name, String query) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        {"widgets":[{"definition":{"type":"timeseries","title":"Jobs","requests":[{"q":"%s"}]}}]}
        """
            .formatted(query));
  }
}
