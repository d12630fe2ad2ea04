// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import ai.metta.sandbox.skypilot.fleet.Requirement.Ask;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A kind of cluster that somebody launches again and again, outside the managed jobs. Gaps and
/// lives are chosen so that at any instant one is UP, one STOPPED and one INIT.
enum ClusterLine {
  /// A developer's box, stopped over night.
  DEV_BOX(100, Duration.ofHours(12)),
  /// A few hours of measurements on spot machines.
  BENCH(101, Duration.ofHours(6)),
  NOTEBOOK(102, Duration.ofDays(3)),
  /// A launch that went wrong and is cleaned up late.
  STUCK(103, Duration.ofHours(12)),
  /// The worker of the pool that the evaluations run on, replaced every week.
  POOL_WORKER(104, Duration.ofDays(7)),
  /// The machine that controls the jobs, where the API server does not; replaced every week.
  CONTROLLER(105, Duration.ofDays(7));

  /// No cluster lives longer than this.
  static final Duration LONGEST_LIFE = Duration.ofDays(8);

  /// The first part of a controller's name; the server's user hash follows.
  static final String CONTROLLER_PREFIX = "sky-jobs-controller-";

  private final long line;
  private final Duration gap;

  ClusterLine(long line, Duration gap) {
    this.line = line;
    this.gap = gap;
  }

  /// When its clusters are launched, in an organisation `scale` times the usual size. Pool worker
  /// and controller are one each, however large the organisation.
  Beat beat(long seed, double scale) {
    double times = this == POOL_WORKER || this == CONTROLLER ? 1 : scale;
    return Beat.of(seed, line, (long) (gap.toMillis() / times));
  }

  /// The `number`-th cluster of this line, launched on its beat.
  Cluster cluster(Beat beat, long number, Controller controller, Climate climate) {
    Dice dice = Dice.of(beat.seed(), beat.line(), number);
    Person owner =
        switch (this) {
          case POOL_WORKER -> Person.NIGHTLY;
          case CONTROLLER -> Person.SERVER;
          case DEV_BOX, BENCH, NOTEBOOK, STUCK -> dice.pick(Person.STAFF);
        };
    return new Cluster(
        name(number, owner),
        dice.uuid(),
        owner,
        placement(beat.seed(), number, dice, climate),
        this == BENCH || this == STUCK ? 2 : 1,
        this == DEV_BOX ? 60 : -1,
        new Diary(beat, number, dice).write(this, controller, climate));
  }

  private String name(long number, Person owner) {
    String kind = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (this) {
      case POOL_WORKER -> Casting.POOL.worker();
      case CONTROLLER -> CONTROLLER_PREFIX + owner.hash();
      case DEV_BOX, BENCH, NOTEBOOK, STUCK -> kind + "-" + number;
    };
  }

  private Placement placement(long seed, long number, Dice dice, Climate climate) {
    return switch (this) {
      case DEV_BOX ->
          (number % 2 == 0 ? Requirement.cpusOnly() : Requirement.of(1, Gpu.L4, 1, Ask.ON_DEMAND))
              .draw(dice);
      case BENCH -> Requirement.of(2, Gpu.A10G, 4, Ask.SPOT).draw(dice);
      case NOTEBOOK -> Requirement.of(1, Gpu.A100, 8, Ask.ON_DEMAND).draw(dice);
      case STUCK -> Requirement.of(2, Gpu.L4, 4, Ask.ON_DEMAND).draw(dice);
      case POOL_WORKER -> Casting.poolWorker(seed, number, climate);
      case CONTROLLER -> Requirement.cpusOnly().draw(dice);
    };
  }

  /// Writes down a cluster's stays, one after the other.
  private static final class Diary {
    private final Dice dice;
    private final long relievedSecond;
    private final List<Cluster.Stay> stays = new ArrayList<>();
    private long cursorSecond;

    Diary(Beat beat, long number, Dice dice) {
      this.cursorSecond = beat.atMillis(number) / 1000;
      this.relievedSecond = beat.atMillis(number + 1) / 1000;
      this.dice = dice;
    }

    List<Cluster.Stay> write(ClusterLine line, Controller controller, Climate climate) {
      return switch (line) {
        case DEV_BOX -> boot().up(530, 550).stopped().up(530, 550).stopped().stays;
        case BENCH -> boot().up(400, 480).stays;
        case NOTEBOOK -> boot().up(4800, 6600).stays;
        case STUCK -> stay(ClusterStatus.INIT, 790, 960).stays;
        case POOL_WORKER -> boot().upBut(climate).untilRelieved(ClusterStatus.UP).stays;
        case CONTROLLER ->
            controller == Controller.STOPPED
                ? untilRelieved(ClusterStatus.STOPPED).stays
                : untilRelieved(ClusterStatus.UP).stays;
      };
    }

    private Diary boot() {
      return stay(ClusterStatus.INIT, 3, 6);
    }

    private Diary up(int lowMinutes, int highMinutes) {
      return stay(ClusterStatus.UP, lowMinutes, highMinutes);
    }

    /// Up until an incident takes it away, where one does; then it is asked for again and again.
    private Diary upBut(Climate climate) {
      return switch (climate) {
        case Climate.Rough() -> this;
        case Climate.Settled(Incident incident) -> {
          long from = incident.from().getEpochSecond();
          long until = incident.until().getEpochSecond();
          held(ClusterStatus.UP, from).held(ClusterStatus.INIT, until);
          yield this;
        }
      };
    }

    /// Holds a status until an instant or the next cluster of the line; not at all where both are
    /// past.
    private Diary held(ClusterStatus status, long untilSecond) {
      long until = Math.min(untilSecond, relievedSecond);
      if (until > cursorSecond) {
        stays.add(new Cluster.Stay(status, cursorSecond, until));
        cursorSecond = until;
      }
      return this;
    }

    private Diary stopped() {
      return stay(ClusterStatus.STOPPED, 830, 850);
    }

    /// Holds a status until the next cluster of the line takes over.
    private Diary untilRelieved(ClusterStatus status) {
      return held(status, relievedSecond);
    }

    private Diary stay(ClusterStatus status, int lowMinutes, int highMinutes) {
      long until = cursorSecond + dice.between(lowMinutes * 60L, highMinutes * 60L);
      stays.add(new Cluster.Stay(status, cursorSecond, until));
      cursorSecond = until;
      return this;
    }
  }
}
