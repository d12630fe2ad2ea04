// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.access.configuration.Durations;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.health.Figure;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Rows of the grid, and all that is needed to say where they stand.
///
/// @param past what earlier runs sent, of the rows whose collectors did not run now; empty where
///   nobody can be asked
record Rows(List<HealthRow> rows, HealthSnapshot facts, Optional<Stored> past) {

  List<Standing> at(Instant asOf) {
    return rows.stream().map(row -> at(row, asOf)).toList();
  }

  private Standing at(HealthRow row, Instant asOf) {
    Optional<Result> result = Optional.ofNullable(facts.results().get(row.collector()));
    if (HealthSnapshot.measured(facts.results(), row)) {
      return now(row, result.orElseThrow());
    }
    return past.map(earlier -> before(row, earlier, asOf))
        .orElseGet(() ->
            result
                .filter(one -> one.status() != Status.NOT_CONFIGURED)
                .map(one -> now(row, one))
                .orElseGet(() -> unasked(row, result.isPresent())));
  }

  private Standing now(HealthRow row, Result result) {
    if (!counts(row, true)) {
      return new Standing.Disabled(row);
    }
    return result.figures().stream()
        .filter(figure -> figure.row().id().equals(row.id()))
        .findFirst()
        .map(figure ->
            switch (figure) {
              case Figure.Known known -> new Standing.Known(row, known.fom());
              case Figure.Unknown(var _, String reason, var _) -> new Standing.Unknown(row, reason);
              case Figure.Gone(var _, String reason) -> new Standing.Unknown(row, reason);
            })
        .orElseGet(() ->
            new Standing.Unknown(row, "this run of " + row.collector() + " did not measure it"));
  }

  private Standing unasked(HealthRow row, boolean isUnconfigured) {
    String why = isUnconfigured ? " is not configured" : " did not run, and there is nobody to ask";
    return counts(row, !isUnconfigured)
        ? new Standing.Unknown(row, row.collector() + why)
        : new Standing.Disabled(row);
  }

  private Standing before(HealthRow row, Stored earlier, Instant asOf) {
    String collector = row.collector();
    Optional<Point> figure = earlier.figures().latest(row, asOf);
    boolean reported =
        facts.isConfigured(collector)
            || figure.isPresent()
            || Optional.ofNullable(earlier.reported().get(collector))
                .filter(since -> !since.isAfter(asOf))
                .isPresent();
    if (!counts(row, reported)) {
      return new Standing.Disabled(row);
    }
    if (figure.isEmpty()) {
      return new Standing.Unknown(row, tooOld(row, earlier, asOf));
    }
    return earlier
        .ends()
        .overtaking(row, figure.get().at(), asOf)
        .<Standing>map(run ->
            new Standing.Unknown(
                row, collector + " ran at " + run.at() + " and came to no value of it"))
        .orElseGet(() -> new Standing.Known(row, figure.get().value()));
  }

  private static String tooOld(HealthRow row, Stored earlier, Instant asOf) {
    String limit = Durations.print(row.freshness());
    Optional<Point> last = earlier.figures().before(row, asOf);
    return last.map(point ->
            "the last value is "
                + Durations.print(Duration.between(point.at(), asOf))
                + " old, and says nothing of now after "
                + limit)
        .orElse("no value within " + limit);
  }

  private boolean counts(HealthRow row, boolean otherwise) {
    return facts.grid().counts(row.collector(), otherwise);
  }
}
