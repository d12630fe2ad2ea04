// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// When a metric should call somebody. Which side of a value is bad follows from the metric's
/// orientation.
///
/// @param critical the value that alerts, in the metric's unit
/// @param warning the value that warns; empty for none
/// @param edge whether the value itself is bad already
/// @param over the evaluation window; a monitor makes it longer where runs are further apart
/// @param held how much of the window must be bad
/// @param about tags of the series that are meant; none for all of them
public record MonitorHint(
    double critical, OptionalDouble warning, Edge edge, Duration over, Held held, Tags about) {

  /// On which side the value itself is.
  public enum Edge {
    /// The value is bad, as one crashing pod is.
    AT,
    /// Only what is worse than the value is bad.
    BEYOND
  }

  /// How much of the evaluation window must be bad.
  public enum Held {
    /// All of its values, so that one bad reading among good ones is none.
    THROUGHOUT,
    /// One of them.
    ONCE
  }

  /// Alerts where every value of a window is this one or worse.
  public static MonitorHint at(double critical, Duration over) {
    return new MonitorHint(
        critical, OptionalDouble.empty(), Edge.AT, over, Held.THROUGHOUT, Tags.none());
  }

  /// Alerts where every value of a window is worse than this one.
  public static MonitorHint beyond(double critical, Duration over) {
    return new MonitorHint(
        critical, OptionalDouble.empty(), Edge.BEYOND, over, Held.THROUGHOUT, Tags.none());
  }

  /// The same, but one value of the window is enough.
  public MonitorHint once() {
    return new MonitorHint(critical, warning, edge, over, Held.ONCE, about);
  }

  /// The same, with a value that warns before.
  public MonitorHint warningAt(double value) {
    return new MonitorHint(critical, OptionalDouble.of(value), edge, over, held, about);
  }

  /// The same, of the series alone that carry these `key:value` tags.
  public MonitorHint about(String... tags) {
    return new MonitorHint(critical, warning, edge, over, held, Tags.parse(List.of(tags)));
  }

  /// Whether the warning comes before what is critical.
  boolean warnsInTime(Orientation orientation) {
    return warning.isEmpty()
        || switch (orientation) {
          case LOWER_IS_BETTER -> warning.getAsDouble() < critical;
          case HIGHER_IS_BETTER -> warning.getAsDouble() > critical;
          case NEUTRAL -> false;
        };
  }
}
