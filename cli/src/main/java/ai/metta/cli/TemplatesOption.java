// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Kind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the files of documents are.
final class TemplatesOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The folder of files and overlays (default: templates, and templates/monitors for"
              + " monitors)")
  private @Nullable Path folder;

  @Option(names = "--own", description = "Only files of the folder, nothing that is generated")
  private boolean own;

  Templates in(DocumentCommand command) {
    Path usual =
        command.kind() == Kind.DASHBOARD ? Path.of("templates") : Path.of("templates", "monitors");
    Workbench bench = command.workbench();
    return new Templates(
        bench.surroundings().workingDirectory().resolve(folder == null ? usual : folder),
        command.kind(),
        command.generated(),
        own ? Templates.Which.OWN : Templates.Which.ALL);
  }
}
