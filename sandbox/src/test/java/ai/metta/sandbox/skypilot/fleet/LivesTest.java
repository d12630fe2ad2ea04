// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import static ai.metta.sandbox.skypilot.fleet.Instants.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jobs seen again and again while time goes on.
final class LivesTest {
  /// What may follow what, between two looks at a task.
  private static final Map<Status, Set<Status>> AFTER =
      Map.of(
          Status.PENDING, Set.of(Status.values()),
          Status.STARTING, Set.of(Status.values()),
          Status.RUNNING, without(Status.STARTING, Status.PENDING),
          Status.RECOVERING, without(Status.STARTING, Status.PENDING),
          Status.WINDING_DOWN, Set.of(Status.WINDING_DOWN, Status.SUCCEEDED),
          Status.CANCELLING, Set.of(Status.CANCELLING, Status.CANCELLED));

  private record Seen(Status status, long runningMillis, int recoveries, long submittedMillis) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void neverGoBack(long seed) {
    Fleet fleet = Fleet.of(seed, 150);
    Map<String, Seen> before = new HashMap<>();
    Set<Integer> gone = new HashSet<>();
    Set<Integer> listed = new HashSet<>();

    Instants.from(MORNING, Duration.ofMinutes(23), 500)
        .forEach(now -> {
          FleetView view = fleet.at(now);
          Set<Integer> ids = new HashSet<>();
          for (int position = 0; position < view.jobCount(); position++) {
            Job job = view.job(position);
            ids.add(job.id());
            job.tasks().forEach(task -> compare(before, job, task, view.nowMillis(), seed));
          }
          assertThat(ids).as("seed %d: nothing comes back", seed).noneMatch(gone::contains);
          listed.stream().filter(id -> !ids.contains(id)).forEach(gone::add);
          listed.addAll(ids);
        });
    assertThat(gone).isNotEmpty();
  }

  @Test
  void areOverWhenAJobIsNoLongerListed() {
    Fleet fleet = Fleet.of(9, 100);
    Map<Integer, Job> last = new HashMap<>();

    Instants.from(MORNING, Duration.ofMinutes(11), 400)
        .forEach(now -> {
          FleetView view = fleet.at(now);
          Map<Integer, Job> jobs = new HashMap<>();
          for (int position = 0; position < view.jobCount(); position++) {
            jobs.put(view.job(position).id(), view.job(position));
          }
          last.keySet().removeAll(jobs.keySet());
          assertThat(last.values()).allMatch(job -> job.isOverAt(view.nowMillis()));
          last.clear();
          last.putAll(jobs);
        });
  }

  @Test
  void areNeverLongerThanTheLongest() {
    FleetView view = Fleet.of(5, 20_000).at(MORNING);

    for (int position = 0; position < view.jobCount(); position++) {
      Job job = view.job(position);
      for (Task task : job.tasks()) {
        assertThat(task.life().endMillis() - job.submittedMillis())
            .isBetween(0L, Plots.LONGEST_LIFE.toMillis());
      }
    }
  }

  @Test
  void ofAPipelineFollowOneAnother() {
    FleetView view = Fleet.of(5, 2000).at(MORNING);
    int pipelines = 0;
    for (int position = 0; position < view.jobCount(); position++) {
      List<Task> tasks = view.job(position).tasks();
      if (tasks.size() == 3) {
        pipelines++;
        assertThat(tasks.get(1).life().segments().getFirst().startedMillis())
            .isGreaterThan(tasks.get(0).life().endMillis());
        assertThat(tasks.get(2).life().endMillis()).isGreaterThan(tasks.get(1).life().endMillis());
        boolean failed = tasks.get(1).life().lastPhase() != Phase.SUCCEEDED;
        assertThat(tasks.get(2).life().lastPhase() == Phase.CANCELLED).isIn(failed, true);
      }
    }
    assertThat(pipelines).isGreaterThan(10);
  }

  @Test
  void holdTheirTimesInOrder() {
    FleetView view = Fleet.of(5, 4000).at(MORNING);
    long now = view.nowMillis();
    for (int position = 0; position < view.jobCount(); position++) {
      for (Task task : view.job(position).tasks()) {
        LifeLine life = task.life();
        long pickedUp = life.pickedUpMillis(now).orElse(Long.MIN_VALUE);
        long started = life.startedMillis(now).orElse(Math.max(pickedUp, life.firstMillis()));
        assertThat(started).isGreaterThanOrEqualTo(pickedUp);
        assertThat(life.endedMillis(now).orElse(Long.MAX_VALUE)).isGreaterThanOrEqualTo(started);
        assertThat(life.runningMillis(now)).isBetween(0L, now - life.firstMillis());
        assertThat(life.segments()).hasSameSizeAs(task.placements());
      }
    }
  }

  private static void compare(
      Map<String, Seen> before, Job job, Task task, long nowMillis, long seed) {
    Seen now =
        new Seen(
            task.statusAt(nowMillis),
            task.life().runningMillis(nowMillis),
            task.life().recoveries(nowMillis),
            job.submittedMillis());
    Seen then = before.put(job.id() + "/" + task.index(), now);
    if (then != null) {
      String what = "seed %d, job %d: %s then %s".formatted(seed, job.id(), then, now);
      assertThat(now.submittedMillis()).as(what).isEqualTo(then.submittedMillis());
      assertThat(now.runningMillis()).as(what).isGreaterThanOrEqualTo(then.runningMillis());
      assertThat(now.recoveries()).as(what).isGreaterThanOrEqualTo(then.recoveries());
      assertThat(AFTER.getOrDefault(then.status(), Set.of(then.status())))
          .as(what)
          .contains(now.status());
    }
  }

  private static Set<Status> without(Status... statuses) {
    return Arrays.stream(Status.values())
        .filter(status -> !Set.of(statuses).contains(status))
        .collect(Collectors.toSet());
  }
}
