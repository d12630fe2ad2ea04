// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Comparison;
import ai.metta.dashboards.change.Content;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Fingerprint;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Laid;
import ai.metta.dashboards.change.Links;
import ai.metta.dashboards.change.Mark;
import ai.metta.dashboards.change.Merge;
import ai.metta.dashboards.change.Pulled;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.util.Optional;

/// The file of a generated document, as `pull` or `build` wrote it. Nothing is made of it; what
/// somebody edited in it belongs into the overlay. What it was when it was pulled, its mark says.
///
/// @param made the document as it is generated, with its overlay
record Copy(Path file, Kind kind, Document made, Members json) {

  /// Whether somebody edited it since it was pulled.
  boolean isEdited() {
    return pulled().isPresent() && !Pulled.isUntouched(kind, json) && !edits().atRisk().isEmpty();
  }

  /// Whether it says something else than what is generated now, and nobody knows why: `build` wrote
  /// it, and puts no mark on it.
  boolean isDoubtful() {
    return pulled().isEmpty() && !edits().isEmpty();
  }

  /// Whether it was pulled, and says something else than the document by now, but nobody edited it.
  boolean isOutdated() {
    return pulled().isPresent() && !isEdited() && !edits().isEmpty();
  }

  /// The same with links by name.
  Copy linked(Links links) {
    return new Copy(file, kind, made, links.byName(json));
  }

  private Optional<Fingerprint> pulled() {
    return Mark.on(kind, json).flatMap(Mark::pushed);
  }

  private Comparison edits() {
    return Comparison.of(
        content(json),
        Content.of(kind, made, Links.NONE),
        pulled(),
        pulled().map(Fingerprint::laid).orElse(Laid.NONE));
  }

  private Content content(Members document) {
    return Content.of(kind, document, Links.NONE);
  }

  /// The document with the edits in it.
  ///
  /// @throws FailureException where what was edited is another by now
  Members merged() {
    Comparison edits = edits();
    if (!edits.conflicts().isEmpty()) {
      throw new FailureException(
          new Failure.Malformed(
              file
                  + ": was edited by hand, and in Datadog or in the code too: "
                  + Places.inWords(edits.conflicts().stream(), kind.word())
                  + "; take one of both back, then push again; nothing was changed"));
    }
    return Merge.of(edits);
  }

  /// As the file of a document that nobody edited since.
  Members renewed(Members now) {
    return new Mark(made.name(), Optional.of(content(now).fingerprint())).putOn(kind, now);
  }

  String complaint() {
    Comparison edits = edits();
    String places = Places.inWords(edits.atRisk().stream(), kind.word());
    String name = made.name();
    return file
        + ": was edited by hand: "
        + places
        + "; "
        + name
        + " is generated, and nothing is made of this file; "
        + (edits.conflicts().isEmpty()
            ? "`"
                + kind.word()
                + " push "
                + name
                + " --adopt --yes` takes the edits into "
                + name
                + ".overlay.json; else take the file away"
            : Places.inWords(edits.conflicts().stream(), kind.word())
                + " is generated in another way by now too, so that --adopt cannot take it over:"
                + " take that edit back, or the file away");
  }
}
