// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a run says of itself in its summary. What it does not say, or not with a finite number, is
/// not there.
///
/// @param sps steps a second
/// @param shapedSps the same under a shaped reward
/// @param queueLatencySeconds spent in SkyPilot's queue
/// @param accuracy as a fraction; outside 0 to 1 where the run says so
record Figures(
    Optional<Double> sps,
    Optional<Double> shapedSps,
    Optional<Double> hearts,
    Optional<Double> queueLatencySeconds,
    Optional<Double> accuracy,
    Optional<Double> loss) {
  /// Of a run whose summary cannot be read.
  static final Figures NONE =
      new Figures(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// Which member of a value that is an object is its number.
  enum Member {
    NONE,
    LAST,
    MAX,
    MIN
  }

  /// How runs write accuracy.
  enum AccuracyUnit {
    FRACTION(1),
    PERCENT(100);

    private final double whole;

    AccuracyUnit(double whole) {
      this.whole = whole;
    }
  }

  /// Under which keys runs report what; of several the first that has a number counts.
  ///
  /// @param member of values that are objects
  record Keys(
      List<String> sps,
      List<String> shapedSps,
      List<String> hearts,
      List<String> queueLatency,
      List<String> accuracy,
      List<String> loss,
      Member member,
      AccuracyUnit accuracyUnit) {

    /// All of them, each once.
    List<String> all() {
      return Stream.of(sps, shapedSps, hearts, queueLatency, accuracy, loss)
          .flatMap(List::stream)
          .distinct()
          .toList();
    }

    Figures read(Json summary) {
      return new Figures(
          first(summary, sps),
          first(summary, shapedSps),
          first(summary, hearts),
          first(summary, queueLatency),
          first(summary, accuracy).map(number -> number / accuracyUnit.whole),
          first(summary, loss));
    }

    private Optional<Double> first(Json summary, List<String> keys) {
      return keys.stream().flatMap(key -> number(summary.at(key)).stream()).findFirst();
    }

    private Optional<Double> number(Json value) {
      return value.isObject() ? member(value) : InnerJson.number(value);
    }

    private Optional<Double> member(Json value) {
      return switch (member) {
        case NONE -> Optional.empty();
        case LAST -> InnerJson.number(value.at("last"));
        case MAX -> InnerJson.number(value.at("max"));
        case MIN -> InnerJson.number(value.at("min"));
      };
    }
  }
}
