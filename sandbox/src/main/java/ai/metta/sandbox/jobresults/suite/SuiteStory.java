// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Ask;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Where;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Two suites, of which a run begins every six hours: `stable`, with the fleet's jobs that ended
/// meanwhile and some on the runner's own machine, and `ci`. Told from four days before an instant
/// on, or from longer ago.
public final class SuiteStory {
  public static final String STABLE = "stable";
  public static final String CI = "ci";

  /// How long a run takes.
  static final Duration PERIOD = Duration.ofHours(6);

  /// How long one is remembered, where nobody says.
  private static final Duration KEPT = PERIOD.multipliedBy(16);

  private static final long LINE = 7003;

  private final Fleet fleet;
  private final Experiments experiments;

  private final Duration gap;
  private final Duration kept;

  private SuiteStory(Fleet fleet, Experiments experiments, Duration gap, Duration kept) {
    this.fleet = fleet;
    this.experiments = experiments;
    this.gap = gap;
    this.kept = kept;
  }

  /// Of each suite, one run after the other.
  public static SuiteStory of(Fleet fleet, Experiments experiments) {
    return new SuiteStory(fleet, experiments, PERIOD, KEPT);
  }

  /// Of each suite, a run every so often.
  public SuiteStory every(Duration often) {
    return new SuiteStory(fleet, experiments, often, kept);
  }

  /// Of each suite, the runs of so long a time.
  public SuiteStory remembering(Duration time) {
    return new SuiteStory(fleet, experiments, gap, time);
  }

  /// The runs that there are at an instant, the last of each suite still going on.
  public List<SuiteRun> at(Instant now) {
    FleetJobs jobs = FleetJobs.at(now, fleet, experiments);
    long newest = Math.floorDiv(now.getEpochSecond(), gap.toSeconds());
    List<SuiteRun> runs = new ArrayList<>();
    for (long number = newest - kept.dividedBy(gap); number <= newest; number++) {
      runs.add(run(STABLE, number, now, stable(number, number == newest, now, jobs)));
      runs.add(run(CI, number, now, ci(number, now)));
    }
    return runs;
  }

  /// What is so at an instant, of what had been told by another.
  public SuiteTruth truth(Instant told, Instant at) {
    return SuiteTruth.of(at(told), at);
  }

  private SuiteRun run(String suite, long number, Instant now, List<SuiteJob> jobs) {
    Instant begin = begin(number);
    Instant end = begin.plus(PERIOD);
    boolean onTheHour = begin.truncatedTo(ChronoUnit.HOURS).equals(begin);
    return new SuiteRun(
        suite + "-" + begin.toString().substring(0, onTheHour ? 13 : 19).replace(':', '-'),
        suite,
        begin,
        end.isAfter(now) ? Optional.empty() : Optional.of(end),
        jobs);
  }

  private Instant begin(long number) {
    return Instant.ofEpochSecond(number * gap.toSeconds());
  }

  private List<SuiteJob> stable(long number, boolean newest, Instant now, FleetJobs fleetJobs) {
    List<SuiteJob> jobs = new ArrayList<>();
    Dice dice = Dice.of(fleet.seed(), LINE, number);
    switch (fleet.climate()) {
      case Climate.Rough() -> {
        jobs.add(training(dice, number, now));
        jobs.add(evaluation(dice, number, now));
      }
      case Climate.Settled(Incident incident) -> {
        SettledRunner runner = new SettledRunner(incident, dice, now);
        jobs.add(runner.training(begin(number)));
        jobs.add(runner.evaluation(begin(number)));
      }
    }
    jobs.addAll(fleetJobs.endedWithin(begin(number), begin(number + 1)));
    if (newest) {
      jobs.addAll(fleetJobs.running());
    }
    return jobs;
  }

  /// Half as much while an incident lasts.
  private int share(int rough, int settled, Instant at) {
    return switch (fleet.climate()) {
      case Climate.Rough() -> rough;
      case Climate.Settled(Incident incident) -> incident.strikes(at) ? settled / 2 : settled;
    };
  }

  /// On the runner's machine; one in seven never ends.
  private SuiteJob training(Dice dice, long number, Instant now) {
    Instant started = begin(number).plusSeconds(dice.between(60, 3600));
    Instant end = started.plusSeconds(dice.between(600, 2400));
    boolean hangs = dice.chance(14);
    boolean well = dice.chance(85);
    TreeMap<String, Double> measured = new TreeMap<>();
    measured.put("checkpoint_saved", dice.chance(85) ? 1.0 : 0.0);
    if (dice.chance(70)) {
      measured.put("resumed_from_checkpoint", 1.0);
    }
    measured.put("env_agent/heart.gained", dice.between(0, 1000) / 1000.0);
    return onRunner(
        "runner." + started.toString().substring(0, 10) + "-arena_basic.local_smoke",
        "recipes.arena.basic.train",
        Optional.of("training"),
        started,
        hangs || end.isAfter(now) ? Optional.empty() : Optional.of(end),
        well,
        measured,
        List.of(new Ask("env_agent/heart.gained", "in", 0.1, 1)),
        now);
  }

  private SuiteJob evaluation(Dice dice, long number, Instant now) {
    Instant started = begin(number).plusSeconds(dice.between(3700, 5000));
    Instant end = started.plusSeconds(dice.between(60, 600));
    TreeMap<String, Double> measured = new TreeMap<>();
    measured.put("hearts", dice.between(300, 900) / 1000.0);
    measured.put("expected_hearts", 0.625);
    return onRunner(
        "evaluate basic",
        "recipes.arena.basic.evaluate",
        Optional.empty(),
        started,
        end.isAfter(now) ? Optional.empty() : Optional.of(end),
        dice.chance(90),
        measured,
        List.of(new Ask("hearts", ">", 0.5, 0)),
        now);
  }

  private List<SuiteJob> ci(long number, Instant now) {
    Dice dice = Dice.of(fleet.seed(), LINE + 1, number);
    Instant started = begin(number).plusSeconds(120);
    Instant tested = started.plusSeconds(dice.between(300, 900));
    Instant linted = started.plusSeconds(dice.between(20, 60));
    return List.of(
        onRunner(
            "unit tests",
            "recipes.ci.tests",
            Optional.of("ci"),
            started,
            tested.isAfter(now) ? Optional.empty() : Optional.of(tested),
            dice.chance(share(80, 97, started)),
            new TreeMap<>(),
            List.of(),
            now),
        onRunner(
            "lint",
            "recipes.ci.lint",
            Optional.of("hygiene"),
            started,
            linted.isAfter(now) ? Optional.empty() : Optional.of(linted),
            dice.chance(95),
            new TreeMap<>(),
            List.of(),
            now));
  }

  static SuiteJob onRunner(
      String name,
      String recipe,
      Optional<String> category,
      Instant started,
      Optional<Instant> ended,
      boolean well,
      SortedMap<String, Double> measured,
      List<Ask> asked,
      Instant now) {
    boolean over = ended.isPresent();
    return new SuiteJob(
        name,
        recipe,
        category,
        over ? (well ? "succeeded" : "failed") : started.isAfter(now) ? "pending" : "running",
        over ? OptionalLong.of(well ? 0 : 1) : OptionalLong.empty(),
        started,
        ended,
        ended
            .map(end -> OptionalLong.of(Duration.between(started, end).toSeconds()))
            .orElse(OptionalLong.empty()),
        new Where("local", 1, 1),
        Optional.empty(),
        over ? measured : new TreeMap<>(),
        asked,
        OptionalLong.of(7200));
  }
}
