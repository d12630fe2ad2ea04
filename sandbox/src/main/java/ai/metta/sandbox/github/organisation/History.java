// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.Push.Kind;
import ai.metta.sandbox.github.organisation.Push.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The default branch as it grew.
///
/// @param commits everything that landed, in the order it did
/// @param firstParents those that the branch itself pointed at one after the other
record History(List<Commit> commits, List<Commit> firstParents, List<Push> pushes) {
  private static final String NOTHING = "0".repeat(40);

  /// What the merge of a pull request brings.
  ///
  /// @param own the pull request's own commits, where they come along
  /// @param rules what the branch's rules said
  record Landing(Commit merge, List<Commit> own, Optional<Account> actor, Rules rules) {}

  static History of(
      List<Landing> merges, List<Commit> direct, Temper temper, Habits habits, Dice dice) {
    List<Landing> landings = new ArrayList<>(merges);
    Rules rules = temper.guard().filter(Guard::isRecorded).isPresent() ? Rules.BYPASS : Rules.NONE;
    direct.forEach(
        commit -> landings.add(new Landing(commit, List.of(), commit.author().account(), rules)));
    landings.sort(
        Comparator.comparing((Landing one) -> one.merge().committed())
            .thenComparing(one -> one.merge().oid()));
    List<Commit> commits = new ArrayList<>();
    List<Commit> firstParents = new ArrayList<>();
    List<Push> pushes = new ArrayList<>();
    String head = NOTHING;
    for (Landing landing : landings) {
      Instant at = landing.merge().committed();
      landing.own().forEach(commit -> commits.add(commit.landing(at)));
      Commit merge = landing.merge().following(head).landing(at);
      commits.add(merge);
      firstParents.add(merge);
      Kind kind = merge.pull().isPresent() ? Kind.PR_MERGE : Kind.PUSH;
      pushes.add(push(pushes.size(), at, kind, temper, head, merge.oid(), landing));
      if (dice.chance(habits.forcePushPercent())) {
        Instant rewritten = at.plusSeconds(90);
        pushes.add(
            push(
                pushes.size(),
                rewritten,
                Kind.FORCE_PUSH,
                temper,
                merge.oid(),
                merge.oid(),
                landing));
      }
      head = merge.oid();
    }
    return new History(commits, firstParents, pushes);
  }

  private static Push push(
      long index,
      Instant at,
      Kind kind,
      Temper temper,
      String before,
      String after,
      Landing landing) {
    // The rules speak of what is merged or pushed; they let no force push through unasked.
    Rules rules =
        kind == Kind.FORCE_PUSH && landing.rules() != Rules.NONE ? Rules.BYPASS : landing.rules();
    return new Push(
        30_000 + index, at, temper.defaultBranch(), kind, before, after, landing.actor(), rules);
  }
}
