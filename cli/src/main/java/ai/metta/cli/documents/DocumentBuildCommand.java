// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.dashboards.change.Document;
import ai.metta.metric.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `build` of dashboards or monitors: what is generated, with what was edited by hand.
@Command(
    name = "build",
    description = {"Write each as Datadog's API takes it, with what overlays say.", ""})
final class DocumentBuildCommand implements Callable<Integer> {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "One file each, into this folder (default: one list, to stdout)")
  private @Nullable Path folder;

  @Mixin private TemplatesOption templates = new TemplatesOption();

  @Override
  public Integer call() {
    DocumentCommand command = Objects.requireNonNull(parent);
    List<Document> made = templates.existing(command).made();
    Surroundings around = command.workbench().surroundings();
    if (folder == null) {
      around
          .out()
          .print(JsonText.indented(JsonTree.list(made.stream().map(Document::json).toList())));
      return Exit.OK.code();
    }
    Path out = around.workingDirectory().resolve(folder);
    try {
      Files.createDirectories(out);
      for (Document one : made) {
        Files.writeString(out.resolve(one.name() + ".json"), JsonText.indented(one.json()));
      }
    } catch (IOException unwritten) {
      throw new ExitException(
          Exit.FAILED, folder + ": cannot be written: " + SystemReason.of(unwritten));
    }
    around
        .err()
        .println("Wrote " + Counted.of(made.size(), command.kind().word()) + " to " + folder);
    return Exit.OK.code();
  }
}
