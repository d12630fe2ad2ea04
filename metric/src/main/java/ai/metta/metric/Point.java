// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Instant;

/// A value at an instant, in its metric's unit. Datadog keeps whole seconds.
///
/// @param value finite: a number that is not known is no point at all
public record Point(Instant at, double value) {
  public Point {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a point of value " + value + " at " + at);
    }
  }
}
