// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Locale;

/// How Datadog stores a metric's points.
public enum MetricType {
  /// The value at an instant.
  GAUGE,
  /// Events in an interval; adds up over time.
  COUNT,
  /// Events per second.
  RATE,
  /// A set of values that Datadog summarises itself.
  DISTRIBUTION;

  /// The word that Datadog uses.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of such a word.
  ///
  /// @throws IllegalArgumentException where it is none
  public static MetricType of(String word) {
    for (MetricType type : values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("\"" + word + "\" is no type of a metric");
  }
}
