// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/// A job of a run.
///
/// @param category empty where the runner does not say
/// @param status in the document's words
/// @param ended where it has
/// @param seconds it took, where it ran
/// @param measured NaN where it lost count
/// @param timeoutSeconds its own, where it has one
public record SuiteJob(
    String name,
    String recipe,
    Optional<String> category,
    String status,
    OptionalLong exitCode,
    Instant started,
    Optional<Instant> ended,
    OptionalLong seconds,
    Where where,
    Optional<String> externalRun,
    SortedMap<String, Double> measured,
    List<Ask> asked,
    OptionalLong timeoutSeconds) {

  /// Whether it ever ran.
  public boolean hasBegun() {
    return ended.isEmpty() || seconds.isPresent();
  }

  /// What it ran on.
  ///
  /// @param execution `local` or `remote`
  public record Where(String execution, long gpus, long nodes) {}

  /// What is asked of a number.
  ///
  /// @param high the other end, of operator `in`
  public record Ask(String metric, String operator, double threshold, double high) {
    static Ask atLeast(String metric, double threshold) {
      return new Ask(metric, ">=", threshold, 0);
    }

    boolean isMet(double value) {
      return switch (operator) {
        case ">=" -> value >= threshold;
        case ">" -> value > threshold;
        case "in" -> value >= threshold && value <= high;
        default -> throw new IllegalStateException(operator);
      };
    }
  }
}
