// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Laid;
import ai.metta.dashboards.change.Told;
import ai.metta.datadog.documents.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Why a document is left alone, and how to go on.
record Conflict(Step.Edited step, String kind) {

  /// One line for what was changed on both sides, one for what somebody edited in Datadog, one for
  /// what an overlay elsewhere had a part in.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String name = step.document().name();
    if (isBy(by -> by == Editor.BOTH)) {
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
          name
              + ": edited in Datadog since the last push: "
              + step.live().url()
              + "; a push would overwrite "
              + places(Conflict::isInDatadog)
              + "; take it over with --adopt, or overwrite it with --force");
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

  /// In a few words.
  String cause() {
    if (isBy(by -> by == Editor.BOTH)) {
      return "it was changed here, and in Datadog or from another checkout too ("
          + places(by -> by == Editor.BOTH)
          + ")";
    }
    return isBy(Conflict::isInDatadog)
        ? "it was edited in Datadog"
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
