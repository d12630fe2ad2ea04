// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.dashboards.change.Kind;
import java.nio.file.Files;
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

  /// The folder, where one that was named is there: without it, what was edited by hand is missing.
  ///
  /// @throws ExitException of the usage kind where it is not
  Templates existing(DocumentCommand command) {
    Path at = at(command);
    if (folder != null && !Files.isDirectory(at)) {
      throw new ExitException(Exit.USAGE, "--dir: there is no folder " + folder);
    }
    return in(command);
  }

  private Path at(DocumentCommand command) {
    Path usual =
        command.kind() == Kind.DASHBOARD ? Path.of("templates") : Path.of("templates", "monitors");
    return command
        .workbench()
        .surroundings()
        .workingDirectory()
        .resolve(folder == null ? usual : folder);
  }

  /// The folder, which need not be there yet.
  Templates in(DocumentCommand command) {
    return Templates.in(
        at(command),
        command.kind(),
        command.generated(),
        own ? Templates.Which.OWN : Templates.Which.ALL);
  }
}
