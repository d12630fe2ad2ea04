// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.cli.backfill.BackfillCommand;
import ai.metta.cli.collect.CollectCommand;
import ai.metta.cli.collect.JobResultsCommand;
import ai.metta.cli.collect.OutboxCommand;
import ai.metta.cli.documents.DashboardCommand;
import ai.metta.cli.documents.MonitorCommand;
import ai.metta.cli.health.HealthCommand;
import ai.metta.cli.installation.CollectorCommand;
import ai.metta.cli.installation.ConfigCommand;
import ai.metta.cli.installation.DoctorCommand;
import ai.metta.cli.installation.SecretsCommand;
import ai.metta.cli.installation.StatusCommand;
import ai.metta.cli.invocation.Commands;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.metrics.MetadataCommand;
import ai.metta.cli.metrics.MetricsCommand;
import ai.metta.cli.query.QueryCommand;
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
final class DatadogCommand implements Runnable, Invocation {
  @ParentCommand private @Nullable Invocation parent;

  @Override
  public Surroundings surroundings() {
    return top().surroundings();
  }

  @Override
  public Log log() {
    return top().log();
  }

  @Override
  public GlobalOptions options() {
    return top().options();
  }

  @Override
  public Commands commands() {
    return top().commands();
  }

  private Invocation top() {
    return Objects.requireNonNull(parent);
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? Try 'metta datadog --help'");
  }
}
