// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An organisation's managed jobs and clusters, now and at any other instant from some weeks after
/// 2020-01-01 on: the same seed, size and instant always give the same answer.
///
/// Up to [#USUAL_JOBS] jobs it is one organisation of about 120 jobs a day with some thirty live,
/// and the size says how far its server's history goes back (60: hours, 4,000: a month). Beyond
/// that the organisation itself is larger. Whatever the instant, every status, price model and GPU
/// type is there; a very small fleet therefore fails more often than a usual one, in which about
/// one job in ten fails.
///
/// Safe to be asked by several threads.
public final class Fleet {
  /// The smallest fleet that has room for one job of every kind.
  public static final int SMALLEST_JOBS = 60;

  public static final int LARGEST_JOBS = 200_000;

  /// The history of one organisation; a larger fleet is a larger organisation.
  public static final int USUAL_JOBS = 4000;

  /// How many times rarer failures for their own sake are in a fleet that is not small.
  private static final double RAREST_DOOM = 10;

  /// The line of dice that lives are drawn from.
  private static final long LIFE_LINE = 4000;

  private final long seed;
  private final int jobs;
  private final Setting setting;
  private final Climate climate;
  private final Casting casting;
  private final List<Beat> beats;
  private volatile Listing latest = Listing.empty();

  /// Jobs that were made already: they are the same at every instant. None where there are too
  /// many.
  private final Map<Long, Job> made = new ConcurrentHashMap<>();

  private Fleet(long seed, int jobs, Setting setting, Climate climate) {
    this.seed = seed;
    this.jobs = jobs;
    this.setting = setting;
    this.climate = climate;
    this.casting = new Casting(seed, setting, climate);
    this.beats =
        Arrays.stream(Storyline.values())
            .map(line -> Beat.of(seed, line.line(), gapMillis(line)))
            .toList();
  }

  /// A fleet by seed and size.
  ///
  /// @param seed which organisation; any number
  /// @param jobs how many jobs the server lists: 0, or [#SMALLEST_JOBS] to [#LARGEST_JOBS]. With 0
  ///   there are clusters, but nobody has ever submitted a job
  public static Fleet of(long seed, int jobs) {
    return of(seed, jobs, new Climate.Rough());
  }

  /// The same in another climate. In a settled one, training and evaluations are on spot machines
  /// of the region that the incident is to strike, an evaluation takes minutes, and not every
  /// status is there at every instant.
  public static Fleet of(long seed, int jobs, Climate climate) {
    if (jobs != 0 && (jobs < SMALLEST_JOBS || jobs > LARGEST_JOBS)) {
      throw new IllegalArgumentException(
          "a fleet has 0 or %d to %d jobs, not %d".formatted(SMALLEST_JOBS, LARGEST_JOBS, jobs));
    }
    return new Fleet(seed, jobs, Setting.NOW, climate);
  }

  /// The same organisation under other circumstances.
  public Fleet in(Setting other) {
    return other.equals(setting) ? this : new Fleet(seed, jobs, other, climate);
  }

  public long seed() {
    return seed;
  }

  /// How many jobs the server lists.
  public int jobs() {
    return jobs;
  }

  public Climate climate() {
    return climate;
  }

  public Setting setting() {
    return setting;
  }

  /// The fleet at an instant.
  public FleetView at(Instant now) {
    long nowMillis = now.toEpochMilli();
    Listing listing = latest;
    if (!listing.holdsAt(nowMillis)) {
      listing = jobs == 0 ? Listing.empty() : Listing.of(this, nowMillis, jobs);
      latest = listing;
    }
    return new FleetView(this, listing, nowMillis);
  }

  /// What is so at an instant, counted from the model.
  public FleetTruth truth(Instant now) {
    return FleetTruth.of(at(now));
  }

  List<Beat> beats() {
    return beats;
  }

  boolean hasJobs() {
    return jobs > 0;
  }

  List<LifeLine> lives(Storyline storyline, long number) {
    Beat beat = beats.get(storyline.line());
    Dice dice = Dice.of(seed, LIFE_LINE + storyline.line(), number);
    Plots.Cue cue = new Plots.Cue(dice, beat.atMillis(number), number, setting.era());
    return switch (climate) {
      case Climate.Rough() -> Plots.play(storyline, cue);
      case Climate.Settled(Incident incident) -> new SettledPlots(incident).play(storyline, cue);
    };
  }

  Job job(Storyline storyline, long number) {
    if (jobs > USUAL_JOBS) {
      return cast(storyline, number);
    }
    if (made.size() > 2 * USUAL_JOBS) {
      made.clear();
    }
    return made.computeIfAbsent(
        number * Storyline.values().length + storyline.line(), _ -> cast(storyline, number));
  }

  private Job cast(Storyline storyline, long number) {
    long submitted = beats.get(storyline.line()).atMillis(number);
    return casting.cast(
        new Casting.Submission(storyline, number, id(storyline, number), submitted),
        lives(storyline, number));
  }

  /// The job's id: how many jobs have been submitted until it, itself included.
  int id(Storyline storyline, long number) {
    int line = storyline.line();
    long submitted = beats.get(line).atMillis(number);
    long before = 0;
    for (int i = 0; i < beats.size(); i++) {
      before +=
          i == line ? number + 1 : beats.get(i).newest(i < line ? submitted : submitted - 1) + 1;
    }
    return Math.toIntExact(before);
  }

  /// The clusters of one line launched between two instants, newest first.
  List<Cluster> clusters(ClusterLine line, long fromMillis, long nowMillis) {
    Beat beat = line.beat(seed, scale());
    List<Cluster> clusters = new ArrayList<>();
    Submissions launches = new Submissions(List.of(beat), nowMillis);
    while (launches.back(fromMillis)) {
      clusters.add(line.cluster(beat, launches.number(), setting.controller(), climate));
    }
    return clusters;
  }

  private double scale() {
    return Math.max(1, jobs / (double) USUAL_JOBS);
  }

  private long gapMillis(Storyline storyline) {
    double rarity = storyline == Storyline.DOOMED ? rarityOfDoom() : 1;
    return (long) (storyline.gapMinutes() * 60_000L * rarity / scale());
  }

  /// A small fleet needs its failures often, to have one of every kind among the few it lists.
  private double rarityOfDoom() {
    return switch (climate) {
      case Climate.Rough() -> Math.clamp(jobs / (double) SMALLEST_JOBS, 1, RAREST_DOOM);
      case Climate.Settled _ -> RAREST_DOOM;
    };
  }
}
