// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `metta completion`, sourced by a real bash that is then asked what could follow.
final class CompletionTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metta d                                  | datadog demo",
        "metta datadog c                          | collect collector config",
        "metta datadog collect s                  | skypilot",
        "metta datadog collect a                  | all asana",
        "metta datadog collect skypilot --pu      | --push",
        "metta datadog collector describe s       | skypilot",
        "metta datadog collect --output j         | json jsonl",
        "metta datadog metrics describe skypilot.us | skypilot.users",
        "metta datadog collect --metric skypilot.us | skypilot.users",
        "metta datadog collect --metric collector.skypilot.f | ''",
        "metta datadog metrics describe collector.skypilot.fai | collector.skypilot.failed",
        "metta --color n                          | never",
      })
  void bashOffersWhatFits(String typed, String offered) throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "there is no bash");
    Path script = folder.resolve("metta_completion");
    Files.writeString(script, Console.in(folder).run("completion").out());
    String[] words = typed.strip().split(" +");
    String ask =
        """
        source %s
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        COMP_LINE='%s'
        COMP_POINT=${#COMP_LINE}
        function_of=$(complete -p metta | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        $function_of
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, String.join(" ", words), words.length - 1, typed.strip());
    Process process =
        new ProcessBuilder(bash.toString(), "--norc", "-c", ask)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    List<String> expected = Stream.of(offered.split(" +")).filter(word -> !word.isEmpty()).toList();
    assertThat(answer).containsExactlyInAnyOrderElementsOf(expected);
  }
}
