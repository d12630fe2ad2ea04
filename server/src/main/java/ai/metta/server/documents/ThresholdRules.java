// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Datadog refuses of a monitor's thresholds.
final class ThresholdRules {
  private static final List<String> NUMBERS =
      List.of("critical", "warning", "ok", "critical_recovery", "warning_recovery", "unknown");

  /// Thresholds that are queries themselves.
  private static final Set<String> QUERIES = Set.of("critical_query", "critical_recovery_query");

  private ThresholdRules() {}

  /// Names and kinds, which are the same whatever is asked.
  static void check(Fields thresholds) {
    for (Object key : thresholds.members().keySet()) {
      String name = String.valueOf(key);
      if (QUERIES.contains(name)) {
        thresholds.text(name);
      } else if (!NUMBERS.contains(name)) {
        throw thresholds.wrong(name, "known; there are " + String.join(", ", NUMBERS));
      } else if (thresholds.number(name).filter(number -> number.isInfinite()).isPresent()) {
        throw thresholds.wrong(name, "a number below 1.8e308");
      }
    }
  }

  /// What is critical must be what the query says.
  static void checkSame(Fields thresholds, Comparison asked) {
    double critical = thresholds.number("critical").orElse(asked.number());
    if (critical != asked.number()) {
      throw new Refusal(
          400,
          "Alert threshold ("
              + critical
              + ") does not match that used in the query ("
              + asked.number()
              + ").");
    }
  }

  /// A warning comes before what is critical, which the query says where no threshold does; a
  /// recovery is not beyond what it recovers from.
  static void checkOrder(Fields thresholds, Comparison asked) {
    double critical = thresholds.number("critical").orElse(asked.number());
    Optional<Double> warning = thresholds.number("warning");
    if (warning.isPresent() && asked.reaches(warning.get(), critical)) {
      throw new Refusal(
          400,
          "Warning threshold ("
              + warning.get()
              + ") must be "
              + (asked.rises() ? "less" : "greater")
              + " than the alert threshold");
    }
    recovery(thresholds, "critical_recovery", critical, asked);
    warning.ifPresent(one -> recovery(thresholds, "warning_recovery", one, asked));
  }

  private static void recovery(Fields thresholds, String key, double from, Comparison asked) {
    Optional<Double> recovery = thresholds.number(key);
    if (recovery.isPresent() && recovery.get() != from && asked.reaches(recovery.get(), from)) {
      throw thresholds.wrong(key, "at " + (asked.rises() ? "most " : "least ") + from);
    }
  }
}
