// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Schedule;
import ai.metta.metric.TagKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What monitors follow from.
///
/// @param collectors those that are to run
/// @param runner what every run says of itself and of the health grid
/// @param rows of the health grid
public record Declared(List<Watched> collectors, List<Metric> runner, List<Row> rows) {
  public Declared {
    collectors = List.copyOf(collectors);
    runner = List.copyOf(runner);
    rows = List.copyOf(rows);
  }

  /// A collector.
  ///
  /// @param deadline after how long a run of it is ended
  /// @param scope the keys that name the scope on each of its series
  /// @param dashboard the name of the page that shows its metrics
  public record Watched(
      String name,
      Schedule schedule,
      Duration deadline,
      List<Metric> metrics,
      List<TagKey> scope,
      Optional<String> dashboard) {
    public Watched {
      metrics = List.copyOf(metrics);
      scope = List.copyOf(scope);
    }

    /// How far apart the values of one of its metrics are: a part that is due only sometimes says
    /// so by how long its values stay fresh.
    Duration period(Metric metric) {
      Duration third = metric.freshness(schedule).dividedBy(3);
      return third.compareTo(schedule.every()) > 0 ? third : schedule.every();
    }
  }

  /// A row of the health grid.
  ///
  /// @param raw the metric that it follows from
  /// @param collector whose runs measure it
  public record Row(Fom fom, Metric raw, String collector) {}

  /// A metric of the runner's.
  Metric ofRunner(String name) {
    return runner.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the runner has no metric " + name));
  }

  Optional<Watched> collector(String name) {
    return collectors.stream().filter(one -> one.name().equals(name)).findFirst();
  }
}
