// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The health grid over some days, the oldest first: a cell is the mean of its day's figures. The
/// last day's is unknown where the collector has failed since the row was measured, so that nobody
/// takes what was for what is.
///
/// @param days the windows of the columns
/// @param counted collectors whose rows somebody is to measure
record HealthWeek(List<HealthRow> rows, List<Window> days, HealthPast past, Set<String> counted) {

  /// What a row was on a day.
  sealed interface Cell {
    /// There were figures.
    ///
    /// @param fom mean of the day's figures of merit, from 0 to 1
    record Known(double fom) implements Cell {}

    /// There was none.
    record Grey(String reason) implements Cell {}
  }

  /// Areas in the grid's order.
  List<String> areas() {
    return rows.stream().map(row -> row.fom().area()).distinct().toList();
  }

  List<HealthRow> of(String area) {
    return rows.stream().filter(row -> row.fom().area().equals(area)).toList();
  }

  List<Cell> cells(HealthRow row) {
    return days.stream().map(day -> cell(row, day)).toList();
  }

  private Cell cell(HealthRow row, Window day) {
    OptionalDouble mean =
        past.figures().within(row, day).stream().mapToDouble(Double::doubleValue).average();
    if (mean.isEmpty()) {
      return new Cell.Grey(
          counted.contains(row.collector())
              ? past.reason(row, day)
              : row.collector() + " never reported, and does not count");
    }
    Optional<String> overtaken =
        day.equals(days.getLast()) ? past.overtaken(row, day.until()) : Optional.empty();
    return overtaken.<Cell>map(Cell.Grey::new).orElseGet(() -> new Cell.Known(mean.getAsDouble()));
  }

  /// Rows of an area that somebody is to measure.
  List<HealthRow> countedOf(String area) {
    return of(area).stream().filter(row -> counted.contains(row.collector())).toList();
  }

  /// Why cells of a row are grey, with the columns that each reason holds for.
  Map<String, List<Integer>> reasons(HealthRow row) {
    Map<String, List<Integer>> reasons = new LinkedHashMap<>();
    List<Cell> cells = cells(row);
    for (int column = 0; column < cells.size(); column++) {
      if (cells.get(column) instanceof Cell.Grey(String reason)) {
        reasons.computeIfAbsent(reason, _ -> new ArrayList<>()).add(column);
      }
    }
    return reasons;
  }
}
