// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.InnerJson.Piece;
import java.util.ArrayList;
import java.util.List;

/// How the records of one answer are written: the keys in order, with everything that is the same
/// in all of them prepared, and between the prepared pieces the columns that differ.
final class RecordPlan {
  /// A prepared piece and the column whose value follows it.
  private record Step(Piece before, QueueColumn column) {}

  private final List<Step> steps;
  private final Piece end;

  private RecordPlan(List<Step> steps, Piece end) {
    this.steps = List.copyOf(steps);
    this.end = end;
  }

  static RecordPlan of(List<QueueColumn> columns, QueueQuery query, QueueRow.Style style) {
    List<Step> steps = new ArrayList<>();
    StringBuilder before = new StringBuilder("{");
    for (QueueColumn column : columns) {
      boolean bringsItsKey = column == QueueColumn.ACCELERATORS && style.isLoose();
      if (!bringsItsKey) {
        before.append(column == columns.getFirst() ? "" : ",");
        before.append('"').append(column.wireName()).append("\":");
      }
      if (!query.wants(column) || column.isAlwaysNull()) {
        before.append("null");
      } else {
        steps.add(new Step(Piece.of(before.toString()), column));
        before.setLength(0);
      }
    }
    return new RecordPlan(steps, Piece.of(before.append("}").toString()));
  }

  void write(QueueRow row, InnerJson json) {
    for (Step step : steps) {
      json.piece(step.before());
      row.write(step.column(), json);
    }
    json.piece(end);
  }
}
