// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.SystemReason;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Screen;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog dashboard open`
@Command(
    name = "open",
    description = {"Print where a dashboard is, and on a terminal, open it.", ""})
final class DashboardOpenCommand implements Runnable {
  @ParentCommand private @Nullable DocumentCommand parent;

  @Parameters(paramLabel = "NAME", description = "A name, id or title, see 'list'")
  private String name = "";

  @Option(names = "--print", description = "Only print it")
  private boolean print;

  @Override
  public void run() {
    DocumentCommand command = Objects.requireNonNull(parent);
    Surroundings around = command.workbench().surroundings();
    URI url = LiveDocuments.with(command, live -> live.named(name).url());
    around.out().println(url);
    if (!print && around.screen().terminals().contains(Screen.Stream.OUT)) {
      open(url);
    }
  }

  private static void open(URI url) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String opener = system.contains("mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, url.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException absent) {
      throw new ExitException(
          Exit.FAILED, "it could not be opened with " + opener + ": " + SystemReason.of(absent));
    }
  }
}
