// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.QueueQuery.Match;
import ai.metta.sandbox.skypilot.QueueQuery.Sorting;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Person;
import ai.metta.sandbox.skypilot.fleet.Status;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which tasks of the queue a query is answered with, and how many there are in all. A row is one
/// number: the job's position times four, plus the task's index.
final class QueueSelection {
  private static final int TASK_BITS = 2;

  private final int[] rows;
  private final int total;
  private final int totalNoFilter;
  private final Map<Status, Integer> counts;

  private QueueSelection(int[] rows, int total, int totalNoFilter, Map<Status, Integer> counts) {
    this.rows = rows;
    this.total = total;
    this.totalNoFilter = totalNoFilter;
    this.counts = counts;
  }

  /// What a page, and a total, is counted in.
  enum Unit {
    TASKS,
    JOBS
  }

  static QueueSelection of(FleetView view, QueueQuery query, Unit unit) {
    return unit == Unit.JOBS && query.takesAll()
        ? plainPage(view, query)
        : searched(view, query, unit);
  }

  /// A page of the whole queue, found without looking at the other pages.
  private static QueueSelection plainPage(FleetView view, QueueQuery query) {
    int jobs = view.jobCount();
    long limit = query.limit().orElse(Math.max(1, jobs));
    int from = (int) Math.min((query.page().orElse(1) - 1) * limit, jobs);
    int to = (int) Math.min(from + limit, jobs);
    IntStream.Builder rows = IntStream.builder();
    for (int position = from; position < to; position++) {
      for (int task = 0; task < view.taskCount(position); task++) {
        rows.add(position << TASK_BITS | task);
      }
    }
    return new QueueSelection(rows.build().toArray(), jobs, view.taskCount(), view.counts());
  }

  private static QueueSelection searched(FleetView view, QueueQuery query, Unit unit) {
    int[] matching = matching(view, query);
    Map<Status, Integer> counts = counts(view, matching);
    int[] wanted =
        query.statuses().isEmpty()
            ? matching
            : Arrays.stream(matching)
                .filter(row -> query.takes(view.status(position(row), task(row)).name()))
                .toArray();
    query.sorting().ifPresent(sorting -> sort(wanted, view, sorting));
    int total = unit == Unit.JOBS ? jobs(wanted) : wanted.length;
    int[] rows = page(wanted, query, unit);
    int totalNoFilter = nobodyMatches(query.match()) ? 0 : view.taskCount();
    return new QueueSelection(rows, total, totalNoFilter, counts);
  }

  /// The rows of the page, in order.
  int[] rows() {
    return rows.clone();
  }

  /// Matching jobs where pages count jobs, else matching tasks.
  int total() {
    return total;
  }

  /// All tasks, whatever was asked for.
  int totalNoFilter() {
    return totalNoFilter;
  }

  /// Matching tasks by status, whatever statuses were asked for.
  Map<Status, Integer> counts() {
    return counts;
  }

  static int position(int row) {
    return row >> TASK_BITS;
  }

  static int task(int row) {
    return row & (1 << TASK_BITS) - 1;
  }

  private static int[] matching(FleetView view, QueueQuery query) {
    int[] rows = new int[view.taskCount()];
    int size = 0;
    for (int position = 0; position < view.jobCount(); position++) {
      if (matches(view, position, query)) {
        for (int task = 0; task < view.taskCount(position); task++) {
          rows[size++] = position << TASK_BITS | task;
        }
      }
    }
    return Arrays.copyOf(rows, size);
  }

  private static boolean matches(FleetView view, int position, QueueQuery query) {
    if (query.skipFinished() && isOver(view, position)) {
      return false;
    }
    if (query.takesAnyJob()) {
      return true;
    }
    Job job = view.job(position);
    Match match = query.match();
    return query.owner().map(job.owner().hash()::equals).orElse(true)
        && query.takes(job.id())
        && contains(job.owner().name(), match.user())
        && contains(Optional.of(job.name()), match.name())
        && contains(Optional.of("default"), match.workspace())
        && contains(job.pool().map(Job.Pool::name), match.pool());
  }

  private static boolean isOver(FleetView view, int position) {
    for (int task = 0; task < view.taskCount(position); task++) {
      if (!view.status(position, task).isTerminal()) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(Optional<String> text, Optional<String> part) {
    return part.isEmpty() || text.filter(whole -> whole.contains(part.get())).isPresent();
  }

  private static boolean nobodyMatches(Match match) {
    return match.user().isPresent()
        && Stream.concat(Person.STAFF.stream(), Stream.of(Person.NIGHTLY))
            .noneMatch(person -> contains(person.name(), match.user()));
  }

  private static Map<Status, Integer> counts(FleetView view, int[] rows) {
    if (rows.length == view.taskCount()) {
      return view.counts();
    }
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (int row : rows) {
      counts.merge(view.status(position(row), task(row)), 1, Integer::sum);
    }
    return counts;
  }

  private static int jobs(int[] rows) {
    int jobs = 0;
    for (int i = 0; i < rows.length; i++) {
      jobs += startsJob(rows, i) ? 1 : 0;
    }
    return jobs;
  }

  private static boolean startsJob(int[] rows, int index) {
    return index == 0 || position(rows[index]) != position(rows[index - 1]);
  }

  private static int[] page(int[] rows, QueueQuery query, Unit unit) {
    if (query.limit().isEmpty()) {
      return rows;
    }
    long limit = query.limit().get();
    long from = (query.page().orElse(1) - 1) * limit;
    if (unit == Unit.TASKS) {
      return slice(rows, from, from + limit);
    }
    long job = -1;
    int first = rows.length;
    int end = rows.length;
    for (int i = 0; i < rows.length && end == rows.length; i++) {
      if (startsJob(rows, i)) {
        job++;
        first = job == from ? i : first;
        end = job == from + limit ? i : end;
      }
    }
    return slice(rows, first, end);
  }

  private static int[] slice(int[] rows, long from, long to) {
    int start = (int) Math.min(from, rows.length);
    return Arrays.copyOfRange(rows, start, (int) Math.max(start, Math.min(to, rows.length)));
  }

  /// Sorts whole jobs by their first row; nulls count as the smallest.
  private static void sort(int[] rows, FleetView view, Sorting sorting) {
    Comparator<Integer> order = QueueOrder.by(sorting.key(), view);
    Comparator<Integer> directed =
        switch (sorting.direction()) {
          case ASCENDING -> order;
          case DESCENDING -> order.reversed();
        };
    int[] sorted =
        Arrays.stream(rows)
            .boxed()
            .sorted((left, right) -> compare(left, right, directed))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, rows, 0, rows.length);
  }

  private static int compare(int left, int right, Comparator<Integer> jobs) {
    int byJob = jobs.compare(position(left), position(right));
    return byJob != 0 ? byJob : Integer.compare(task(left), task(right));
  }
}
