// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.time.Duration;

/// One row of the health grid: the metric that it follows from, and the line that it is held
/// against.
///
/// @param collector whose runs measure it
/// @param freshness after how long a value says nothing of now
/// @param only tags of the series that count; none for all of them
public record HealthRow(Fom fom, Metric raw, String collector, Duration freshness, Tags only) {
  /// `ci.pr_cycle_time`
  public String id() {
    return fom.area() + "." + fom.check();
  }

  /// The tags that tell the row from others.
  public Tags tags() {
    return Tags.of("area", fom.area()).and("check", fom.check());
  }
}
