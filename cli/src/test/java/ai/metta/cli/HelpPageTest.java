// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `--help` on screens of every width.
final class HelpPageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 40, 54, 55, 80, 100, 300})
  void noLineIsLongerThanTheScreenButWhatIsCopied(int columns) {
    for (String command : commands()) {
      Ended ended = help(command, columns);
      assertThat(ended.code()).as(command).isZero();
      assertThat(ended.err()).as(command).isEmpty();
      assertThat(ended.out().lines().filter(line -> !isCopied(line)))
          .as("%s at %s columns", command, columns)
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }
  }

  /// A sentence takes more lines; it loses no word.
  @ParameterizedTest
  @ValueSource(ints = {20, 40, 80})
  void everyWordIsThereOnEveryScreen(int columns) {
    for (String command : commands()) {
      assertThat(words(help(command, columns)))
          .as("%s at %s columns", command, columns)
          .isEqualTo(words(help(command, 100)));
    }
  }

  private static List<String> words(Ended ended) {
    return Stream.of(ended.out().strip().split("\\s+")).toList();
  }

  private static boolean isCopied(String line) {
    return line.matches(" +(source|metta) .*") || !line.strip().contains(" ");
  }

  private Ended help(String command, int columns) {
    Screen screen = new Screen(Set.of(), columns, Set.of());
    return Console.in(folder).on(screen).run((command + " --help").strip().split(" "));
  }

  private static List<String> commands() {
    List<String> all = new ArrayList<>();
    add(new CommandLine(new MettaCommand(Surroundings.ofProcess())), "", all);
    return all;
  }

  private static void add(CommandLine command, String words, List<String> all) {
    all.add(words);
    command.getSubcommands().forEach((name, sub) -> add(sub, (words + " " + name).strip(), all));
  }
}
