// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.asana.board.BoardProject.Phase;
import ai.metta.sandbox.truth.Days;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is so in a workspace at an instant, counted from its story and from nothing that was
/// served: each metric's value where it has one, under the rules that hold unless somebody sets
/// others, bugs of training being those that are called `training`.
///
/// @param values of the workspace
public record AsanaTruth(Instant at, SortedMap<Series, Double> values) {
  private static final Set<String> HIGH = Set.of("high", "urgent", "p0", "p1");

  public AsanaTruth {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  static AsanaTruth of(Board board, Instant at) {
    Tally tally = new Tally();
    projects(board, tally);
    tasks(board, at, tally);
    bugs(board, at, tally);
    return new AsanaTruth(at, tally.values());
  }

  private static void projects(Board board, Tally tally) {
    List<BoardProject> active =
        board.projects().stream().filter(one -> one.phase() == Phase.UNDER_WAY).toList();
    tally.put("asana.projects.active", active.size());
    for (String word : List.of("on_track", "at_risk", "off_track", "on_hold")) {
      tally.count("asana.projects." + word, active.stream().filter(one -> says(one, word)));
    }
    tally.count("asana.projects.no_status", active.stream().filter(one -> one.status().isEmpty()));
    tally.count(
        "asana.projects.other_status",
        active.stream().filter(one -> says(one, "complete") || says(one, "dropped")));
  }

  private static boolean says(BoardProject project, String word) {
    return project.status().equals(Optional.of(word));
  }

  /// Every task that is in some project that was not archived.
  private static void tasks(Board board, Instant at, Tally tally) {
    List<BoardTask> all =
        board.tasks().stream()
            .filter(task -> task.exists(at) && !task.subtype().equals("section"))
            .filter(task -> board.projects().stream().anyMatch(one -> shows(one, task)))
            .toList();
    List<BoardTask> open = open(all, at);
    List<BoardTask> done = done(all, at, 7);
    tally.put("asana.tasks.open", open.size());
    tally.count("asana.tasks.overdue", open.stream().filter(task -> isLate(task, at)));
    for (String high : HIGH) {
      tally.put(
          Series.of("asana.tasks.high_priority", "priority", high),
          open.stream().filter(task -> priority(board, task).equals(Optional.of(high))).count());
    }
    tally.put(Series.of("asana.tasks.completed_7d", "timeframe", "7d"), (long) done.size());
    tally.put(
        Series.of("asana.tasks.created_7d", "timeframe", "7d"),
        all.stream().filter(task -> Days.endingAt(at, 7).holds(task.created())).count());
    if (!open.isEmpty() || !done.isEmpty()) {
      tally.put(
          "asana.tasks.completion_rate_7d", 100.0 * done.size() / (done.size() + open.size()));
    }
    tally.put(
        Series.of("collector.asana.objects_read", "kind", "task"),
        (long) open.size() + done(all, at, 30).size());
  }

  private static void bugs(Board board, Instant at, Tally tally) {
    List<BoardTask> all = board.tasksOf(board.bugs(), at);
    List<BoardTask> open = open(all, at);
    tally.put("asana.projects.bugs.total_open", open.size());
    // By name: "Actively watched" holds the word, and is not the column that blocks.
    tally.count("asana.projects.bugs.triage_count", in(board, open, Set.of("Triage")));
    tally.count(
        "asana.projects.bugs.active_count", in(board, open, Set.of("Active", "Actively watched")));
    tally.count("asana.projects.bugs.backlog_count", in(board, open, Set.of("Backlog (later)")));
    tally.count("asana.projects.bugs.other_count", in(board, open, Set.of("Waiting for vendor")));
    tally.count("asana.bugs.blocking", in(board, open, Set.of("Active")));
    for (int days : List.of(7, 30)) {
      tally.count(
          "asana.projects.bugs.created_" + days + "d",
          all.stream().filter(task -> Days.endingAt(at, days).holds(task.created())));
      tally.put("asana.projects.bugs.completed_" + days + "d", done(all, at, days).size());
    }
    ages(open, at, tally);
    tally.count(
        "training.bugs.count",
        open.stream()
            .filter(task ->
                task.tags().contains("Training")
                    || task.area().filter("training"::equalsIgnoreCase).isPresent()));
  }

  private static void ages(List<BoardTask> open, Instant at, Tally tally) {
    List<Double> days =
        open.stream().map(task -> Tally.hours(task.created(), at) / 24).sorted().toList();
    if (!days.isEmpty()) {
      double middle = (days.get((days.size() - 1) / 2) + days.get(days.size() / 2)) / 2;
      double sum = days.stream().mapToDouble(Double::doubleValue).sum();
      tally.put(Series.of("asana.bugs.age_days", "metric", "avg"), sum / days.size());
      tally.put(Series.of("asana.bugs.age_days", "metric", "max"), days.getLast());
      tally.put(Series.of("asana.bugs.age_days", "metric", "p50"), middle);
    }
  }

  private static boolean shows(BoardProject project, BoardTask task) {
    return project.phase() != Phase.ARCHIVED && task.isIn(project.gid());
  }

  private static List<BoardTask> open(List<BoardTask> tasks, Instant at) {
    return tasks.stream().filter(task -> task.isOpenAt(at)).toList();
  }

  private static List<BoardTask> done(List<BoardTask> tasks, Instant at, int days) {
    return tasks.stream().filter(task -> Days.endingAt(at, days).holds(task.completed())).toList();
  }

  private static boolean isLate(BoardTask task, Instant at) {
    return task.dueAt().isPresent()
        ? task.dueAt().filter(due -> due.isBefore(at)).isPresent()
        : task.dueOn()
            .filter(day -> day.isBefore(LocalDate.ofInstant(at, ZoneOffset.UTC)))
            .isPresent();
  }

  /// What was chosen, where one of the task's projects has the field.
  private static Optional<String> priority(Board board, BoardTask task) {
    boolean asked =
        board.projects().stream()
            .anyMatch(project -> project.hasPriority() && task.isIn(project.gid()));
    return asked ? task.priority().map(word -> word.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  private static Stream<BoardTask> in(Board board, List<BoardTask> tasks, Set<String> sections) {
    return tasks.stream().filter(task -> sections.contains(task.sectionIn(board.bugs())));
  }
}
