// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.Commit.Nature;
import ai.metta.sandbox.github.organisation.History.Landing;
import ai.metta.sandbox.github.organisation.PullRequest.Beginning;
import ai.metta.sandbox.github.organisation.PullRequest.Checks;
import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import ai.metta.sandbox.github.organisation.Push.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Tells of pull requests, one after the other, and of what they bring to the default branch.
final class PullStory {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String NIGHTLY = "sync/nightly";

  private final Story story;
  private final Temper temper;
  private final List<PullRequest> pulls = new ArrayList<>();
  private final List<Landing> landed = new ArrayList<>();

  PullStory(Story story, Temper temper) {
    this.story = story;
    this.temper = temper;
  }

  List<PullRequest> pulls() {
    return pulls;
  }

  List<Landing> landed() {
    return landed;
  }

  /// What happens to a pull request in the end.
  enum Fate {
    MERGED,
    CLOSED,
    OPEN
  }

  private Habits habits() {
    return story.habits();
  }

  void tell(long number, Instant opened) {
    Dice dice = story.dice(Story.Line.PULL, number);
    boolean nightly = number % 17 == 0;
    Optional<Account> author = nightly ? Optional.of(People.SYNCER) : author(dice);
    boolean human = author.map(account -> !account.isBot()).orElse(true);
    Theme theme = human ? habits().theme(opened, dice) : Theme.PLAIN;
    String title = theme.title(Words.title(dice), dice);
    Origin origin = human && dice.chance(8) ? Origin.FORK : Origin.REPOSITORY;
    Fate fate = habits().fate(dice);
    Instant end = habits().end(opened, fate, theme, dice);
    Optional<Instant> closed = fate == Fate.OPEN ? Optional.empty() : Optional.of(end);
    boolean draft = human && dice.chance(22);
    Instant ready = draft ? between(opened, end, 10, 50, dice) : opened;
    boolean readied = draft && (fate == Fate.MERGED || dice.chance(50));
    String head = nightly ? NIGHTLY : theme.branch(number, title);
    List<Commit> commits = commits(number, author, opened, end, dice);
    List<Instant> threads = instants(ready, end, dice.chance(55) ? 0 : 3, dice);
    List<Instant> comments = instants(opened, end, 6, dice);
    comments.addAll(threads);
    if (dice.chance(10)) {
      comments.add(end.plus(HOUR));
    }
    PullRequest pull =
        new PullRequest(
            number,
            author,
            title,
            opened,
            draft ? Beginning.DRAFT : Beginning.READY,
            readied ? Optional.of(ready) : Optional.empty(),
            origin == Origin.FORK ? temper.defaultBranch() : base(opened, dice),
            head,
            origin,
            theme.marks(),
            comments,
            threads,
            draft && !readied ? List.of() : reviews(author, ready, end, theme, dice),
            commits,
            closed,
            fate == Fate.MERGED ? Optional.of(Words.oid(dice)) : Optional.empty(),
            fate == Fate.MERGED && dice.chance(habits().checkedPercent())
                ? Checks.SUCCESS
                : dice.pick(List.of(Checks.values())));
    pulls.add(pull);
    if (fate == Fate.MERGED && pull.base().equals(temper.defaultBranch())) {
      land(pull, end, theme, dice);
    }
  }

  private static Optional<Account> author(Dice dice) {
    return switch ((int) dice.below(20)) {
      case 0 -> Optional.empty();
      case 1, 2 -> Optional.of(People.UPDATER);
      default -> Optional.of(People.draw(dice));
    };
  }

  static Duration life(Fate fate, Dice dice) {
    long minutes =
        switch (fate) {
          case OPEN -> dice.between(2000, 20_000);
          case CLOSED -> dice.between(30, 60_000);
          case MERGED -> dice.chance(50) ? dice.between(15, 600) : dice.between(600, 9_000);
        };
    return Duration.ofMinutes(minutes).plusSeconds(dice.below(60));
  }

  /// The default branch, or that of another open pull request, on which this one is stacked.
  private String base(Instant opened, Dice dice) {
    List<PullRequest> open =
        pulls.stream()
            .filter(pull -> pull.isOpenAt(opened))
            .filter(pull -> pull.origin() == Origin.REPOSITORY && !pull.head().equals(NIGHTLY))
            .toList();
    return open.isEmpty() || !dice.chance(12) ? temper.defaultBranch() : dice.pick(open).head();
  }

  private static List<Commit> commits(
      long number, Optional<Account> author, Instant opened, Instant end, Dice dice) {
    List<Commit> commits = new ArrayList<>();
    long count = 1 + dice.below(4);
    String parent = Words.oid(dice);
    int most = number % 60 == 7 ? 160 : 12;
    for (long index = 0; index < count; index++) {
      Instant authored =
          index == 0
              ? opened.minusSeconds(dice.between(120, 150_000))
              : between(opened, end, 1, 95, dice);
      Instant committed = index == 0 ? authored.plusSeconds(dice.below(90)) : authored;
      commits.add(
          new Commit(
              Words.oid(dice),
              Optional.empty(),
              committed,
              authored,
              People.signature(author, dice),
              index == 0 ? Words.title(dice) : "Follow review",
              Words.body(dice),
              index == 0 && most > 100 ? many(dice) : Words.files(dice, most),
              List.of(parent),
              Optional.of(number),
              Nature.ORDINARY));
    }
    commits.sort(Comparator.comparing(Commit::committed).thenComparing(Commit::oid));
    List<Commit> inLine = new ArrayList<>();
    for (Commit commit : commits) {
      inLine.add(commit.following(parent));
      parent = commit.oid();
    }
    return inLine;
  }

  /// More files than a page shows.
  private static List<FileChange> many(Dice dice) {
    return IntStream.range(0, 130)
        .mapToObj(
            index -> new FileChange("data/set" + index + ".json", dice.below(9), dice.below(9)))
        .toList();
  }

  private List<Review> reviews(
      Optional<Account> author, Instant ready, Instant end, Theme theme, Dice dice) {
    List<Review> reviews = new ArrayList<>();
    for (Instant at : instants(ready, end, dice.chance(25) ? 0 : 4, dice)) {
      Review.State state = dice.pick(List.of(Review.State.values()));
      Optional<Account> reviewer = reviewer(author, dice);
      if (reviewer.equals(author)) {
        // One cannot approve what one wrote.
        state = Review.State.COMMENTED;
      } else if (reviewer.isPresent() && !reviewer.get().isBot() && dice.chance(40)) {
        state = Review.State.APPROVED;
      }
      boolean pending = state == Review.State.PENDING;
      reviews.add(new Review(at, pending ? Optional.empty() : Optional.of(at), state, reviewer));
    }
    if (habits().isApproved(ready, theme, dice)) {
      Instant at = between(ready, end, 99, 99, dice);
      reviews.add(
          new Review(
              at,
              Optional.of(at),
              Review.State.APPROVED,
              Optional.of(People.drawOtherThan(author, dice))));
    }
    return reviews;
  }

  private static Optional<Account> reviewer(Optional<Account> author, Dice dice) {
    return switch ((int) dice.below(12)) {
      case 0 -> Optional.of(People.REVIEWER);
      case 1 -> author.or(() -> Optional.of(People.draw(dice)));
      case 2 -> author.isPresent() ? Optional.empty() : Optional.of(People.draw(dice));
      default -> Optional.of(People.drawOtherThan(author, dice));
    };
  }

  private void land(PullRequest pull, Instant at, Theme theme, Dice dice) {
    boolean squashed = theme != Theme.PLAIN || !dice.chance(temper.mergePercent());
    Account merger = People.drawOtherThan(pull.author(), dice);
    Signature signature = People.signature(squashed ? pull.author() : Optional.of(merger), dice);
    List<String> parents = squashed ? List.of("") : List.of("", pull.commits().getLast().oid());
    Commit merge =
        new Commit(
            pull.mergeOid().orElseThrow(),
            Optional.of(at),
            at,
            at,
            signature,
            squashed
                ? pull.title() + " (#" + pull.number() + ")"
                : "Merge pull request #" + pull.number() + " from " + pull.head(),
            theme.body(dice),
            pull.files(),
            parents,
            Optional.of(pull.number()),
            theme.nature());
    landed.add(
        new Landing(
            merge, squashed ? List.of() : pull.commits(), Optional.of(merger), rules(pull)));
  }

  private Rules rules(PullRequest pull) {
    return temper
        .guard()
        .filter(Guard::isRecorded)
        .map(guard -> Approvals.of(pull) < guard.approvals() ? Rules.BYPASS : Rules.PASS)
        .orElse(Rules.NONE);
  }

  /// A point in time so far along the way.
  private static Instant between(
      Instant from, Instant until, int lowPercent, int highPercent, Dice dice) {
    long seconds = Duration.between(from, until).toSeconds();
    return from.plusSeconds(seconds * dice.between(lowPercent, highPercent) / 100);
  }

  private static List<Instant> instants(Instant from, Instant until, int most, Dice dice) {
    List<Instant> instants = new ArrayList<>();
    long count = dice.below(most + 1L);
    for (long index = 0; index < count; index++) {
      instants.add(between(from, until, 1, 99, dice));
    }
    instants.sort(Comparator.naturalOrder());
    return instants;
  }
}
