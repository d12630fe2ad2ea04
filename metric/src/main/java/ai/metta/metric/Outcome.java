// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.OptionalDouble;

/// What a metric came to, at an instant, in a scope. A zero is a [Value] only when zero was
/// counted.
public sealed interface Outcome {

  /// There are numbers.
  record Value(List<Sample> samples) implements Outcome {
    public Value {
      samples = List.copyOf(samples);
      if (samples.isEmpty()) {
        throw new IllegalArgumentException("a value without a sample is an absence: say which");
      }
    }
  }

  /// There is honestly nothing to measure: no merged pull request, so no cycle time.
  record Absent(String reason) implements Outcome {}

  /// The service cannot say.
  record Unsupported(String reason) implements Outcome {}

  /// It should have been had, and was not. Only this makes a run partial.
  record Failed(Failure cause) implements Outcome {}

  static Outcome value(double value) {
    return new Value(List.of(new Sample(Tags.none(), value)));
  }

  /// How many there are; zero was counted.
  static Outcome count(long count) {
    return value((double) count);
  }

  /// The samples, or the reason why there is none.
  static Outcome samples(List<Sample> samples, String reasonWhenNone) {
    return samples.isEmpty() ? new Absent(reasonWhenNone) : new Value(samples);
  }

  /// The number, or the reason why there is none.
  static Outcome number(OptionalDouble number, String reasonWhenNone) {
    return number.isPresent() ? value(number.getAsDouble()) : new Absent(reasonWhenNone);
  }

  /// The outcome's name as the command line and the JSON say it.
  default String word() {
    return switch (this) {
      case Value _ -> "value";
      case Absent _ -> "absent";
      case Unsupported _ -> "unsupported";
      case Failed _ -> "failed";
    };
  }
}
