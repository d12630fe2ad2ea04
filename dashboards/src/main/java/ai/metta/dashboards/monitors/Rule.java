// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A monitor as it is evaluated here: a metric's values over a window, held against thresholds.
///
/// @param aggregation of the window: avg, sum, min or max
/// @param window its length
/// @param sign of the comparison
/// @param delay that much before now the window ends
/// @param newGroupDelay how long a group is not judged after its first value
/// @param retention how long a group is kept without any value
record Rule(
    String aggregation,
    Duration window,
    Expression expression,
    String sign,
    Thresholds thresholds,
    Missing missing,
    Duration delay,
    Duration newGroupDelay,
    Duration retention) {
  private static final Pattern EVALUATION =
      Pattern.compile("(avg|sum|min|max)\\s*\\(\\s*last_(\\d+)(mo|m|h|d|w)\\s*\\)");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,5})(m|h|d)");
  private static final Set<String> TYPES = Set.of("metric alert", "query alert");
  private static final Set<String> FORESEEING = Set.of("anomalies", "outliers", "forecast");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7),
          "mo", Duration.ofDays(30));

  /// The values that it is held against.
  record Thresholds(
      double critical,
      OptionalDouble warning,
      OptionalDouble criticalRecovery,
      OptionalDouble warningRecovery) {}

  /// What becomes of a group without any value in the window.
  sealed interface Missing {
    /// What is counted is 0, and everything else as it was.
    record AsUsual() implements Missing {}

    /// It stays as it was.
    record AsBefore() implements Missing {}

    /// It is unknown at once.
    record Unknown() implements Missing {}

    /// It is unknown once nothing came for so long.
    record UnknownAfter(Duration length) implements Missing {}

    /// It is well.
    record Well() implements Missing {}
  }

  /// A monitor that is not evaluated here.
  static final class NotEvaluatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotEvaluatedException(String why) {
      super(why);
    }
  }

  /// Reads a monitor's document.
  ///
  /// @throws NotEvaluatedException where it is of a kind that is not evaluated here
  /// @throws QuerySyntaxException where its query is none
  static Rule of(JsonTree document) {
    String type = document.textAt("type").orElse("");
    if (!TYPES.contains(type)) {
      throw new NotEvaluatedException("a monitor of type \"" + type + "\"");
    }
    JsonTree options = document.at("options").orElse(JsonTree.object());
    if (!options.itemsAt("variables").isEmpty()) {
      throw new NotEvaluatedException("a monitor that brings queries of other names along");
    }
    if (options.at("require_full_window").equals(Optional.of(Flag.TRUE))) {
      throw new NotEvaluatedException("require_full_window");
    }
    MonitorQuery query = MonitorQuery.parse(document.textAt("query").orElse(""));
    query
        .expression()
        .all()
        .forEach(part -> {
          if (part instanceof Expression.Call call && FORESEEING.contains(call.function())) {
            throw new NotEvaluatedException(call.function() + "()");
          }
        });
    Matcher evaluation = EVALUATION.matcher(query.evaluation());
    if (!evaluation.matches()) {
      throw new NotEvaluatedException(query.evaluation());
    }
    Duration window = unit(evaluation.group(3)).multipliedBy(Long.parseLong(evaluation.group(2)));
    return new Rule(
        evaluation.group(1),
        window,
        query.expression(),
        query.comparison(),
        thresholds(query, options),
        missing(options, window),
        Duration.ofSeconds(number(options, "evaluation_delay").orElse(0L)),
        Duration.ofSeconds(number(options, "new_group_delay").orElse(60L)),
        options.textAt("group_retention_duration").map(Rule::length).orElse(Duration.ofDays(1)));
  }

  private static Duration unit(String word) {
    return Optional.ofNullable(UNITS.get(word)).orElseThrow();
  }

  private static Duration length(String text) {
    Matcher length = LENGTH.matcher(text);
    if (!length.matches()) {
      throw new NotEvaluatedException("group_retention_duration " + text);
    }
    return unit(length.group(2)).multipliedBy(Long.parseLong(length.group(1)));
  }

  private static Thresholds thresholds(MonitorQuery query, JsonTree options) {
    JsonTree said = options.at("thresholds").orElse(JsonTree.object());
    return new Thresholds(
        query.threshold(),
        threshold(said, "warning"),
        threshold(said, "critical_recovery"),
        threshold(said, "warning_recovery"));
  }

  private static OptionalDouble threshold(JsonTree thresholds, String key) {
    return thresholds.at(key).orElse(JsonTree.object()) instanceof Digits digits
        ? OptionalDouble.of(digits.value().doubleValue())
        : OptionalDouble.empty();
  }

  private static Optional<Long> number(JsonTree options, String key) {
    return options
        .at(key)
        .flatMap(value ->
            value instanceof Digits digits
                ? Optional.of(digits.value().longValue())
                : Optional.empty());
  }

  private static Missing missing(JsonTree options, Duration window) {
    Optional<String> said = options.textAt("on_missing_data");
    if (said.isPresent()) {
      return switch (said.get()) {
        case "show_no_data", "show_and_notify_no_data" -> new Missing.Unknown();
        case "resolve" -> new Missing.Well();
        default -> new Missing.AsUsual();
      };
    }
    if (!options.at("notify_no_data").equals(Optional.of(Flag.TRUE))) {
      return new Missing.AsBefore();
    }
    return new Missing.UnknownAfter(
        number(options, "no_data_timeframe")
            .map(Duration::ofMinutes)
            .orElse(window.multipliedBy(2)));
  }

  /// How often Datadog evaluates a window of this length.
  Duration every() {
    if (window.compareTo(Duration.ofDays(1)) < 0) {
      return Duration.ofMinutes(1);
    }
    return Duration.ofMinutes(window.compareTo(Duration.ofDays(2)) < 0 ? 10 : 30);
  }

  /// Whether each query is added up over the window before anything else is done: where counts are.
  boolean addsUpFirst() {
    return aggregation.equals("sum") && expression.all().anyMatch(Rule::isCount);
  }

  private static boolean isCount(Expression part) {
    return switch (part) {
      case Expression.Metric(MetricQuery query) -> counts(query.modifiers());
      case Expression.Modified modified -> counts(modified.modifiers());
      case Expression.Constant _,
          Expression.Negated _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Reference _ ->
          false;
    };
  }

  private static boolean counts(List<Modifier> modifiers) {
    return modifiers.stream().anyMatch(Modifier.AsCount.class::isInstance);
  }

  /// Whether it judges groups, rather than one value.
  boolean isGrouped() {
    return expression
        .all()
        .anyMatch(
            part -> part instanceof Expression.Metric(MetricQuery query) && !query.by().isEmpty());
  }

  /// The state of a value.
  State judged(double value, State before) {
    if (exceeds(value, thresholds.critical())) {
      return State.CRITICAL;
    }
    if (before == State.CRITICAL && exceeds(value, thresholds.criticalRecovery())) {
      return State.CRITICAL;
    }
    boolean wasBad = before == State.CRITICAL || before == State.WARNING;
    return exceeds(value, thresholds.warning())
            || (wasBad && exceeds(value, thresholds.warningRecovery()))
        ? State.WARNING
        : State.OK;
  }

  private boolean exceeds(double value, OptionalDouble threshold) {
    return threshold.isPresent() && exceeds(value, threshold.getAsDouble());
  }

  private boolean exceeds(double value, double threshold) {
    return switch (sign) {
      case ">" -> value > threshold;
      case ">=" -> value >= threshold;
      case "<" -> value < threshold;
      case "<=" -> value <= threshold;
      case "==" -> value == threshold;
      default -> value != threshold;
    };
  }
}
