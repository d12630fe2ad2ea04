// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.PullStory.Fate;
import ai.metta.sandbox.incident.Climate;
import ai.metta.sandbox.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How people work, by the climate that they work in.
sealed interface Habits {
  static Habits in(Climate climate) {
    return switch (climate) {
      case Climate.Rough() -> new Rough();
      case Climate.Settled(Incident incident) -> new Settled(incident);
    };
  }

  /// What a pull request that is opened then is about.
  Theme theme(Instant opened, Dice dice);

  Fate fate(Dice dice);

  /// When a pull request ends, if ever it does.
  Instant end(Instant opened, Fate fate, Theme theme, Dice dice);

  /// Whether somebody approves at the end, whatever was said before.
  boolean isApproved(Instant ready, Theme theme, Dice dice);

  /// How many merges have checks that had succeeded.
  int checkedPercent();

  /// How many landings are rewritten at once.
  int forcePushPercent();

  /// In 10 days.
  int directPushes(Temper temper);

  /// How many commits land until there is a benchmark.
  int landingsABenchmark();

  /// How many deployments succeed.
  int deployedPercent(Instant at);

  Issue issue(Dice dice, long number, Instant opened);

  /// When training is in trouble for the same cause.
  Stream<Instant> troubles(Temper temper);

  Issue trouble(long number, Instant opened);

  /// Whatever can happen does.
  record Rough() implements Habits {
    @Override
    public Theme theme(Instant opened, Dice dice) {
      return Theme.draw(dice);
    }

    @Override
    public Fate fate(Dice dice) {
      return dice.chance(74) ? Fate.MERGED : dice.chance(40) ? Fate.CLOSED : Fate.OPEN;
    }

    @Override
    public Instant end(Instant opened, Fate fate, Theme theme, Dice dice) {
      return opened.plus(PullStory.life(fate, dice));
    }

    @Override
    public boolean isApproved(Instant ready, Theme theme, Dice dice) {
      return false;
    }

    @Override
    public int checkedPercent() {
      return 92;
    }

    @Override
    public int forcePushPercent() {
      return 4;
    }

    @Override
    public int directPushes(Temper temper) {
      return temper.directPushes();
    }

    @Override
    public int landingsABenchmark() {
      return 25;
    }

    @Override
    public int deployedPercent(Instant at) {
      return 82;
    }

    @Override
    public Issue issue(Dice dice, long number, Instant opened) {
      return IssueStory.tell(dice, number, opened);
    }

    @Override
    public Stream<Instant> troubles(Temper temper) {
      return Stream.empty();
    }

    @Override
    public Issue trouble(long number, Instant opened) {
      throw new IllegalStateException("there is no trouble of one cause");
    }
  }

  /// What is ready lands within a day; while an incident lasts, checks fail and nothing lands but
  /// what is to end it.
  record Settled(Incident incident) implements Habits {
    @Override
    public Theme theme(Instant opened, Dice dice) {
      long drawn = dice.below(100);
      if (incident.strikes(opened)) {
        return drawn < 16
            ? Theme.HOTFIX_BY_SUBJECT
            : drawn < 20 ? Theme.REVERT_BY_SUBJECT : Theme.PLAIN;
      }
      return drawn < 1 ? Theme.HOTFIX_BY_MARK : Theme.PLAIN;
    }

    @Override
    public Fate fate(Dice dice) {
      long drawn = dice.below(1000);
      return drawn < 900 ? Fate.MERGED : drawn < 994 ? Fate.CLOSED : Fate.OPEN;
    }

    @Override
    public Instant end(Instant opened, Fate fate, Theme theme, Dice dice) {
      if (theme != Theme.PLAIN && fate == Fate.MERGED) {
        return opened.plusSeconds(dice.between(900, 5_400));
      }
      Instant usual = opened.plusSeconds(dice.between(900, 80_000));
      return incident.strikes(usual)
          ? incident.until().plusSeconds(dice.between(900, 30_000))
          : usual;
    }

    /// Not what is to end an incident: nobody waits for that.
    @Override
    public boolean isApproved(Instant ready, Theme theme, Dice dice) {
      return !incident.strikes(ready) || theme == Theme.PLAIN;
    }

    @Override
    public int checkedPercent() {
      return 99;
    }

    @Override
    public int forcePushPercent() {
      return 1;
    }

    @Override
    public int directPushes(Temper temper) {
      return Math.min(1, temper.directPushes());
    }

    @Override
    public int landingsABenchmark() {
      return 3;
    }

    @Override
    public int deployedPercent(Instant at) {
      return incident.strikes(at) ? 25 : 96;
    }

    /// Bugs of training are closed within hours.
    @Override
    public Issue issue(Dice dice, long number, Instant opened) {
      boolean isOfTraining = dice.chance(3);
      Optional<Instant> closed =
          isOfTraining || dice.chance(85)
              ? Optional.of(
                  opened.plus(Duration.ofMinutes(dice.between(20, isOfTraining ? 500 : 20_000))))
              : Optional.empty();
      List<String> labels =
          isOfTraining
              ? List.of("bug", "training")
              : dice.chance(30) ? List.of("bug") : List.of("enhancement");
      return new Issue(
          number,
          Optional.of(People.draw(dice)),
          "Problem with " + Words.title(dice),
          opened,
          labels,
          closed);
    }

    @Override
    public Stream<Instant> troubles(Temper temper) {
      return temper.deploying() == Temper.Deploying.OFTEN
          ? Stream.of(40, 190, 600, 1100).map(minutes -> incident.from().plusSeconds(60L * minutes))
          : Stream.empty();
    }

    @Override
    public Issue trouble(long number, Instant opened) {
      Dice dice = Dice.of(number, 1, opened.getEpochSecond());
      return new Issue(
          number,
          Optional.of(People.draw(dice)),
          "Training in " + incident.region() + " waits for machines",
          opened,
          List.of("bug", "training"),
          Optional.of(incident.until().plusSeconds(dice.between(7_200, 60_000))));
    }
  }
}
