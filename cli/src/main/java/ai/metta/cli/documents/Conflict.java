// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Laid;
import ai.metta.dashboards.change.Told;
import ai.metta.datadog.documents.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Why a document is left alone, and how to go on.
record Conflict(Step.Edited step, String kind) {

  /// Whether a file has no mark that tells what of a difference is its own.
  static boolean isUnknown(Step.Edited step) {
    return step.document().source() == Document.Source.FILE
        && step.comparison().atRisk().stream().anyMatch(told -> told.by() == Editor.UNKNOWN);
  }

  /// One line for what was changed on both sides, one for what somebody edited in Datadog, one for
  /// what was pushed from elsewhere, one for what an overlay elsewhere had a part in.
  List<String> lines() {
    if (isUnknown(step)) {
      return List.of(unknown());
    }
    List<String> lines = new ArrayList<>();
    String name = step.document().name();
    boolean isBoth = isBy(by -> by == Editor.BOTH);
    if (isBoth) {
      lines.add(
          name
              + ": changed here, and in Datadog or from another checkout too: "
              + step.live().url()
              + "; of "
              + places(by -> by == Editor.BOTH)
              + " one of both would be lost; take one back, or push what is here with --force;"
              + " --adopt takes nothing over before");
    }
    if (isBy(Conflict::isInDatadog)) {
      lines.add(
          name + ": edited in Datadog since " + since() + taking(isBoth, Conflict::isInDatadog));
    }
    if (isBy(by -> by == Editor.ELSEWHERE)) {
      lines.add(
          name
              + ": pushed from another checkout since "
              + since()
              + taking(isBoth, by -> by == Editor.ELSEWHERE));
    }
    if (isBy(by -> by == Editor.OVERLAY)) {
      lines.add(
          name
              + ": pushed with an overlay that "
              + here()
              + ": "
              + step.live().url()
              + "; a push would undo "
              + places(by -> by == Editor.OVERLAY)
              + "; bring "
              + name
              + ".overlay.json here from where it was pushed, or take that over with push "
              + name
              + " --adopt --yes; what is meant to go, push "
              + name
              + " --force --yes takes away");
    }
    return lines;
  }

  private String since() {
    String when =
        switch (step.document().source()) {
          case GENERATED -> "the last push: ";
          case FILE -> "its file was pulled or pushed: ";
        };
    return when + step.live().url();
  }

  private String taking(boolean isBoth, Predicate<Editor> which) {
    return "; a push would overwrite "
        + places(which)
        + (isBoth
            ? "; once nothing meets any more, take it over with --adopt"
            : "; take it over with --adopt")
        + ", or overwrite it with --force";
  }

  private String unknown() {
    String name = step.document().name();
    String other =
        Kind.DASHBOARD.word().equals(kind)
            ? "; write over the file with pull " + name + " --force"
            : "; write what is there into the file";
    return name
        + ": is there and says something else, and the file has no mark that tells which is newer: "
        + step.live().url()
        + "; a push would overwrite "
        + places(Editor::mayBeLost)
        + other
        + ", or over what is there with push "
        + name
        + " --force --yes";
  }

  /// In a few words.
  String cause() {
    if (isUnknown(step)) {
      return "it says something else there, and the file has no mark that tells which is newer";
    }
    if (isBy(by -> by == Editor.BOTH)) {
      return "it was changed here, and in Datadog or from another checkout too ("
          + places(by -> by == Editor.BOTH)
          + ")";
    }
    if (isBy(Conflict::isInDatadog)) {
      return "it was edited in Datadog";
    }
    return isBy(by -> by == Editor.ELSEWHERE)
        ? "it was pushed from another checkout"
        : "it was pushed with an overlay that " + here();
  }

  private String here() {
    return step.document().laid().equals(Laid.NONE) ? "is not here" : "says something else here";
  }

  private boolean isBy(Predicate<Editor> which) {
    return step.comparison().atRisk().stream().map(Told::by).anyMatch(which);
  }

  private static boolean isInDatadog(Editor by) {
    return by == Editor.UI || by == Editor.UNKNOWN;
  }

  private String places(Predicate<Editor> which) {
    return Places.inWords(
        step.comparison().atRisk().stream().filter(told -> which.test(told.by())), kind);
  }
}
