// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor`: monitors as code.
@Command(
    name = "monitor",
    description = "Monitors that follow from what is declared: build, try, compare and push",
    subcommands = {
      DocumentListCommand.class,
      DocumentBuildCommand.class,
      MonitorValidateCommand.class,
      MonitorTestCommand.class,
      DocumentDiffCommand.class,
      DocumentPushCommand.class,
      DocumentDeleteCommand.class
    })
public final class MonitorCommand implements Runnable, DocumentCommand {
  @ParentCommand private @Nullable Invocation parent;

  @Override
  public Kind kind() {
    return Kind.MONITOR;
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
    return MonitorSource.of(bench).stream()
        .map(one -> new Document(one.name(), one.json()))
        .toList();
  }

  @Override
  public void run() {
    throw new ExitException(
        Exit.USAGE, "which command? list, build, validate, test, diff, push or delete");
  }
}
