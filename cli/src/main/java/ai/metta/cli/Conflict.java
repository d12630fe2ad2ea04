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

  /// One line for what somebody edited in Datadog, one for what an overlay had a part in.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String name = step.document().name();
    if (isBy(by -> by != Editor.OVERLAY)) {
      lines.add(
          name
              + ": edited in Datadog since the last push: "
              + step.live().url()
              + "; a push would overwrite "
              + places(by -> by != Editor.OVERLAY)
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
              + ".overlay.json here from where it was pushed, or make it anew with push "
              + name
              + " --adopt --yes; what is meant to go, push "
              + name
              + " --force --yes takes away");
    }
    return lines;
  }

  /// In a few words.
  String cause() {
    return isBy(by -> by != Editor.OVERLAY)
        ? "it was edited in Datadog"
        : "it was pushed with an overlay that " + here();
  }

  private String here() {
    return step.document().laid().equals(Laid.NONE) ? "is not here" : "says something else here";
  }

  private boolean isBy(Predicate<Editor> which) {
    return step.comparison().atRisk().stream().map(Told::by).anyMatch(which);
  }

  private String places(Predicate<Editor> which) {
    return Places.inWords(
        step.comparison().atRisk().stream().filter(told -> which.test(told.by())), kind);
  }
}
