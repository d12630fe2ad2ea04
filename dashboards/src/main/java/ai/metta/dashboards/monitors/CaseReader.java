// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.dashboards.monitors.Script.Numbered;
import ai.metta.dashboards.monitors.Trial.Expectation;
import ai.metta.dashboards.monitors.Trial.Load;
import ai.metta.metric.FailureException;
import ai.metta.metric.MetricType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the lines of one case.
final class CaseReader {
  private static final Pattern LOAD =
      Pattern.compile(
          "load\\s+([A-Za-z][\\w.]*)\\{([^}]*)\\}(?:\\s+(gauge|count|rate))?(?:\\s+from\\s+(\\S+))?\\s+every\\s+(\\S+?)\\s*:\\s*(.+)");
  private static final Pattern EXPECT = Pattern.compile("at\\s+(\\S+)\\s+expect\\s+(.+)");
  private static final Pattern BEGIN = Pattern.compile("begin\\s+(\\S+)");
  private static final Pattern VALUES =
      Pattern.compile("(_|-?[\\d.]+(?:[eE]-?\\d+)?)(?:x(\\d{1,6}))?");
  private static final Pattern STATE =
      Pattern.compile("(?:\\{([^}]*)\\}\\s*)?(OK|WARN|ALERT|NO DATA)");

  private final String script;
  private final List<Load> loads = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private Duration begin = Duration.ZERO;

  CaseReader(String script) {
    this.script = script;
  }

  void read(Numbered line) {
    Matcher load = LOAD.matcher(line.text());
    Matcher expect = EXPECT.matcher(line.text());
    Matcher beginning = BEGIN.matcher(line.text());
    if (load.matches()) {
      loads.add(load(line, load));
    } else if (expect.matches()) {
      expectations.add(
          new Expectation(
              line.number(), duration(line, expect.group(1)), states(line, expect.group(2))));
    } else if (beginning.matches()) {
      begin = duration(line, beginning.group(1));
    } else {
      throw wrong(line, "expected load, begin or at … expect …");
    }
  }

  Trial trial(Numbered about, String monitor) {
    if (expectations.isEmpty()) {
      throw wrong(about, "the case expects nothing");
    }
    return new Trial(
        script + ":" + about.number(), monitor, about.text(), begin, loads, expectations);
  }

  private Load load(Numbered line, Matcher load) {
    MetricType type =
        group(load, 3)
            .map(word -> MetricType.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(MetricType.GAUGE);
    Duration from = group(load, 4).map(text -> duration(line, text)).orElse(Duration.ZERO);
    return new Load(
        load.group(1),
        type,
        sorted(load.group(2)),
        values(line, from, duration(line, load.group(5)), load.group(6)));
  }

  private static Optional<String> group(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group));
  }

  private static String sorted(String tags) {
    return Arrays.stream(tags.split(",", -1))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private NavigableMap<Long, Double> values(
      Numbered line, Duration from, Duration every, String text) {
    if (!every.isPositive()) {
      throw wrong(line, "values are to be some time apart");
    }
    NavigableMap<Long, Double> values = new TreeMap<>();
    long second = Trial.START.plus(from).getEpochSecond();
    for (String word : text.strip().split("\\s+", -1)) {
      Matcher value = VALUES.matcher(word);
      if (!value.matches()) {
        throw wrong(line, "\"" + word + "\" is no value such as 5, 0x8 or _");
      }
      int times = group(value, 2).map(Integer::parseInt).orElse(1);
      for (int i = 0; i < times; i++) {
        if (!value.group(1).equals("_")) {
          values.put(second, number(line, value.group(1)));
        }
        second += every.toSeconds();
      }
    }
    return values;
  }

  private double number(Numbered line, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw wrong(line, "\"" + text + "\" is no number");
    }
  }

  private SortedMap<String, State> states(Numbered line, String text) {
    SortedMap<String, State> states = new TreeMap<>();
    if (text.strip().equals("no groups")) {
      return states;
    }
    for (String one : text.split(";", -1)) {
      Matcher state = STATE.matcher(one.strip());
      if (!state.matches()) {
        throw wrong(line, "expected OK, WARN, ALERT, NO DATA or no groups");
      }
      String group = group(state, 1).map(CaseReader::sorted).orElse(Course.ALL);
      states.put(group, State.of(state.group(2)).orElseThrow());
    }
    return states;
  }

  private Duration duration(Numbered line, String text) {
    return Script.duration(text)
        .orElseThrow(() -> wrong(line, "\"" + text + "\" is no duration such as 90s or 3*15m+2m"));
  }

  private FailureException wrong(Numbered line, String problem) {
    return Script.wrong(script, line, problem);
  }
}
