// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What things are called.
final class Words {
  private static final List<String> VERBS =
      List.of("Add", "Simplify", "Speed up", "Document", "Split", "Cache", "Rename", "Test");
  private static final List<String> THINGS =
      List.of(
          "the replay buffer",
          "map generation",
          "the curriculum",
          "agent rewards",
          "checkpoints",
          "the renderer",
          "sweep settings",
          "the trainer",
          "observation tokens",
          "the launcher");
  private static final List<String> FOLDERS =
      List.of("agent", "arena", "docs", "sweep", "train", "tools");
  private static final List<String> BODIES =
      List.of(
          "",
          "",
          "Measured on eight devices.",
          "The overview counts every hotfix and revert of the week, and so does this text.",
          "We may revert to the old reader if it turns out slower.");

  private Words() {}

  static String title(Dice dice) {
    return dice.pick(VERBS) + " " + dice.pick(THINGS);
  }

  static String body(Dice dice) {
    return dice.pick(BODIES);
  }

  static String branch(long number, String title) {
    return "work/" + number + "-" + title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /// Changes of files, each path once.
  static List<FileChange> files(Dice dice, int most) {
    Map<String, FileChange> files = new LinkedHashMap<>();
    long count = 1 + dice.below(most);
    for (long index = 0; index < count; index++) {
      String path = dice.pick(FOLDERS) + "/part" + dice.below(250) + ".py";
      files.put(path, new FileChange(path, dice.below(120), dice.below(60)));
    }
    return List.copyOf(files.values());
  }

  /// 40 hexadecimal digits.
  static String oid(Dice dice) {
    return (dice.uuid() + dice.uuid()).replace("-", "").substring(0, 40);
  }
}
