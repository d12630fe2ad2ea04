// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.asana.board.BoardTask.Place;
import ai.metta.sandbox.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells of what is filed while an incident lasts: one bug for its cause, and one for what it left.
final class IncidentBugs {
  private IncidentBugs() {}

  static List<BoardTask> of(Incident incident) {
    return List.of(
        bug(
            1,
            "No spot machines in " + incident.region(),
            incident.from().plus(Duration.ofMinutes(35)),
            incident.until().plus(Duration.ofHours(3))),
        bug(
            2,
            "Runs went on from an old checkpoint",
            incident.from().plus(Duration.ofHours(9)),
            incident.until().plus(Duration.ofHours(31))));
  }

  private static BoardTask bug(int number, String name, Instant created, Instant completed) {
    return new BoardTask(
        Long.toString(1_206_000_000_000_000L + number),
        name,
        "default_task",
        created,
        Optional.of(completed),
        Optional.empty(),
        Optional.empty(),
        Optional.of("Urgent"),
        Optional.of("Training"),
        List.of("Training"),
        List.of(new Place(Plan.BUGS.gid(), "Active")));
  }
}
