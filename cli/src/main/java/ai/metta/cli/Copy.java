// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Comparison;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Fingerprint;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.dashboards.change.Merge;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The file of a generated document, as `pull` or `build` wrote it. Nothing is made of it; what
/// somebody edited in it belongs into the overlay. What it was when it was pulled, its mark says.
///
/// @param made the document as it is generated, with its overlay
record Copy(Path file, Kind kind, Document made, Members json) {

  /// Whether somebody edited it since it was pulled.
  boolean isEdited() {
    return pulled()
            .filter(base -> !base.whole().equals(content(json).fingerprint().whole()))
            .isPresent()
        && !edits().atRisk().isEmpty();
  }

  /// Whether it says something else than what is generated now, and nobody knows why: `build` wrote
  /// it, and puts no mark on it.
  boolean isDoubtful() {
    return pulled().isEmpty() && !edits().isEmpty();
  }

  /// Where it was edited: the widgets, and the document itself.
  Set<String> places() {
    return edits().atRisk().stream()
        .map(told -> told.change().place().text())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// The document with the edits in it, as if it was generated so.
  Document edited() {
    return new Document(made.name(), merged());
  }

  private Optional<Fingerprint> pulled() {
    return Mark.on(kind, json).flatMap(Mark::pushed);
  }

  private Comparison edits() {
    return Comparison.of(content(json), Content.of(kind, made, Links.NONE), pulled());
  }

  private Content content(Members document) {
    return Content.of(kind, document, Links.NONE);
  }

  /// The document with the edits in it.
  Members merged() {
    return Merge.of(edits());
  }

  /// As the file of a document that nobody edited since.
  Members renewed(Members now) {
    return new Mark(made.name(), Optional.of(content(now).fingerprint())).putOn(kind, now);
  }

  String complaint() {
    String places = Places.inWords(edits().atRisk().stream(), kind.word());
    String name = made.name();
    return file
        + ": was edited by hand: "
        + places
        + "; "
        + name
        + " is generated, and nothing is made of this file; `"
        + kind.word()
        + " push "
        + name
        + " --adopt --yes` takes the edits into "
        + name
        + ".overlay.json; else take the file away";
  }
}
