// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.access.configuration.Nearest;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.cli.screen.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog metrics`: the catalogue.
@Command(
    name = "metrics",
    description = "Every metric that can be emitted: what it means, and what it costs",
    subcommands = {MetricDocsCommand.class, MetricCostCommand.class})
public final class MetricsCommand implements Runnable {
  @ParentCommand private @Nullable Invocation parent;

  Workbench bench() {
    return Objects.requireNonNull(parent).workbench();
  }

  Surroundings surroundings() {
    return Objects.requireNonNull(parent).surroundings();
  }

  Log log() {
    return Objects.requireNonNull(parent).log();
  }

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? list, describe, docs or cost");
  }

  @Command(name = "list", description = "Every metric, the runner's own included")
  void list(@Mixin ListOptions options) {
    Workbench bench = bench();
    PrintWriter out = bench.surroundings().out();
    List<MetricRow> rows = MetricRow.all(bench);
    if (options.form == ListForm.json) {
      JsonList.print(rows.stream().map(MetricRow::json).toList(), out);
    } else {
      MetricRow.table(rows, bench.surroundings().screen()).print(out);
    }
  }

  @Command(name = "describe", description = "All that one metric's declaration says")
  void describe(
      @Parameters(
              paramLabel = "METRIC",
              completionCandidates = Candidates.Metrics.class,
              description = "A metric, see 'metrics list'")
          String name,
      @Mixin ListOptions options) {
    Workbench bench = bench();
    List<MetricRow> rows = MetricRow.all(bench);
    MetricRow row =
        rows.stream()
            .filter(one -> one.metric().name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, rows));
    PrintWriter out = bench.surroundings().out();
    if (options.form == ListForm.json) {
      JsonList.print(row.details(), out);
      return;
    }
    Table table = new Table(bench.surroundings().screen());
    row.details()
        .forEach((key, value) -> {
          String text =
              switch (value) {
                case Optional<?> optional -> optional.map(Object::toString).orElse("–");
                // Parted by spaces alone, so that a line may end anywhere.
                case List<?> list ->
                    String.join(" ", list.stream().map(String::valueOf).toList())
                        .replace("|", " | ");
                default -> value.toString();
              };
          table.row(key, text);
        });
    table.print(out);
  }

  private static ExitException unknown(String name, List<MetricRow> rows) {
    List<String> names = rows.stream().map(row -> row.metric().name()).toList();
    String meant =
        Nearest.to(name, names).map(near -> "; did you mean \"" + near + "\"?").orElse("");
    return new ExitException(Exit.USAGE, "no metric \"" + name + "\"" + meant);
  }
}
