// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.asana.board.BoardProject.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is being worked on.
final class Plan {
  static final String WORKSPACE = "1201000000000001";

  private static final long FIRST = 1_202_000_000_000_000L;
  private static final List<String> STEPS = List.of("To do", "Doing", "Done");

  static final BoardProject BUGS =
      new BoardProject(
          "1202000000000001",
          "Bugs",
          Phase.UNDER_WAY,
          Optional.of("on_track"),
          List.of("Triage", "Active", "Actively watched", "Backlog (later)", "Waiting for vendor"),
          true);

  private static final List<BoardProject> USUAL =
      List.of(
          BUGS,
          project(2, "Arena roadmap", Phase.UNDER_WAY, "on_track", true),
          project(3, "Curriculum", Phase.UNDER_WAY, "at_risk", true),
          project(4, "Evaluations", Phase.UNDER_WAY, "off_track", false),
          project(5, "Cluster move", Phase.UNDER_WAY, "on_hold", false),
          project(6, "Handbook", Phase.UNDER_WAY, "", false),
          project(7, "Paper draft", Phase.COMPLETED, "complete", false),
          project(8, "Old sweeps", Phase.ARCHIVED, "off_track", true),
          project(9, "Workshop", Phase.UNDER_WAY, "dropped", false));

  private static final List<String> STATUSES =
      List.of("on_track", "at_risk", "off_track", "on_hold", "");

  private Plan() {}

  /// The usual ones, and one for each of so many teams.
  static List<BoardProject> projects(int teams) {
    List<BoardProject> projects = new ArrayList<>(USUAL);
    for (int team = 1; team <= teams; team++) {
      String status = STATUSES.get(team % STATUSES.size());
      projects.add(project(USUAL.size() + team, "Team " + team, Phase.UNDER_WAY, status, true));
    }
    return projects;
  }

  private static BoardProject project(
      int number, String name, Phase phase, String status, boolean hasPriority) {
    return new BoardProject(
        Long.toString(FIRST + number),
        name,
        phase,
        Optional.of(status).filter(word -> !word.isEmpty()),
        STEPS,
        hasPriority);
  }
}
