// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.collect.RunTable;
import ai.metta.cli.screen.Screen.ColourUse;
import ai.metta.cli.screen.Screen.Stream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is printed where, how wide, and in which colour.
final class ScreenTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "out,err |    |     |      | auto   | true  | true",
        "err     |    |     |      | auto   | false | true",
        "''      |    |     |      | auto   | false | false",
        "out,err | 1  |     |      | auto   | false | false",
        "out,err | '' |     |      | auto   | true  | true",
        "out,err |    | dumb|      | auto   | false | false",
        "out,err | 1  |     |      | always | true  | true",
        "''      |    |     |      | always | true  | true",
        "out,err |    |     |      | never  | false | false",
      })
  void colourIsWhereItIsWelcome(
      String terminal,
      String noColor,
      String term,
      String columns,
      ColourUse use,
      boolean out,
      boolean err) {
    Map<String, String> environment =
        Map.of("NO_COLOR", noColor == null ? "" : noColor, "TERM", term == null ? "xterm" : term);
    Screen screen = Screen.of(environment, terminal, "80").with(use);
    assertThat(screen.paint(Stream.OUT)).isEqualTo(out ? Paint.COLOURS : Paint.NONE);
    assertThat(screen.paint(Stream.ERR)).isEqualTo(err ? Paint.COLOURS : Paint.NONE);
  }

  @ParameterizedTest
  @CsvSource({"'','',2147483647", "'',80,80", "60,80,60", "wide,80,80", "0,,2147483647", "7,80,80"})
  void theWidthIsWhatIsKnown(String environment, String launcher, int columns) {
    Screen screen =
        Screen.of(Map.of("COLUMNS", environment), "out", launcher == null ? "" : launcher);
    assertThat(screen.columns()).isEqualTo(columns);
  }

  /// Only where a person reads it: a log keeps its lines.
  @ParameterizedTest
  @CsvSource({"true,3", "false,1"})
  void messagesAreBrokenAtSpacesOnATerminal(boolean terminal, int lines) {
    Screen screen = new Screen(terminal ? Set.of(Stream.ERR) : Set.of(Stream.OUT), 20, Set.of());
    Ended ended = Console.in(folder).on(screen).run("datadog", "collect", "skypilotx");
    assertThat(ended.err().lines()).hasSizeGreaterThanOrEqualTo(lines);
    assertThat(ended.err().lines().count() == 1).isEqualTo(!terminal);
    assertThat(ended.err().replaceAll("\\s+", " "))
        .isEqualTo("metta: no collector \"skypilotx\"; did you mean \"skypilot\"? ");
  }

  @Test
  void aTableIsAlignedWrappedOrStacked() {
    assertThat(table(80))
        .isEqualTo(
            """
            NAME    COUNT  WHAT
            one     1      short
            longer  22     a sentence of several words that goes on
            """);
    assertThat(table(48))
        .isEqualTo(
            """
            NAME    COUNT  WHAT
            one     1      short
            longer  22     a sentence of several words that
                           goes on
            """);
    assertThat(table(20))
        .isEqualTo(
            """
            NAME  COUNT
              WHAT
            one  1
              short
            longer  22
              a sentence of
              several words that
              goes on
            """);
  }

  private static String table(int columns) {
    Table table = new Table(screen(columns), "NAME", "COUNT", "WHAT");
    table.row("one", "1", "short");
    table.row(Paint.COLOURS.bad("longer"), "22", "a sentence of several words that goes on");
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString().replaceAll("\u001b\\[\\d+m", "");
  }

  @Test
  void aMetricsNameStandsBeforeOrAboveItsValues() {
    assertThat(runTable(80))
        .isEqualTo(
            """
              skypilot.jobs:   12.0  status:running
              skypilot.jobs:    0.0  status:queued timeframe:7d
              skypilot.users: 110.5
            """);
    assertThat(runTable(30))
        .isEqualTo(
            """
              skypilot.jobs:
                 12.0  status:running
                  0.0  status:queued
                       timeframe:7d
              skypilot.users: 110.5
            """);
  }

  private static String runTable(int columns) {
    RunTable table = new RunTable(screen(columns));
    table.row("skypilot.jobs", "12.0", "status:running");
    table.row("skypilot.jobs", "0.0", "status:queued timeframe:7d");
    table.row("skypilot.users", "110.5", "");
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString();
  }

  private static Screen screen(int columns) {
    return new Screen(Set.of(Stream.OUT), columns, Set.of());
  }
}
