// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Merge;
import ai.metta.dashboards.change.Told;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes over what people edited, before a push: in files of generated documents, and in Datadog.
record Adoption(DocumentCommand command, LiveDocuments live, Templates files, List<String> names) {

  /// Takes edits of files over, and says where they are, by document.
  ///
  /// @throws ExitException where one was edited in Datadog too; then nothing is taken
  Map<String, Set<String>> ofFiles() {
    List<Copy> copies = files.copies(names).stream().filter(Copy::isEdited).toList();
    List<Step> plan = live.sync().plan(copies.stream().map(Copy::edited).toList(), Intent.KEEP);
    for (int i = 0; i < copies.size(); i++) {
      requireOneEditor(copies.get(i), plan.get(i));
    }
    Map<String, Set<String>> taken = new HashMap<>();
    for (Copy copy : copies) {
      taken.put(copy.made().name(), copy.places());
      say(copy.file().toString(), files.adopt(copy));
    }
    return taken;
  }

  /// Which of two edits of one place is meant, nobody but their editors can say.
  private void requireOneEditor(Copy copy, Step step) {
    List<Told> both = atRisk(step).stream().filter(told -> told.by() == Editor.BOTH).toList();
    if (!both.isEmpty()) {
      throw new ExitException(
          Exit.FAILED,
          copy.file()
              + ": was edited by hand, and in Datadog too: "
              + words(both)
              + "; take one of both back, then push again; nothing was changed");
    }
  }

  /// Takes over what was edited in Datadog, and plans anew; what an overlay said before the edit of
  /// its file that was just taken over gives way.
  ///
  /// @param taken what [#ofFiles] said
  List<Step> ofEdits(List<Step> plan, Map<String, Set<String>> taken) {
    Set<String> relaid = new HashSet<>();
    for (Step step : plan) {
      if (step instanceof Step.Edited edited) {
        String name = step.document().name();
        if (isOfTaken(edited, taken.getOrDefault(name, Set.of()))) {
          relaid.add(name);
        } else {
          say(name, files.adopt(name, Merge.of(edited.comparison())));
        }
      }
    }
    List<Step> after = new ArrayList<>();
    for (Document document : files.named(names)) {
      Intent intent = relaid.contains(document.name()) ? Intent.OVERWRITE : Intent.KEEP;
      after.addAll(live.sync().plan(List.of(document), intent));
    }
    return after;
  }

  /// @throws ExitException where both that and edits of others are in question
  private boolean isOfTaken(Step.Edited edited, Set<String> taken) {
    List<Told> risks = atRisk(edited);
    List<Told> own =
        risks.stream()
            .filter(told -> told.by() == Editor.OVERLAY)
            .filter(told -> taken.contains(told.change().place().text()))
            .toList();
    if (!own.isEmpty() && own.size() < risks.size()) {
      throw new ExitException(
          Exit.FAILED,
          edited.document().name()
              + ": its overlay was changed by hand, and it was edited in Datadog or laid over from"
              + " elsewhere too; take the change of "
              + words(own)
              + " back, push --adopt, and make it again; nothing was pushed");
    }
    return !own.isEmpty();
  }

  private static List<Told> atRisk(Step step) {
    return step instanceof Step.Edited edited ? edited.comparison().atRisk() : List.of();
  }

  private String words(List<Told> changes) {
    return Places.inWords(changes.stream(), command.kind().word());
  }

  private void say(String of, Path overlay) {
    command.top().log().say("Took the edits of " + of + " into " + overlay);
  }
}
