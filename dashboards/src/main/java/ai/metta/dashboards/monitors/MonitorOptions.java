// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Members;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a monitor is evaluated, and what it does of its own accord.
///
/// @param delay how late values may arrive: that much before now the evaluation window ends
/// @param renotify after how long it calls again where nothing has changed; empty for never
public record MonitorOptions(
    Thresholds thresholds, Missing missing, Duration delay, Optional<Duration> renotify) {

  /// The values that a query is held against.
  ///
  /// @param critical the one in the query itself
  /// @param warning empty for none
  public record Thresholds(double critical, OptionalDouble warning) {
    private Members json() {
      Members members = JsonTree.object().with("critical", Digits.of(critical));
      return warning.isPresent()
          ? members.with("warning", Digits.of(warning.getAsDouble()))
          : members;
    }
  }

  /// What becomes of a monitor, or one of its groups, without any value in the window.
  public sealed interface Missing {
    /// It is shown as unknown, and nobody is told: its collector's own monitor does that.
    record Shown() implements Missing {}

    /// Somebody is told, once the last value is so old.
    record Told(Duration after) implements Missing {}
  }

  Members json() {
    Members members =
        JsonTree.object()
            .with("thresholds", thresholds.json())
            .with("include_tags", Flag.TRUE)
            .with("notify_audit", Flag.FALSE)
            .with("require_full_window", Flag.FALSE);
    Members missed =
        switch (missing) {
          case Missing.Shown() -> members.with("on_missing_data", "show_no_data");
          case Missing.Told(Duration after) ->
              members
                  .with("notify_no_data", Flag.TRUE)
                  .with("no_data_timeframe", after.toMinutes());
        };
    Members delayed = delay.isZero() ? missed : missed.with("evaluation_delay", delay.toSeconds());
    return renotify
        .map(every ->
            delayed
                .with("renotify_interval", every.toMinutes())
                .with(
                    "renotify_statuses",
                    missing instanceof Missing.Told
                        ? JsonTree.texts("alert", "no data")
                        : JsonTree.texts("alert")))
        .orElse(delayed);
  }
}
