// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Editor;
import ai.metta.dashboards.change.Pulled;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Live;
import ai.metta.datadog.documents.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog dashboard pull`
@Command(
    name = "pull",
    description = {
      "Write live dashboards into files.",
      "",
      "Without a name: those that metta manages.",
      ""
    })
final class DashboardPullCommand implements Runnable {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names, ids or titles")
  private List<String> names = List.of();

  @Option(names = "--all", description = "Those that metta does not manage, too")
  private boolean all;

  @Option(names = "--force", description = "Over files with edits that were not pushed, too")
  private boolean force;

  @Mixin private TemplatesOption templates = new TemplatesOption();

  @Override
  public void run() {
    DocumentCommand command = Objects.requireNonNull(parent);
    Templates files = templates.in(command);
    LiveDocuments.with(
        command,
        live -> {
          Set<String> taken = new HashSet<>();
          live.sync().all().forEach(one -> one.mark().ifPresent(mark -> taken.add(mark.name())));
          files.generated().forEach(one -> taken.add(one.name()));
          chosen(live).forEach(one -> write(command, live, files, one, taken));
          return taken;
        });
  }

  private List<Live> chosen(LiveDocuments live) {
    return names.isEmpty()
        ? live.sync().all().stream().filter(one -> all || one.mark().isPresent()).toList()
        : names.stream().map(live::named).distinct().toList();
  }

  private void write(
      DocumentCommand command, LiveDocuments live, Templates files, Live one, Set<String> taken) {
    String name = one.mark().map(mark -> mark.name()).orElseGet(() -> free(one, taken));
    if (!force && Files.exists(files.file(name))) {
      requireTheSame(files, name);
      requireNothingLost(live, files, name);
    }
    if (files.generated(name).isPresent()) {
      command
          .top()
          .log()
          .say(
              name
                  + " is generated: its file is a copy; what is edited in it, push --adopt takes"
                  + " over");
    }
    command
        .workbench()
        .surroundings()
        .out()
        .println(
            Templates.write(
                files.file(name),
                Pulled.of(command.kind(), name, live.api().get(one.id()), live.sync().links())));
  }

  /// @throws ai.metta.metric.FailureException where a file says what is neither live nor what was
  ///   pulled before
  private static void requireNothingLost(LiveDocuments live, Templates files, String name) {
    if (files.generated(name).isPresent()) {
      files.copies(List.of(name)).forEach(DashboardPullCommand::requireNothingLost);
      return;
    }
    Document own = files.written(name);
    Step plan = live.sync().plan(own, Intent.KEEP);
    boolean onlyBehind =
        switch (plan) {
          case Step.Same _ -> true;
          case Step.Update update -> update.comparison().isEmpty();
          case Step.Edited edited ->
              edited.comparison().told().stream()
                  .allMatch(told -> told.by() == Editor.UI || told.by() == Editor.ELSEWHERE);
          case Step.Create _, Step.Refused _ -> false;
        };
    if (!onlyBehind && !Pulled.isUntouched(files.kind(), own.json())) {
      throw DocumentFile.configuration(files.file(name) + ": " + lost(plan));
    }
  }

  private static String lost(Step plan) {
    String over = "write over the file with pull --force";
    return switch (plan) {
      case Step.Edited edited when Conflict.isUnknown(edited) ->
          "says something else than what is live, and has no mark that tells which is newer; "
              + over
              + ", or over what is live with push --force";
      case Step.Edited edited when !edited.comparison().conflicts().isEmpty() ->
          "has edits that were not pushed, of what is another by now in Datadog too; "
              + over
              + ", or over what is live with push --force, or take one of both back";
      case Step.Edited edited ->
          "has edits that were not pushed; bring both together with push "
              + edited.document().name()
              + " --adopt --yes, or "
              + over;
      case Step.Refused refused ->
          "has edits that were not pushed, and cannot be: " + refused.why().message();
      case Step.Create _, Step.Same _, Step.Update _ ->
          "has edits that were not pushed; push them first, or " + over;
    };
  }

  /// A file of that name may be another dashboard's.
  private static void requireTheSame(Templates files, String name) {
    Path file = files.file(name);
    OwnFiles.marked(file, files.kind())
        .filter(mark -> !mark.equals(name))
        .ifPresent(other -> {
          throw DocumentFile.configuration(
              file
                  + ": carries the mark of \""
                  + other
                  + "\", and would be written over by \""
                  + name
                  + "\"; call it by another name, or write over it with --force");
        });
  }

  private static void requireNothingLost(Copy copy) {
    if (copy.isEdited()) {
      throw DocumentFile.configuration(copy.complaint() + ", or write over it with --force");
    }
    if (copy.isDoubtful()) {
      throw DocumentFile.configuration(
          copy.file()
              + ": is not what is generated now, and nobody knows whether it was edited since"
              + " `build` wrote it; write over it with --force");
    }
  }

  /// `my_dashboard` of My Dashboard; with its id where that is another's.
  private static String free(Live one, Set<String> taken) {
    String name = Pulled.name(one.title());
    String free = taken.add(name) ? name : name + "_" + one.id();
    taken.add(free);
    return free;
  }
}
