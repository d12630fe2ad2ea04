// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A workspace of the organisation that runs a fleet of jobs: what it plans, and the bugs that it
/// filed when jobs failed. Its story is told from 100 days before an instant until 20 days after.
///
/// @param workspace its gid
/// @param bugs gid of the project that holds bugs
public record Board(
    String workspace, String bugs, List<BoardProject> projects, List<BoardTask> tasks) {
  static final String NAME = "Metta sandbox";

  public Board {
    projects = List.copyOf(projects);
    tasks = List.copyOf(tasks);
  }

  /// Tells the story of a seed.
  ///
  /// @param fleet the jobs, at the instant that the story leads up to
  public static Board of(long seed, FleetView fleet) {
    return of(seed, fleet, 0);
  }

  /// Tells the story of a seed, and of those who looked into an incident.
  ///
  /// @param fleet the jobs, at the instant that the story leads up to
  public static Board of(long seed, FleetView fleet, Incident incident) {
    Board usual = of(seed, fleet);
    List<BoardTask> tasks =
        new ArrayList<>(
            usual.tasks().stream().filter(task -> !incident.strikes(task.created())).toList());
    tasks.addAll(IncidentBugs.of(incident));
    return new Board(usual.workspace(), usual.bugs(), usual.projects(), tasks);
  }

  /// Tells the story of a seed, in a larger workspace.
  ///
  /// @param teams that have a project each, beside the usual ones
  public static Board of(long seed, FleetView fleet, int teams) {
    Instant around = Instant.ofEpochMilli(fleet.nowMillis());
    List<BoardProject> projects = Plan.projects(teams);
    List<BoardTask> tasks = new ArrayList<>(new TaskStory(seed, around, projects).told());
    tasks.addAll(new BugStory(seed, fleet).told());
    return new Board(Plan.WORKSPACE, Plan.BUGS.gid(), projects, tasks);
  }

  public String name() {
    return NAME;
  }

  public Optional<BoardProject> project(String gid) {
    return projects.stream().filter(one -> one.gid().equals(gid)).findFirst();
  }

  /// The tasks of a project, in the order they were added; none where there is no such project.
  public List<BoardTask> tasksOf(String project, Instant now) {
    return tasks.stream().filter(task -> task.isIn(project) && task.exists(now)).toList();
  }

  /// What is so at an instant.
  public AsanaTruth truth(Instant at) {
    return AsanaTruth.of(this, at);
  }
}
