// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// All experiments of an organisation, at any instant.
public final class Experiments {
  /// The team whose projects these are.
  public static final String ENTITY = "metta-sandbox";

  /// Where things learn to act.
  public static final String ARENA = "arena";

  /// Where things learn to tell.
  public static final String LANGUAGE = "language";

  public static final List<String> PROJECTS = List.of(ARENA, LANGUAGE);

  /// Launch queues.
  public static final List<String> QUEUES = List.of("gpu-pool", "spot-pool");

  private static final Comparator<TrainingRun> BY_CREATION =
      Comparator.comparing(TrainingRun::created).thenComparing(TrainingRun::id);

  private final Fleet fleet;
  private volatile Optional<View> latest = Optional.empty();

  /// What is known of tasks that are over, which does not change any more.
  private final Map<String, Entry> settled = new ConcurrentHashMap<>();

  /// What W&B knows of a task.
  private record Entry(Optional<TrainingRun> run, Optional<QueueItem> queueItem) {}

  private Experiments(Fleet fleet) {
    this.fleet = fleet;
  }

  /// Those behind a fleet's jobs, and others.
  public static Experiments of(Fleet fleet) {
    return new Experiments(fleet);
  }

  /// What is so at an instant.
  ///
  /// @param runs by creation, those that may not be seen included
  public record View(
      Instant now, List<TrainingRun> runs, List<Sweep> sweeps, List<QueueItem> queueItems) {
    public View {
      runs = List.copyOf(runs);
      sweeps = List.copyOf(sweeps);
      queueItems = List.copyOf(queueItems);
    }

    public List<TrainingRun> runs(String project) {
      return runs.stream().filter(run -> run.project().equals(project)).toList();
    }
  }

  /// What is so at an instant. Safe to be asked by several threads.
  public View at(Instant now) {
    Optional<View> kept = latest.filter(view -> view.now().equals(now));
    View view = kept.orElseGet(() -> seen(now));
    latest = Optional.of(view);
    return view;
  }

  private View seen(Instant now) {
    FleetView jobs = fleet.at(now);
    List<TrainingRun> runs = new ArrayList<>(HomeRuns.until(fleet.seed(), now, fleet.climate()));
    List<QueueItem> items = new ArrayList<>();
    for (int position = 0; position < jobs.jobCount(); position++) {
      Job job = jobs.job(position);
      for (Task task : job.tasks()) {
        Entry entry = entry(job, task, now);
        entry.run().ifPresent(runs::add);
        entry.queueItem().ifPresent(items::add);
      }
    }
    runs.sort(BY_CREATION);
    items.sort(Comparator.comparing(QueueItem::id));
    return new View(now, runs, sweeps(runs), items);
  }

  private Entry entry(Job job, Task task, Instant now) {
    if (task.life().endedMillis(now.toEpochMilli()).isEmpty()) {
      return told(job, task, now);
    }
    if (settled.size() > 4 * Fleet.USUAL_JOBS) {
      settled.clear();
    }
    return settled.computeIfAbsent(job.id() + "/" + task.index(), _ -> told(job, task, now));
  }

  private Entry told(Job job, Task task, Instant now) {
    Diary diary = new Diary(job, task, now, fleet.climate());
    return new Entry(diary.run(), diary.queueItem());
  }

  /// What is so in a project at an instant, counted from the experiments and from nothing that was
  /// served.
  public WandbTruth truth(String project, Instant at) {
    return WandbTruth.of(at(at), project);
  }

  private static List<Sweep> sweeps(List<TrainingRun> runs) {
    Map<String, List<TrainingRun>> bySweep = new TreeMap<>();
    runs.forEach(run ->
        run.sweep()
            .ifPresent(name -> bySweep.computeIfAbsent(name, _ -> new ArrayList<>()).add(run)));
    List<Sweep> sweeps = new ArrayList<>();
    bySweep.forEach((name, members) -> {
      boolean goesOn = members.stream().anyMatch(run -> !run.state().hasEnded());
      TrainingRun first = members.getFirst();
      sweeps.add(
          new Sweep(
              name,
              first.project(),
              goesOn ? "RUNNING" : "FINISHED",
              first.created(),
              members.size()));
    });
    return sweeps;
  }
}
