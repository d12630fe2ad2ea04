// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.asana.AsanaSnapshot.Named;
import ai.metta.collectors.asana.AsanaSnapshot.Tasks;
import ai.metta.collectors.asana.Task.Field;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Tasks of the projects that count, each once, however many of them it is in. Sections that were
/// once rows of a list are no tasks, and subtasks are in no project's list.
final class TaskMetrics {
  private static final String GROUP = "Tasks";
  private static final TagKey DAYS_7 = TagKey.bounded("timeframe", "7d");

  static final Metric OPEN =
      tasks("asana.tasks.open", "Tasks that are not completed")
          .history(History.DERIVABLE)
          .orientation(LOWER_IS_BETTER)
          .shownIn(GROUP, 1);
  static final Metric OVERDUE =
      tasks(
              "asana.tasks.overdue",
              "Open tasks whose hour has passed or, where they have none, whose day is over in asana.time_zone")
          .orientation(LOWER_IS_BETTER)
          .shownIn(GROUP, 2);
  static final Metric HIGH_PRIORITY =
      tasks(
              "asana.tasks.high_priority",
              "Open tasks by each value of asana.priority_field that asana.high_values calls high; none where no task has the field")
          .taggedBy(TagKey.open("priority", 10, Overflow.OTHER))
          .orientation(LOWER_IS_BETTER)
          .shownIn(GROUP, 3);
  static final Metric COMPLETED =
      tasks("asana.tasks.completed_7d", "Tasks completed in the last 7 days")
          .window(Lookback.DAYS_7)
          .history(History.DERIVABLE)
          .taggedBy(DAYS_7)
          .orientation(HIGHER_IS_BETTER)
          .shownIn(GROUP, 4);
  static final Metric CREATED =
      tasks("asana.tasks.created_7d", "Tasks created in the last 7 days, completed ones included")
          .window(Lookback.DAYS_7)
          .history(History.DERIVABLE)
          .taggedBy(DAYS_7)
          .shownIn(GROUP, 5);
  static final Metric COMPLETION_RATE =
      Metric.gauge("asana.tasks.completion_rate_7d")
          .unit(Unit.PERCENT)
          .says(
              "Share of the tasks that were open at any time in the last 7 days, and not deleted, that got done")
          .across(NEVER)
          .window(Lookback.DAYS_7)
          .history(History.DERIVABLE)
          .orientation(HIGHER_IS_BETTER)
          .from(AsanaMetrics.TASKS)
          .shownIn(GROUP, 6);
  static final Metric OPEN_BY =
      by("asana.tasks.open_by", "Open tasks by project").shownIn(GROUP, 7);
  static final Metric OVERDUE_BY =
      by("asana.tasks.overdue_by", "Overdue tasks by project").shownIn(GROUP, 8);

  private TaskMetrics() {}

  static List<Emission<AsanaSnapshot>> emissions() {
    return List.of(
        emit(OPEN).from(AsanaSnapshot::tasks).value((tasks, asOf) -> open(tasks, asOf).count()),
        emit(OVERDUE)
            .from(AsanaSnapshot::tasks)
            .value((tasks, asOf) -> distinct(tasks).filter(overdue(tasks, asOf)).count()),
        emit(HIGH_PRIORITY).from(AsanaSnapshot::tasks).by(TaskMetrics::highPriority),
        emit(COMPLETED)
            .from(AsanaSnapshot::tasks)
            .each((tasks, asOf) -> inLast7Days(completed(tasks, asOf))),
        emit(CREATED)
            .from(AsanaSnapshot::tasks)
            .each((tasks, asOf) -> inLast7Days(created(tasks, asOf))),
        emit(COMPLETION_RATE).from(AsanaSnapshot::tasks).by(TaskMetrics::completionRate),
        emit(OPEN_BY)
            .from(AsanaSnapshot::tasksByProject)
            .by((named, asOf) -> byProject(named, task -> task.isOpenAt(asOf))),
        emit(OVERDUE_BY)
            .from(AsanaSnapshot::tasksByProject)
            .by((named, asOf) -> byProject(named, overdue(named.tasks(), asOf))));
  }

  /// Each task once.
  static Stream<Task> distinct(Tasks tasks) {
    Set<String> seen = new HashSet<>();
    return tasks.byProject().values().stream()
        .flatMap(List::stream)
        .filter(task -> seen.add(task.gid()));
  }

  private static Stream<Task> open(Tasks tasks, Instant asOf) {
    return distinct(tasks).filter(task -> task.isOpenAt(asOf));
  }

  private static Predicate<Task> overdue(Tasks tasks, Instant asOf) {
    return task ->
        task.isOpenAt(asOf)
            && task.due().filter(due -> due.isPast(asOf, tasks.rules().zone())).isPresent();
  }

  static Outcome highPriority(Tasks tasks, Instant asOf) {
    AsanaConfig rules = tasks.rules();
    List<Field> fields = distinct(tasks).flatMap(rules::priorities).toList();
    if (fields.stream().noneMatch(Field::isTold)) {
      return new Outcome.Absent(
          (fields.isEmpty() ? "no task has" : "no task shows a value, and none has options, of")
              + " the custom field \""
              + rules.priorityField()
              + "\" (asana.priority_field)");
    }
    Map<String, Double> counts = new LinkedHashMap<>();
    rules.highValues().forEach(value -> counts.put(value, 0.0));
    open(tasks, asOf)
        .flatMap(task ->
            rules
                .priorities(task)
                .flatMap(field -> field.values().stream())
                .map(AsanaConfig::lower)
                .distinct())
        .forEach(value -> counts.computeIfPresent(value, (_, count) -> count + 1));
    List<Sample> samples = new ArrayList<>();
    counts.forEach((value, count) -> samples.add(Sample.of("priority", value, count)));
    return new Outcome.Value(samples);
  }

  private static long completed(Tasks tasks, Instant asOf) {
    Window week = Window.ending(asOf, Lookback.DAYS_7);
    return distinct(tasks)
        .filter(task -> task.completed().filter(week::contains).isPresent())
        .count();
  }

  private static long created(Tasks tasks, Instant asOf) {
    Window week = Window.ending(asOf, Lookback.DAYS_7);
    return distinct(tasks).filter(task -> week.contains(task.created())).count();
  }

  static Outcome completionRate(Tasks tasks, Instant asOf) {
    double done = completed(tasks, asOf);
    double all = done + open(tasks, asOf).count();
    return all == 0
        ? new Outcome.Absent("no task was open in the last 7 days")
        : Outcome.value(100 * done / all);
  }

  private static Outcome byProject(Named named, Predicate<Task> counts) {
    Map<String, String> slugs = named.slugs();
    List<Sample> samples = new ArrayList<>();
    named
        .tasks()
        .byProject()
        .forEach((gid, tasks) ->
            samples.add(
                Sample.of(
                    "project",
                    slugs.getOrDefault(gid, gid),
                    (double) tasks.stream().filter(counts).count())));
    return Outcome.samples(samples, "no project counts");
  }

  private static List<Sample> inLast7Days(long count) {
    return List.of(Sample.of("timeframe", "7d", (double) count));
  }

  private static Metric tasks(String name, String says) {
    return Metric.gauge(name)
        .unit(Unit.of("task"))
        .says(says)
        .across(SUM)
        .history(History.NOW_ONLY)
        .from(AsanaMetrics.TASKS);
  }

  /// A task that is in two projects counts in both.
  private static Metric by(String name, String says) {
    return tasks(name, says + ", where asana.per_project is on; one that is in two counts in both")
        .across(NEVER)
        .emitted(Emitted.OPTIONAL_ON)
        .taggedBy(TagKey.open("project", 100, Overflow.DROP));
  }
}
