// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What Datadog refuses of a monitor, each with status 400.
final class MonitorRules {
  private static final Set<String> TYPES =
      Set.of(
          "metric alert",
          "query alert",
          "service check",
          "event alert",
          "event-v2 alert",
          "log alert",
          "composite",
          "process alert",
          "rum alert",
          "slo alert",
          "trace-analytics alert",
          "audit alert",
          "ci-pipelines alert",
          "ci-tests alert",
          "error-tracking alert",
          "synthetics alert",
          "database-monitoring alert",
          "network-performance alert",
          "network-path alert",
          "cost alert",
          "data-quality alert",
          "data-jobs alert",
          "llm-observability alert");

  static final Set<String> METRIC_TYPES = Set.of("metric alert", "query alert");

  /// How long a window may be at most, by the word before it and its unit.
  private static final Map<String, Integer> LONGEST =
      Map.ofEntries(
          Map.entry("last_m", 10_080),
          Map.entry("last_h", 168),
          Map.entry("last_d", 31),
          Map.entry("last_w", 4),
          Map.entry("last_mo", 1),
          Map.entry("current_h", 1),
          Map.entry("current_d", 1),
          Map.entry("current_mo", 1),
          Map.entry("next_m", 10_080),
          Map.entry("next_h", 168),
          Map.entry("next_d", 31),
          Map.entry("next_w", 12),
          Map.entry("next_mo", 3));

  /// How long before now a change is compared with; as long as a window may be.
  private static final Pattern SHIFT = Pattern.compile("\\b(\\d+)(mo|m|h|d|w)_ago\\b");

  private static final Pattern WINDOW =
      Pattern.compile("\\b(last|current|next)_(\\d+)(mo|m|h|d|w)\\b");
  private static final String QUOTED = "\\s*(?:\"[^\"]+\"|'[^']+')\\s*";

  /// Its repetitions give nothing back, so that a long list takes no stack.
  private static final Pattern SERVICE_CHECK =
      Pattern.compile(
          "\\s*+Q(?:\\.(?:over|exclude|by|index)\\(Q(?:,Q)*+\\))*+\\.last\\(\\s*(?<runs>\\d{1,4})\\s*\\)(?:\\.by\\(Q(?:,Q)*+\\))?\\.(?<counted>count|pct)_by_status\\(\\)\\s*"
              .replace("Q", QUOTED));

  private static final Members ASSET = Shape.TEXT.of("name", "url", "category");
  private static final Members RESOURCE = Shape.TEXT.of("resource_key", "resource_type");

  private MonitorRules() {}

  static void check(Fields monitor) {
    String type = monitor.required("type", monitor.text("type"));
    if (!TYPES.contains(type)) {
      throw new Refusal(400, "Invalid monitor type '" + type + "'");
    }
    String query = monitor.required("query", monitor.text("query"));
    if (query.isBlank()) {
      throw wrong("it is empty");
    }
    monitor.text("name");
    monitor.text("message");
    monitor.texts("tags");
    monitor.texts("restricted_roles");
    for (Fields asset : monitor.objects("assets")) {
      ASSET.require(asset);
      RESOURCE.check(asset);
    }
    Shape.oneOf(monitor, "draft_status", "draft", "published");
    range(monitor, "priority", 0, 5);
    Optional<Fields> options = monitor.object("options");
    options.ifPresent(MonitorOptionRules::check);
    Optional<Fields> thresholds = options.flatMap(one -> one.object("thresholds"));
    thresholds.ifPresent(ThresholdRules::check);
    switch (type) {
      case "metric alert", "query alert" -> metric(query, variables(options));
      case "service check" -> serviceCheck(query, thresholds);
      case "composite" -> new Composite(query).check();
      case "log alert" -> SearchQuery.check(query, "logs");
      case "event-v2 alert" -> SearchQuery.check(query, "events");
      default -> {
        // Of the others' queries nothing is known.
      }
    }
    thresholds.ifPresent(one -> {
      Optional<Comparison> comparison = Comparison.of(query);
      if (METRIC_TYPES.contains(type)) {
        comparison.ifPresent(asked -> ThresholdRules.checkSame(one, asked));
      }
      comparison.ifPresent(asked -> ThresholdRules.checkOrder(one, asked));
    });
  }

  static void range(Fields fields, String key, long least, long most) {
    Optional<Long> number = fields.whole(key);
    if (number.isPresent() && (number.get() < least || number.get() > most)) {
      throw fields.wrong(key, "from " + least + " to " + most);
    }
  }

  static Refusal wrong(String why) {
    return new Refusal(400, "The value provided for parameter 'query' is invalid: " + why);
  }

  /// The names of the queries that a monitor brings along.
  static Set<String> variables(Optional<Fields> options) {
    return options.stream()
        .flatMap(one -> one.objects("variables").stream())
        .flatMap(variable -> variable.text("name").stream())
        .collect(Collectors.toSet());
  }

  private static void metric(String query, Set<String> variables) {
    MonitorQuery parsed;
    try {
      parsed = MonitorQuery.parse(query, variables);
    } catch (QuerySyntaxException problem) {
      throw wrong(String.valueOf(problem.getMessage()));
    }
    Matcher windows = WINDOW.matcher(parsed.evaluation());
    while (windows.find()) {
      checkLength(
          "window " + windows.group(), windows.group(2), windows.group(1) + "_" + windows.group(3));
    }
    Matcher shift = SHIFT.matcher(parsed.evaluation());
    if (shift.find()) {
      checkLength("shift " + shift.group(), shift.group(1), "last_" + shift.group(2));
    }
  }

  /// @param kind the word before it and its unit
  private static void checkLength(String what, String length, String kind) {
    int longest = LONGEST.getOrDefault(kind, 0);
    if (Long.parseLong(length) < 1 || Long.parseLong(length) > longest) {
      throw wrong("the " + what + " is not from 1 to " + longest);
    }
  }

  /// It must look at a hundred runs at most, and at as many as its thresholds ask for, where these
  /// are no percentages.
  private static void serviceCheck(String query, Optional<Fields> thresholds) {
    Matcher form = SERVICE_CHECK.matcher(query);
    if (!form.matches()) {
      throw wrong("expected \"check\".over(\"tag\").by(\"key\").last(count).count_by_status()");
    }
    int runs = Integer.parseInt(form.group("runs"));
    double least =
        form.group("counted").equals("pct")
            ? 1
            : thresholds.stream()
                .flatMap(one -> List.of("ok", "warning", "critical").stream().map(one::number))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    if (runs < least || runs > 100) {
      throw wrong("last(" + runs + ") is not from the largest threshold to 100");
    }
  }

  /// Numbers of monitors, joined by `&&` and `||`, with `!` and brackets.
  private static final class Composite {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\d+|&&|\\|\\||[!()])|\\s*(\\S)");
    private static final int DEEPEST = 100;

    private final List<String> tokens;
    private int next;
    private int depth;

    Composite(String query) {
      this.tokens =
          TOKEN
              .matcher(query)
              .results()
              .map(token -> Optional.ofNullable(token.group(1)).orElse("?"))
              .toList();
    }

    void check() {
      joined();
      if (next < tokens.size()) {
        throw expected("&& or ||");
      }
    }

    private void joined() {
      do {
        one();
      } while (accept("&&") || accept("||"));
    }

    private void one() {
      if (++depth > DEEPEST) {
        throw wrong("more than " + DEEPEST + " levels");
      }
      if (accept("!")) {
        one();
      } else if (accept("(")) {
        joined();
        if (!accept(")")) {
          throw expected("\")\"");
        }
      } else if (next < tokens.size() && Character.isDigit(tokens.get(next).charAt(0))) {
        next++;
      } else {
        throw expected("the number of a monitor");
      }
      depth--;
    }

    private boolean accept(String token) {
      boolean there = next < tokens.size() && tokens.get(next).equals(token);
      if (there) {
        next++;
      }
      return there;
    }

    private static Refusal expected(String what) {
      return wrong("expected " + what + ", as in 123 && !456");
    }
  }
}
