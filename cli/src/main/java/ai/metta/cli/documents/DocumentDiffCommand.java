// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.screen.ListOptions;
import ai.metta.dashboards.change.Document;
import ai.metta.datadog.documents.Intent;
import ai.metta.datadog.documents.Step;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `diff` of dashboards or monitors: what a push would do, and who changed what.
@Command(
    name = "diff",
    description = {
      "What is different between what should be and what is live.",
      "",
      "Changes are told by the titles of widgets, as a push would make them,",
      "with those that somebody made in Datadog since the last push.",
      ""
    })
final class DocumentDiffCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these (default: all)")
  private List<String> names = List.of();

  @Mixin private TemplatesOption templates = new TemplatesOption();
  @Mixin private ListOptions options = new ListOptions();

  @Option(names = "--exit-code", description = "End with 5 where there are differences")
  private boolean exitCode;

  @Override
  public Integer call() {
    DocumentCommand command = Objects.requireNonNull(parent);
    Templates files = templates.existing(command);
    List<Step> plan =
        LiveDocuments.with(
            command,
            live -> {
              Templates.Found found = files.fit(names);
              List<Document> documents = found.fit();
              CopyWarning.tell(command, files, documents);
              TargetWarning.tell(command, live, documents);
              return Stream.concat(
                      live.sync().plan(documents, Intent.KEEP).stream(),
                      found.unfit().stream()
                          .map(one -> new Step.Refused(one.generated(), one.why())))
                  .toList();
            });
    new PlanPrinter(command.workbench().surroundings(), command.kind().word())
        .print(plan, options.form);
    return exit(plan).code();
  }

  private Exit exit(List<Step> plan) {
    return plan.stream()
        .filter(Step.Refused.class::isInstance)
        .map(step -> Exit.ofRun(((Step.Refused) step).why()))
        .findFirst()
        .orElse(
            exitCode && plan.stream().anyMatch(DocumentDiffCommand::differs)
                ? Exit.DIFFERENCES
                : Exit.OK);
  }

  /// A mark or a link that is renewed is no difference.
  private static boolean differs(Step step) {
    return step instanceof Step.Create || !PlanPrinter.told(step).isEmpty();
  }
}
