// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Owners;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog dashboard`: dashboards as code, both ways.
@Command(
    name = "dashboard",
    description =
        "Dashboards that follow from what is declared: build, lint, compare, push and pull",
    subcommands = {
      DocumentListCommand.class,
      DocumentBuildCommand.class,
      DashboardLintCommand.class,
      DashboardPullCommand.class,
      DocumentDiffCommand.class,
      DocumentPushCommand.class,
      DocumentDeleteCommand.class,
      DashboardOpenCommand.class
    })
public final class DashboardCommand implements Runnable, DocumentCommand {
  @ParentCommand private @Nullable Invocation parent;

  @Override
  public Kind kind() {
    return Kind.DASHBOARD;
  }

  @Override
  public Invocation top() {
    return Objects.requireNonNull(parent);
  }

  @Override
  public List<Document> generated() {
    return generated(workbench());
  }

  public static List<Document> generated(Workbench bench) {
    Owners owners = Owners.of(bench.settings());
    String environment = bench.settings().get(GlobalSettings.ENVIRONMENT);
    return Pages.of(bench.registry()).stream()
        .map(page -> new Document(page.name(), page.inEnvironment(environment).json(owners)))
        .toList();
  }

  @Override
  public void run() {
    throw new ExitException(
        Exit.USAGE, "which command? list, build, lint, pull, diff, push, delete or open");
  }
}
