// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Lease;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Merge;
import ai.metta.dashboards.change.Told;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Outcome;
import ai.metta.datadog.documents.Outcome.Done;
import ai.metta.datadog.documents.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `push` of dashboards or monitors.
@Command(
    name = "push",
    description = {
      "Bring what should be to Datadog. Without --yes, only say what would be done.",
      "",
      "An edit that somebody made in Datadog since the last push stops the push of",
      "that one, but not of the others. So does an overlay that was pushed from",
      "another checkout and that this one lacks.",
      ""
    })
final class DocumentPushCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these (default: all)")
  private List<String> names = List.of();

  @Mixin private TemplatesOption templates = new TemplatesOption();
  @Mixin private ListOptions options = new ListOptions();

  @Option(names = "--yes", description = "Do it")
  private boolean yes;

  @Option(names = "--force", description = "Overwrite what was edited in Datadog")
  private boolean force;

  @Option(
      names = "--adopt",
      description = "With --yes: take what was edited in Datadog into the local files first")
  private boolean adopt;

  @Override
  public Integer call() {
    if (force && adopt) {
      throw new ExitException(Exit.USAGE, "--force loses what --adopt keeps; give one of them");
    }
    DocumentCommand command = Objects.requireNonNull(parent);
    Templates files = adopt ? templates.in(command) : templates.existing(command);
    return yes ? alone(command, files) : push(command, files);
  }

  /// While nobody else pushes from this data directory: what two create at once is there twice.
  private int alone(DocumentCommand command, Templates files) {
    String kind = command.kind().word();
    Optional<Lease> lease = Lease.take(command.workbench().dataDirectory(), kind + "s.push");
    if (lease.isEmpty()) {
      throw new ExitException(
          Exit.LEASED, "somebody else is pushing " + kind + "s; try again when it has ended");
    }
    try (Lease _ = lease.get()) {
      return push(command, files);
    }
  }

  private int push(DocumentCommand command, Templates files) {
    return LiveDocuments.with(command, live -> push(command, live, files)).code();
  }

  private Exit push(DocumentCommand command, LiveDocuments live, Templates files) {
    Intent intent = force ? Intent.OVERWRITE : Intent.KEEP;
    Map<String, Set<String>> taken = yes && adopt ? adoptCopies(command, live, files) : Map.of();
    List<Document> documents = files.named(names);
    CopyWarning.tell(command, files, names);
    TargetWarning.tell(command, live, documents);
    List<Step> plan = live.sync().plan(documents, intent);
    if (yes && adopt) {
      plan = adopted(command, live, files, plan, taken);
    }
    Surroundings around = command.workbench().surroundings();
    new PlanPrinter(around, command.kind().word()).print(plan, options.form);
    if (!yes) {
      command.top().log().say("Nothing was changed; --yes does it");
      return planned(plan);
    }
    List<Outcome> outcomes = live.sync().push(plan);
    for (int i = 0; i < plan.size(); i++) {
      tell(command, plan.get(i), outcomes.get(i));
    }
    return exit(outcomes);
  }

  /// Takes edits of files over, and says where they are, by document.
  private Map<String, Set<String>> adoptCopies(
      DocumentCommand command, LiveDocuments live, Templates files) {
    List<Copy> copies = files.copies(names).stream().filter(Copy::isEdited).toList();
    List<Step> plan = live.sync().plan(copies.stream().map(Copy::edited).toList(), Intent.KEEP);
    for (int i = 0; i < copies.size(); i++) {
      requireOneEditor(copies.get(i), plan.get(i));
    }
    Map<String, Set<String>> taken = new HashMap<>();
    for (Copy copy : copies) {
      taken.put(copy.made().name(), copy.places());
      Path overlay = files.adopt(copy);
      command.top().log().say("Took the edits of " + copy.file() + " into " + overlay);
    }
    return taken;
  }

  /// Which of two edits of one widget is meant, nobody but their editors can say.
  private static void requireOneEditor(Copy copy, Step step) {
    if (!(step instanceof Step.Edited edited)) {
      return;
    }
    String both =
        edited.comparison().atRisk().stream()
            .filter(told -> told.by() == Editor.BOTH)
            .map(told -> told.change().place().text())
            .distinct()
            .collect(Collectors.joining(", "));
    if (!both.isEmpty()) {
      throw new ExitException(
          Exit.FAILED,
          copy.file()
              + ": was edited by hand, and in Datadog too: "
              + both
              + "; take one of both back, then push again; nothing was changed");
    }
  }

  /// What was edited in Datadog is taken over; what an overlay said before the edit of its file
  /// that was just taken over is not.
  private List<Step> adopted(
      DocumentCommand command,
      LiveDocuments live,
      Templates files,
      List<Step> plan,
      Map<String, Set<String>> taken) {
    Set<String> relaid = new HashSet<>();
    for (Step step : plan) {
      if (step instanceof Step.Edited edited) {
        String name = step.document().name();
        if (isOfTaken(edited, taken.getOrDefault(name, Set.of()))) {
          relaid.add(name);
        } else {
          Path file = files.adopt(name, Merge.of(edited.comparison()));
          command.top().log().say("Took the edits of " + name + " into " + file);
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
  private static boolean isOfTaken(Step.Edited edited, Set<String> taken) {
    List<Told> risks = edited.comparison().atRisk();
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
              + own.getFirst().change().place().text()
              + " back, push --adopt, and make it again; nothing was pushed");
    }
    return !own.isEmpty();
  }

  private static void tell(DocumentCommand command, Step step, Outcome outcome) {
    Log log = command.top().log();
    String where = outcome.url().map(url -> ": " + url).orElse("");
    switch (outcome.done()) {
      case CREATED -> log.say("Created " + outcome.name() + where);
      case UPDATED -> log.say("Updated " + outcome.name() + where);
      case UNCHANGED -> {}
      case STOPPED ->
          log.trouble(outcome.name() + " was not pushed: " + cause(command, step) + where);
      case FAILED ->
          log.trouble(
              outcome.name()
                  + " was not pushed: "
                  + outcome.failure().map(failure -> failure.message()).orElse("it was not tried"));
    }
  }

  private static String cause(DocumentCommand command, Step step) {
    return step instanceof Step.Edited edited
        ? new Conflict(edited, command.kind().word()).cause()
        : "it is another now";
  }

  private static Exit planned(List<Step> plan) {
    long stopped =
        plan.stream()
            .filter(step -> step instanceof Step.Edited || step instanceof Step.Refused)
            .count();
    long others =
        plan.stream()
            .filter(step -> step instanceof Step.Create || step instanceof Step.Update)
            .count();
    return stopped == 0 ? Exit.OK : others > 0 ? Exit.PARTIAL : Exit.FAILED;
  }

  private static Exit exit(List<Outcome> outcomes) {
    List<Outcome> left =
        outcomes.stream()
            .filter(one -> one.done() == Done.STOPPED || one.done() == Done.FAILED)
            .toList();
    if (left.isEmpty()) {
      return Exit.OK;
    }
    boolean some =
        outcomes.stream().anyMatch(one -> one.done() == Done.CREATED || one.done() == Done.UPDATED);
    Stream<Exit> blames =
        left.stream().map(one -> one.failure().map(Exit::ofRun).orElse(Exit.FAILED));
    return some ? Exit.PARTIAL : Exit.shared(blames).orElse(Exit.FAILED);
  }
}
