// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor`: monitors as code.
@Command(
    name = "monitor",
    description = "Monitors that follow from what is declared, and trials of any monitor",
    subcommands = {
      MonitorListCommand.class,
      MonitorBuildCommand.class,
      MonitorValidateCommand.class,
      MonitorTestCommand.class
    })
final class MonitorCommand implements Runnable {
  @ParentCommand private @Nullable DatadogCommand parent;

  Workbench workbench() {
    return Objects.requireNonNull(parent).workbench();
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? list, build, validate or test");
  }
}
