// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.catalogue;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Exit.Asked;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Collector;
import ai.metta.collect.SelfMetrics;
import ai.metta.metric.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which collectors a command runs, and which of their metrics.
public final class CollectorChoice {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME|all",
      completionCandidates = Candidates.CollectorsOrAll.class,
      description = "Collectors by name, or all of them")
  private List<String> names = List.of();

  @Option(
      names = "--metric",
      paramLabel = "GLOB",
      completionCandidates = Candidates.Collected.class,
      description = "Only metrics whose name matches; * stands for any text")
  private @Nullable String glob;

  /// Whether collectors were named, or all of them.
  ///
  /// @throws ExitException of the usage kind where other names stand beside all
  public Asked asked() {
    if (names.contains("all") && names.stream().distinct().count() > 1) {
      throw new ExitException(Exit.USAGE, "all is every collector: name none beside it");
    }
    return names.contains("all") ? Asked.ALL : Asked.BY_NAME;
  }

  /// Those to run, once each.
  ///
  /// @throws ExitException of the usage kind where there is none of a name
  public List<Collector<?>> collectors(Workbench bench) {
    return asked() == Asked.ALL
        ? bench.registry().all()
        : names.stream().distinct().<Collector<?>>map(bench::collector).toList();
  }

  /// Of a run: also what it says of itself.
  ///
  /// @throws ExitException of the usage kind where no metric of the collectors matches
  public MetricGlob wanted(Workbench bench) {
    return wanted(
        bench,
        SelfMetrics.ofAnyRun(
            collectors(bench).stream().map(collector -> collector.profile().name()).toList()));
  }

  /// Of the past, in which there were no runs.
  ///
  /// @throws ExitException of the usage kind where no metric of the collectors matches
  public MetricGlob wantedOfThePast(Workbench bench) {
    return wanted(bench, List.of());
  }

  private MetricGlob wanted(Workbench bench, List<Metric> ofTheRun) {
    MetricGlob wanted = glob == null ? MetricGlob.ALL : new MetricGlob(glob);
    wanted.requireOneOf(collectors(bench), bench.rows(), ofTheRun);
    return wanted;
  }
}
