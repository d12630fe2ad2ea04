// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.configuration.Durations;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads trials from plain text; docs/guide/monitors.md says how it is written.
public final class Script {
  private final String name;
  private final List<Trial> trials = new ArrayList<>();
  private List<String> columns = List.of();
  private List<Map<String, String>> rows = List.of(Map.of());
  private List<Numbered> inCase = new ArrayList<>();
  private Optional<String> monitor = Optional.empty();

  /// A line with its number, from 1.
  record Numbered(int number, String text) {}

  private Script(String name) {
    this.name = name;
  }

  /// The trials of a script, in its order.
  ///
  /// @param name for messages
  /// @throws FailureException of kind configuration, with the line, where it is none
  public static List<Trial> parse(String name, String text) {
    Script script = new Script(name);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").stripTrailing();
      if (!line.isBlank()) {
        script.read(new Numbered(i + 1, line));
      }
    }
    script.endCase();
    return script.trials;
  }

  private void read(Numbered line) {
    boolean isInner = Character.isWhitespace(line.text().charAt(0));
    String[] words = line.text().strip().split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    if (isInner) {
      if (inCase.isEmpty()) {
        row(line);
      } else {
        inCase.add(new Numbered(line.number(), line.text().strip()));
      }
      return;
    }
    endCase();
    switch (words[0]) {
      case "each" -> {
        columns = rest.isEmpty() ? List.of() : List.of(rest.split("\\s+", -1));
        rows = columns.isEmpty() ? List.of(Map.of()) : new ArrayList<>();
      }
      case "monitor" -> monitor = Optional.of(rest);
      case "case" -> inCase.add(new Numbered(line.number(), rest));
      default -> throw wrong(line, "expected each, monitor or case");
    }
  }

  private void row(Numbered line) {
    List<String> cells = Arrays.asList(line.text().strip().split("\\s+", -1));
    if (columns.isEmpty() || cells.size() != columns.size()) {
      throw wrong(line, "expected a row of " + columns.size() + " words below each");
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    rows.add(row);
  }

  private void endCase() {
    if (inCase.isEmpty()) {
      return;
    }
    Numbered first = inCase.getFirst();
    String meant = monitor.orElseThrow(() -> wrong(first, "no monitor is named before it"));
    for (Map<String, String> row : rows) {
      CaseReader reader = new CaseReader(name);
      inCase.stream()
          .skip(1)
          .forEach(line -> reader.read(new Numbered(line.number(), filled(line.text(), row))));
      trials.add(
          reader.trial(
              new Numbered(first.number(), filled(first.text(), row)), filled(meant, row)));
    }
    inCase = new ArrayList<>();
  }

  private static String filled(String text, Map<String, String> row) {
    String filled = text;
    for (Map.Entry<String, String> cell : row.entrySet()) {
      filled = filled.replace("$" + cell.getKey(), cell.getValue());
    }
    return filled;
  }

  private FailureException wrong(Numbered line, String problem) {
    return wrong(name, line, problem);
  }

  static FailureException wrong(String name, Numbered line, String problem) {
    return new FailureException(
        new Failure.Configuration(
            name + ":" + line.number() + ": " + problem + ": " + line.text().strip()));
  }

  /// `90s`, `3*15m`, `8*15m+2m`
  static Optional<Duration> duration(String text) {
    Duration sum = Duration.ZERO;
    for (String part : text.split("\\+", -1)) {
      String[] factors = part.split("\\*", 2);
      boolean times = factors.length == 2;
      Optional<Duration> one = Durations.parse(factors[times ? 1 : 0]);
      if (one.isEmpty() || (times && !factors[0].matches("\\d{1,6}"))) {
        return Optional.empty();
      }
      sum = sum.plus(one.get().multipliedBy(times ? Long.parseLong(factors[0]) : 1));
    }
    return Optional.of(sum);
  }
}
