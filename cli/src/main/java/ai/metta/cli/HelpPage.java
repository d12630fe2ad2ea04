// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Table;
import ai.metta.cli.screen.Wrapping;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What `--help` prints, in the width of the screen: picocli's own layout needs 55 columns.
record HelpPage(Screen screen) {
  private static final int LONGEST_LINE = 100;
  private static final int SHORTEST_LINE = 20;

  /// So wide that picocli breaks no line.
  private static final int UNBROKEN = 10_000;

  private static final String USAGE = "Usage: ";
  private static final String INDENT = "  ";

  HelpPage {
    int columns = Math.clamp(screen.columns(), SHORTEST_LINE, LONGEST_LINE);
    screen = new Screen(Set.of(), columns, Set.of());
  }

  /// Lays out the help of a command and of all below it.
  void layOut(CommandLine line) {
    Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING, _ -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, this::synopsis);
    sections.put(
        UsageMessageSpec.SECTION_KEY_DESCRIPTION,
        help -> text(help.commandSpec().usageMessage().description()));
    sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, _ -> "");
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::arguments);
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::commands);
    sections.put(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST, this::exitCodes);
    sections.put(
        UsageMessageSpec.SECTION_KEY_FOOTER,
        help -> text(help.commandSpec().usageMessage().footer()));
    line.setHelpSectionMap(sections);
    line.setUsageHelpWidth(UNBROKEN);
  }

  private String synopsis(Help help) {
    String name = USAGE + help.commandSpec().qualifiedName() + " ";
    String whole = USAGE + help.synopsis(0).strip();
    String start = name.length() <= screen.columns() / 2 ? name : USAGE;
    return Wrapping.hanging(start, whole.substring(start.length()), screen.columns()) + "\n";
  }

  /// Text is wrapped. A line that is set in is an example to copy, and stays whole.
  private String text(String... paragraphs) {
    StringBuilder text = new StringBuilder();
    for (String paragraph : paragraphs) {
      List<String> lines =
          paragraph.startsWith(INDENT)
              ? List.of(paragraph)
              : Wrapping.lines(paragraph, screen.columns());
      lines.forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /// Parameters and options in one table, so that all descriptions begin in the same column.
  private String arguments(Help help) {
    Table table = new Table(screen);
    help.commandSpec()
        .positionalParameters()
        .forEach(one -> table.row(INDENT + "    " + placeholder(help, one), said(one)));
    help.commandSpec().options().stream()
        .sorted(Comparator.comparing(OptionSpec::longestName, String.CASE_INSENSITIVE_ORDER))
        .forEach(
            option -> table.row(INDENT + names(option) + placeholder(help, option), said(option)));
    return printed(table);
  }

  private static String names(OptionSpec option) {
    String shortest = option.shortestName();
    String longest = option.longestName();
    return (shortest.equals(longest) ? "    " : shortest + ", ") + longest;
  }

  private static String placeholder(Help help, ArgSpec argument) {
    return help.parameterLabelRenderer()
        .renderParameterLabel(argument, Ansi.OFF, List.of())
        .toString();
  }

  private static String said(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private String commands(Help help) {
    Table table = new Table(screen);
    help.subcommands()
        .forEach((name, command) ->
            table.row(INDENT + name, command.commandSpec().usageMessage().description()[0]));
    return printed(table);
  }

  private String exitCodes(Help help) {
    Table table = new Table(screen);
    help.commandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, means) -> table.row(INDENT + code, means));
    return printed(table);
  }

  private static String printed(Table table) {
    StringWriter text = new StringWriter();
    table.print(new PrintWriter(text));
    return text.toString();
  }
}
