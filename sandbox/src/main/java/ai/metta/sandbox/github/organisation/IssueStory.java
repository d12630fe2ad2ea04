// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tells of issues.
final class IssueStory {
  private IssueStory() {}

  static Issue tell(Dice dice, long number, Instant opened) {
    List<String> labels =
        switch ((int) dice.below(12)) {
          case 0 -> List.of("bug", "training");
          case 1 -> List.of("training-bug", "p1");
          case 2, 3 -> List.of("bug");
          case 4 -> List.of("training", "enhancement");
          case 5 -> List.of("Bug", "Training");
          default -> List.of();
        };
    Optional<Instant> closed =
        dice.chance(65)
            ? Optional.of(opened.plus(Duration.ofMinutes(dice.between(20, 86_400))))
            : Optional.empty();
    Optional<Account> author = dice.chance(5) ? Optional.empty() : Optional.of(People.draw(dice));
    return new Issue(number, author, "Problem with " + Words.title(dice), opened, labels, closed);
  }
}
