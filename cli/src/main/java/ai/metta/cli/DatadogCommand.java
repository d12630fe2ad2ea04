// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog`: everything between a service and Datadog.
@Command(
    name = "datadog",
    description = "Collect metrics, push them, and see what there is",
    subcommands = {
      CollectCommand.class,
      BackfillCommand.class,
      CollectorCommand.class,
      StatusCommand.class,
      MetricsCommand.class,
      MetadataCommand.class,
      HealthCommand.class,
      DashboardCommand.class,
      MonitorCommand.class,
      QueryCommand.class,
      OutboxCommand.class,
      JobResultsCommand.class,
      ConfigCommand.class,
      SecretsCommand.class,
      DoctorCommand.class
    })
final class DatadogCommand implements Runnable {
  @ParentCommand private @Nullable MettaCommand parent;

  Workbench workbench() {
    return top().workbench();
  }

  MettaCommand top() {
    return Objects.requireNonNull(parent);
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? Try 'metta datadog --help'");
  }
}
