// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Comparison;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Fingerprint;
import ai.metta.dashboards.change.Mark;
import ai.metta.dashboards.change.Merge;
import ai.metta.dashboards.change.Overlay;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Step;
import ai.metta.datadog.documents.Sync;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a push takes into local files before it pushes: first what others did in Datadog, then what
/// was edited by hand in the copy of a generated document. Nothing is taken of a document in which
/// two edits meet.
///
/// @param intent whether what others did is taken, or overwritten
record Adoption(Sync sync, Templates files, Intent intent) {

  /// A document's step once all is taken.
  ///
  /// @param of where it is taken from
  /// @param into the files as they are to be then, the one with the edits first; none where nothing
  ///   is taken
  record Taken(Step step, List<String> of, Map<Path, Members> into) {
    static Taken nothing(Step step) {
      return new Taken(step, List.of(), Map.of());
    }

    void write() {
      into.forEach(Templates::write);
    }

    Optional<String> inWords() {
      return into.keySet().stream()
          .findFirst()
          .map(file -> "the edits of " + String.join(" and ", of) + " into " + file);
    }
  }

  /// Plans one document with all that is to be taken; writes nothing.
  Taken of(Document document) {
    Step found = sync.plan(document, intent);
    if (found instanceof Step.Refused || isInConflict(found)) {
      return Taken.nothing(found);
    }
    try {
      return taken(document, found);
    } catch (FailureException untaken) {
      return Taken.nothing(new Step.Refused(document, untaken.failure()));
    }
  }

  /// A file of one's own is all that there is of it: what nobody knows the author of may be its
  /// own.
  private boolean isInConflict(Step found) {
    return found instanceof Step.Edited(Document document, _, _, Comparison comparison)
        && comparison.atRisk().stream()
            .anyMatch(told ->
                told.by() == Editor.BOTH
                    || (told.by() == Editor.UNKNOWN && generated(document).isEmpty()));
  }

  private Optional<Document> generated(Document document) {
    return files.generated(document.name());
  }

  private Taken taken(Document document, Step found) {
    List<String> of = new ArrayList<>();
    Members wanted = document.json();
    if (found instanceof Step.Edited edited) {
      of.add(document.name() + " in Datadog");
      wanted = Merge.of(edited.comparison());
    }
    Optional<Copy> copy =
        generated(document).isEmpty()
            ? Optional.empty()
            : files
                .copy(new Document(document.name(), wanted))
                .map(one -> one.linked(sync.links()))
                .filter(Copy::isEdited);
    if (copy.isPresent()) {
      of.add(copy.get().file().toString());
      wanted = copy.get().merged();
    }
    return of.isEmpty() ? Taken.nothing(found) : taken(document, found, of, wanted, copy);
  }

  private Taken taken(
      Document document, Step found, List<String> of, Members wanted, Optional<Copy> copy) {
    Map<Path, Members> into = new LinkedHashMap<>();
    Optional<Fingerprint> live = known(document, found);
    Document next;
    if (generated(document).isPresent()) {
      Document made = generated(document).get();
      Overlay overlay = Overlay.between(files.kind(), made, wanted).agreedOn(live);
      next = overlay.apply(files.kind(), made);
      into.put(files.overlayFile(document.name()), overlay.json());
    } else {
      next = Document.ofFile(files.kind(), document.name(), marked(document, wanted, live));
      into.put(files.file(document.name()), next.json());
    }
    copy.ifPresent(one -> into.put(one.file(), one.renewed(next.json())));
    Step step = sync.plan(next, intent);
    boolean stopped = step instanceof Step.Edited || step instanceof Step.Refused;
    return stopped ? Taken.nothing(step) : new Taken(step, of, into);
  }

  /// What is overwritten unseen is not known for that.
  private Optional<Fingerprint> known(Document document, Step found) {
    return switch (intent) {
      case KEEP -> sync.agreed(found);
      case OVERWRITE -> document.agreed();
    };
  }

  /// A file that was pulled goes on to say what was live.
  private Members marked(Document document, Members wanted, Optional<Fingerprint> live) {
    return Mark.on(files.kind(), document.json()).isPresent()
        ? new Mark(document.name(), live).putOn(files.kind(), wanted)
        : wanted;
  }
}
