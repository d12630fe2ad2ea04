// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.asana.board.BoardProject;
import ai.metta.sandbox.asana.board.BoardProject.Phase;
import ai.metta.sandbox.asana.board.BoardTask;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.json.JsonTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Answers what is asked of the workspace.
record Desk(AsanaOptions options) {
  Answer answer(Asked asked, Optional<AsanaFault> fault) {
    Board board = options.board();
    return switch (asked.path()) {
      case "/users/me" -> Answer.json(JsonTree.of("data", Shapes.me(board, asked.fields())));
      case "/projects" -> projects(board, asked, fault);
      case "/tasks" -> tasks(board, asked, fault);
      case "/status_updates" -> updates(board, asked, fault);
      default -> Refusal.noRoute();
    };
  }

  private static Answer projects(Board board, Asked asked, Optional<AsanaFault> fault) {
    if (!asked.parameter("workspace").equals(Optional.of(board.workspace()))) {
      return Refusal.unknown("workspace");
    }
    Optional<Boolean> archived = asked.parameter("archived").map(Boolean::valueOf);
    List<BoardProject> projects =
        board.projects().stream()
            .filter(one ->
                archived.map(wanted -> wanted == (one.phase() == Phase.ARCHIVED)).orElse(true))
            .toList();
    boolean silent = fault.equals(Optional.of(AsanaFault.NO_STATUS_TYPE));
    return new Lists(asked, fault)
        .of(projects, project -> Shapes.project(project, asked.fields(), silent));
  }

  private static Answer tasks(Board board, Asked asked, Optional<AsanaFault> fault) {
    Optional<String> project = asked.parameter("project");
    if (project.isEmpty()) {
      return Refusal.of(
          400,
          "Must specify exactly one of project, tag, section, user task list, or assignee +"
              + " workspace");
    }
    if (board.project(project.get()).isEmpty()) {
      return Refusal.unknown("project");
    }
    Optional<Instant> since = asked.time("completed_since");
    if (since.isEmpty() && asked.parameter("completed_since").isPresent()) {
      return Refusal.of(400, "completed_since: Not a valid date or time");
    }
    List<BoardTask> tasks =
        board.tasksOf(project.get(), asked.now()).stream()
            .filter(task ->
                since.isEmpty()
                    || !task.isDoneAt(asked.now())
                    || task.completed().filter(at -> !at.isBefore(since.get())).isPresent())
            .toList();
    return new Lists(asked, fault)
        .of(tasks, task -> Shapes.task(board, task, asked.now(), asked.fields()));
  }

  private static Answer updates(Board board, Asked asked, Optional<AsanaFault> fault) {
    Optional<BoardProject> project = asked.parameter("parent").flatMap(board::project);
    return project
        .map(found ->
            new Lists(asked, fault)
                .of(found.status().stream().toList(), word -> Shapes.update(word, asked.fields())))
        .orElseGet(() -> Refusal.unknown("parent"));
  }
}
