// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.Commit.Nature;
import java.util.List;

/// What a pull request is about, as far as somebody counts it.
enum Theme {
  PLAIN(Nature.ORDINARY),
  HOTFIX_BY_SUBJECT(Nature.HOTFIX),
  HOTFIX_BY_MARK(Nature.HOTFIX),
  HOTFIX_BY_BRANCH(Nature.HOTFIX),
  REVERT_BY_SUBJECT(Nature.REVERT),
  REVERT_BY_PREFIX(Nature.REVERT),
  REVERT_BY_BODY(Nature.REVERT);

  private final Nature nature;

  Theme(Nature nature) {
    this.nature = nature;
  }

  static Theme draw(Dice dice) {
    return dice.chance(86) ? PLAIN : dice.pick(List.of(values()));
  }

  Nature nature() {
    return nature;
  }

  String title(String plain, Dice dice) {
    return switch (this) {
      case HOTFIX_BY_SUBJECT -> dice.pick(List.of("Hotfix: ", "hot-fix for ", "Hot fix: ")) + plain;
      case REVERT_BY_SUBJECT -> "Revert \"" + plain + "\"";
      case REVERT_BY_PREFIX -> dice.pick(List.of("fix(ci)!: revert ", "chore: Revert ")) + plain;
      case PLAIN, HOTFIX_BY_MARK, HOTFIX_BY_BRANCH, REVERT_BY_BODY -> plain;
    };
  }

  String branch(long number, String title) {
    return this == HOTFIX_BY_BRANCH ? "hotfix/" + number : Words.branch(number, title);
  }

  List<String> marks() {
    return this == HOTFIX_BY_MARK ? List.of("hotfix") : List.of();
  }

  String body(Dice dice) {
    return switch (this) {
      case REVERT_BY_BODY, REVERT_BY_SUBJECT ->
          "It was slower.\n\nThis reverts commit " + Words.oid(dice) + ".";
      case PLAIN, HOTFIX_BY_SUBJECT, HOTFIX_BY_MARK, HOTFIX_BY_BRANCH, REVERT_BY_PREFIX ->
          Words.body(dice);
    };
  }
}
