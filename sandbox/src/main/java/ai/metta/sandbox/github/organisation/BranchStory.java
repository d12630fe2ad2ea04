// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.PullRequest.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells of branches: those of pull requests, and those that nobody came back to.
final class BranchStory {
  private BranchStory() {}

  static List<Branch> told(
      List<PullRequest> pulls, Dice dice, Temper temper, Organisation.Span span) {
    Map<String, List<PullRequest>> byHead = new LinkedHashMap<>();
    pulls.stream()
        .filter(pull -> pull.origin() == Origin.REPOSITORY)
        .forEach(pull -> byHead.computeIfAbsent(pull.head(), _ -> new ArrayList<>()).add(pull));
    List<Branch> branches = new ArrayList<>();
    byHead.forEach((name, all) -> branches.add(branch(name, all, dice)));
    for (int index = 0; index < temper.pulls() / 3; index++) {
      branches.add(forgotten(index, dice, span));
    }
    return branches;
  }

  private static Branch branch(String name, List<PullRequest> pulls, Dice dice) {
    List<Commit> tips =
        pulls.stream()
            .flatMap(pull -> pull.commits().stream())
            .sorted(Comparator.comparing(Commit::committed))
            .toList();
    boolean kept = pulls.size() > 1 || dice.chance(20);
    return new Branch(
        name,
        tips,
        kept ? Optional.empty() : pulls.getFirst().closed().map(closed -> closed.plusSeconds(20)));
  }

  private static Branch forgotten(int index, Dice dice, Organisation.Span span) {
    Instant at = span.draw(dice);
    Commit tip =
        new Commit(
            Words.oid(dice),
            Optional.empty(),
            at,
            at,
            People.signature(Optional.of(People.draw(dice)), dice),
            Words.title(dice),
            "",
            Words.files(dice, 3),
            List.of(Words.oid(dice)),
            Optional.empty(),
            Commit.Nature.ORDINARY);
    return new Branch("try/" + index, List.of(tip), Optional.empty());
  }
}
