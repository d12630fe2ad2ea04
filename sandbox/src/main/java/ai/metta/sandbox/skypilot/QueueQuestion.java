// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.InnerJson.Piece;
import ai.metta.sandbox.skypilot.QueueSelection.Unit;
import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import ai.metta.sandbox.skypilot.fleet.Status;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The queue of managed jobs, in the form of either version of it. Rows are made as they are
/// written, so that a long queue needs no more memory than a short one.
record QueueQuestion(Work work, ServerVersion version, Controller controller, QueueQuery query)
    implements Question {
  private static final Piece JOBS_KEY = Piece.of("{\"jobs\":");
  private static final Piece TOTAL_KEY = Piece.of(",\"total\":");
  private static final Piece TOTAL_NO_FILTER_KEY = Piece.of(",\"total_no_filter\":");
  private static final Piece COUNTS_KEY = Piece.of(",\"status_counts\":");

  @Override
  public Outcome answer(FleetView view) {
    Optional<String> complaint = query.complaint();
    if (complaint.isPresent()) {
      return new Outcome.Raised("ValueError", complaint.get());
    }
    Unit unit = version.isAtLeast(ServerVersion.V43) ? Unit.JOBS : Unit.TASKS;
    QueueSelection selection = QueueSelection.of(view, query, unit);
    if (!style().isLoose() && query.wantsClusters()) {
      Optional<String> invalid = fraction(view, selection);
      if (invalid.isPresent()) {
        return new Outcome.Raised("ValidationError", invalid.get());
      }
    }
    return new Outcome.Value(json -> write(json, view, selection));
  }

  private QueueRow.Style style() {
    if (!version.isAtLeast(ServerVersion.V24)) {
      return QueueRow.Style.OLD;
    }
    if (work == Work.QUEUE) {
      return QueueRow.Style.LOOSE;
    }
    return controller == Controller.CONSOLIDATED ? QueueRow.Style.TYPED : QueueRow.Style.RELAYED;
  }

  /// The typed record takes whole GPUs only.
  private static Optional<String> fraction(FleetView view, QueueSelection selection) {
    for (int row : selection.rows()) {
      int position = QueueSelection.position(row);
      if (view.status(position, QueueSelection.task(row)).isTerminal()) {
        continue;
      }
      Job job = view.job(position);
      Optional<Accelerators> part =
          QueueRow.placement(job, job.tasks().get(QueueSelection.task(row)), view.nowMillis())
              .flatMap(here -> here.machine().accelerators())
              .filter(Accelerators::isFractional);
      if (part.isPresent()) {
        return part.map(QueueQuestion::complaint);
      }
    }
    return Optional.empty();
  }

  private static String complaint(Accelerators part) {
    return "1 validation error for ManagedJobRecord\naccelerators.%s\n  Input should be a valid integer, got a number with a fractional part [type=int_from_float, input_value=%s, input_type=float]"
        .formatted(part.gpu().canonicalName(), part.count());
  }

  private void write(InnerJson json, FleetView view, QueueSelection selection) {
    if (work == Work.QUEUE) {
      writeRows(json, view, selection.rows());
      return;
    }
    json.piece(JOBS_KEY);
    writeRows(json, view, selection.rows());
    json.piece(TOTAL_KEY).number(selection.total());
    json.piece(TOTAL_NO_FILTER_KEY).number(selection.totalNoFilter());
    json.piece(COUNTS_KEY);
    json.body(counts -> writeCounts(counts, selection.counts()));
    json.bare("}");
  }

  private static void writeCounts(JsonGenerator json, Map<Status, Integer> counts) {
    json.writeStartObject();
    counts.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<Status, Integer> count) -> count.getKey().name()))
        .forEach(count -> json.writeNumberProperty(count.getKey().name(), count.getValue()));
    json.writeEndObject();
  }

  private void writeRows(InnerJson json, FleetView view, int[] rows) {
    RecordPlan plan = RecordPlan.of(RecordLayout.of(work, version), query, style());
    json.bare("[");
    for (int i = 0; i < rows.length; i++) {
      Job job = view.job(QueueSelection.position(rows[i]));
      Task task = job.tasks().get(QueueSelection.task(rows[i]));
      json.bare(i == 0 ? "" : ",");
      plan.write(new QueueRow(job, task, view.nowMillis(), style()), json);
    }
    json.bare("]");
  }
}
