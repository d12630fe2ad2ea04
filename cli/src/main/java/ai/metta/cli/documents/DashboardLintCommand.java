// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.json.JsonText;
import ai.metta.cli.query.FileCheck;
import ai.metta.cli.screen.ListOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog dashboard lint`.
@Command(
    name = "lint",
    description = {
      "Say what is wrong with dashboards, ours or not: what Datadog refuses, queries,",
      "metrics that nobody emits, series that do not combine so, variables that narrow",
      "nothing, units, colours, markers and axes that contradict a declaration, and",
      "what Datadog's guide asks of a page. Ends with 1 where there is an error.",
      ""
    })
final class DashboardLintCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DashboardCommand parent;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Dashboards as JSON, or folders of them (default: all that would be pushed)")
  private List<Path> files = List.of();

  @Mixin private TemplatesOption templates = new TemplatesOption();
  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    DashboardCommand command = Objects.requireNonNull(parent);
    FileCheck check = FileCheck.ofPages(command.workbench());
    return files.isEmpty()
        ? check.run(
            templates.existing(command).all().stream()
                .map(one -> new FileCheck.Content(one.name(), JsonText.bytes(one.json())))
                .toList(),
            options.form)
        : check.runFiles(files, options.form);
  }
}
