// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.documents.Adoption.Taken;
import ai.metta.cli.documents.Templates.Found;
import ai.metta.cli.documents.Templates.Unfit;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.ListOptions;
import ai.metta.collect.Lease;
import ai.metta.dashboards.change.Document;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Outcome;
import ai.metta.datadog.documents.Outcome.Done;
import ai.metta.datadog.documents.Step;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "that one, but not of the others. So does an overlay that was changed and pushed",
      "from another checkout. With --adopt both are taken over, and so is what you",
      "edited by hand in the file of a generated one. Where two edits meet, nothing is",
      "taken of either, and the push stops.",
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

  @Option(
      names = "--force",
      description = "Overwrite what was edited in Datadog or pushed from elsewhere")
  private boolean force;

  @Option(
      names = "--adopt",
      description = "Take what was edited in Datadog, and by hand, into the local files first")
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
    Log log = command.top().log();
    Found found = adopt || force ? files.laidOver(names) : files.fit(names);
    List<Document> documents = found.fit();
    CopyWarning.tell(command, files, documents);
    TargetWarning.tell(command, live, documents);
    Adoption adoption = new Adoption(live.sync(), files, force ? Intent.OVERWRITE : Intent.KEEP);
    List<Taken> taken =
        Stream.concat(
                documents.stream()
                    .map(one ->
                        adopt || force
                            ? adoption.of(one)
                            : Taken.nothing(live.sync().plan(one, Intent.KEEP)))
                    .map(one -> writable(files, one)),
                found.unfit().stream().map(DocumentPushCommand::refused))
            .toList();
    List<Step> plan = taken.stream().map(Taken::step).toList();
    Surroundings around = command.workbench().surroundings();
    new PlanPrinter(around, command.kind().word()).print(plan, options.form);
    if (!yes) {
      taken.forEach(one -> one.inWords().ifPresent(words -> log.say("Would take " + words)));
      log.say("Nothing was changed; --yes does it");
      return planned(plan);
    }
    for (Taken one : taken) {
      one.write();
      one.inWords().ifPresent(words -> log.say("Took " + words));
    }
    List<Outcome> outcomes = live.sync().push(plan);
    boolean remembered = true;
    for (int i = 0; i < plan.size(); i++) {
      tell(command, plan.get(i), outcomes.get(i));
      remembered &= remember(command, live, files, plan.get(i), outcomes.get(i));
    }
    Exit exit = exit(outcomes);
    return exit == Exit.OK && !remembered ? Exit.PARTIAL : exit;
  }

  private static Taken refused(Unfit unfit) {
    return Taken.nothing(new Step.Refused(unfit.generated(), unfit.why()));
  }

  /// A push leaves its mark in the file too: where it could not, the next one would not know what
  /// this one knew. Who overwrites anyway need not know.
  private Taken writable(Templates files, Taken taken) {
    boolean isSent = taken.step() instanceof Step.Create || taken.step() instanceof Step.Update;
    return files
        .readOnly(taken.step().document())
        .filter(_ -> isSent && !force)
        .map(file ->
            Taken.nothing(
                new Step.Refused(
                    taken.step().document(),
                    new Failure.Configuration(
                        file
                            + " cannot be written over, and a push leaves in it what it pushed;"
                            + " make it and its folder writable, or push with --force, which"
                            + " leaves the file as it is"))))
        .orElse(taken);
  }

  /// @return whether all is remembered that has to be
  private static boolean remember(
      DocumentCommand command, LiveDocuments live, Templates files, Step step, Outcome outcome) {
    Document document = step.document();
    boolean isThere =
        switch (outcome.done()) {
          case CREATED, UPDATED, UNCHANGED -> true;
          case STOPPED, FAILED -> false;
        };
    if (!isThere || files.readOnly(document).isPresent()) {
      return true;
    }
    try {
      files.agree(document, live.sync().pushed(document));
      return true;
    } catch (ExitException | FailureException unwritten) {
      command
          .top()
          .log()
          .trouble(
              document.name()
                  + " is in Datadog as it is here, but that could not be noted here: "
                  + unwritten.getMessage()
                  + "; mend that and push again, before anything else is edited");
      return false;
    }
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
