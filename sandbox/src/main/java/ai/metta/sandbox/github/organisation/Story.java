// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Tells one repository's story.
final class Story {
  private static final int MOMENTS = 1;
  private static final int PUSHES = 2;

  private final long seed;
  private final String owner;
  private final Temper temper;
  private final Organisation.Span span;
  private final Habits habits;

  Story(long seed, String owner, Temper temper, Organisation.Span span, Habits habits) {
    this.seed = seed;
    this.owner = owner;
    this.temper = temper;
    this.span = span;
    this.habits = habits;
  }

  private enum Kind {
    PULL,
    ISSUE,
    PUSH,
    /// Trouble with training, for somebody to look into.
    TROUBLE
  }

  private record Moment(Instant at, Kind kind) {}

  Repository told() {
    PullStory pulls = new PullStory(this, temper);
    List<Issue> issues = new ArrayList<>();
    List<Commit> direct = new ArrayList<>();
    long number = 0;
    for (Moment moment : moments()) {
      switch (moment.kind()) {
        case PULL -> pulls.tell(++number, moment.at());
        case ISSUE -> issues.add(habits.issue(dice(Line.ISSUE, ++number), number, moment.at()));
        case PUSH -> direct.add(directPush(direct.size(), moment.at()));
        case TROUBLE -> issues.add(habits.trouble(++number, moment.at()));
      }
    }
    History history = History.of(pulls.landed(), direct, temper, habits, dice(Line.PUSH, 0));
    RunStory runs = new RunStory(this, temper);
    List<WorkflowRun> all = runs.told(pulls.pulls(), history.firstParents(), span);
    return new Repository(
        owner,
        temper.name(),
        temper.use(),
        Optional.of(temper.defaultBranch()).filter(name -> !name.isEmpty()),
        pulls.pulls(),
        history.commits(),
        BranchStory.told(pulls.pulls(), dice(Line.BRANCH, 0), temper, span),
        runs.workflows(),
        all,
        issues,
        DeploymentStory.deployments(this, temper, span, habits, history.commits()),
        DeploymentStory.releases(this, temper, span),
        history.pushes(),
        temper.guard());
  }

  /// What the dice are for.
  enum Line {
    MOMENT(0),
    PULL(1),
    ISSUE(2),
    PUSH(3),
    RUN(4),
    BRANCH(5),
    DEPLOYMENT(6);

    private final int offset;

    Line(int offset) {
      this.offset = offset;
    }
  }

  Habits habits() {
    return habits;
  }

  Dice dice(Line line, long number) {
    return Dice.of(seed, temper.line() * 100L + line.offset, number);
  }

  private List<Moment> moments() {
    Dice dice = dice(Line.MOMENT, MOMENTS);
    List<Moment> moments = new ArrayList<>();
    add(moments, Kind.PULL, temper.pulls(), dice);
    add(moments, Kind.ISSUE, temper.issues(), dice);
    add(moments, Kind.PUSH, habits.directPushes(temper), dice);
    habits.troubles(temper).forEach(at -> moments.add(new Moment(at, Kind.TROUBLE)));
    moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::kind));
    return moments;
  }

  private void add(List<Moment> moments, Kind kind, int inTenDays, Dice dice) {
    for (long index = 0; index < inTenDays * span.days() / 10; index++) {
      moments.add(new Moment(span.draw(dice), kind));
    }
  }

  private Commit directPush(int index, Instant at) {
    Dice dice = dice(Line.PUSH, PUSHES + index);
    boolean hot = dice.chance(20);
    return new Commit(
        Words.oid(dice),
        Optional.of(at),
        at,
        at.minusSeconds(dice.below(600)),
        People.signature(Optional.of(People.draw(dice)), dice),
        hot ? "hot fix: " + Words.title(dice) : Words.title(dice),
        Words.body(dice),
        Words.files(dice, 4),
        List.of(""),
        Optional.empty(),
        hot ? Commit.Nature.HOTFIX : Commit.Nature.ORDINARY);
  }
}
