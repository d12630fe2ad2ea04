// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.http.Http;
import ai.metta.cli.catalogue.Candidates;
import ai.metta.cli.catalogue.MetricGlob;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.ProgressLine;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.ListForm;
import ai.metta.cli.screen.ListOptions;
import ai.metta.datadog.MetadataOutcome;
import ai.metta.datadog.MetricMetadata;
import ai.metta.datadog.RemoteMetadata;
import ai.metta.datadog.RemoteMetadata.Intent;
import ai.metta.metric.Alias;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `metta datadog metadata`: what Datadog shows of metrics beside their values.
@Command(name = "metadata", description = "Tell Datadog what each metric means")
public final class MetadataCommand implements Runnable {
  /// Some five hundred metrics, of which each is asked and written.
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @ParentCommand private @Nullable Invocation parent;

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? push");
  }

  @Command(
      name = "push",
      description = {
        "Give every metric its unit, description, type and short name in Datadog.",
        "",
        "Without --yes it says what would change, and writes nothing. Only what differs",
        "is written. A metric that Datadog has no point of yet is counted: push again",
        "later.",
        "",
        "Asks DD_URL, else Datadog with DD_API_KEY and DD_APP_KEY, else the local server.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  metta datadog metadata push",
        "  metta datadog metadata push --metric 'skypilot.*' --yes"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:ok; also when Datadog has not seen some of them",
        "1:none could be read or written",
        "2:the command line is wrong",
        "3:some could not be read or written",
        "4:credentials are missing or refused"
      })
  int push(
      @Option(
              names = "--metric",
              paramLabel = "GLOB",
              completionCandidates = Candidates.Metrics.class,
              description = "Only metrics whose name matches; * stands for any text")
          @Nullable String glob,
      @Option(names = "--yes", description = "Write what differs") boolean yes,
      @Mixin ListOptions options) {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    MetricGlob wanted = glob == null ? MetricGlob.ALL : new MetricGlob(glob);
    Map<String, MetricMetadata> declared = declared(bench, wanted.matching());
    if (declared.isEmpty()) {
      throw new ExitException(
          Exit.USAGE,
          "--metric: no metric matches \""
              + wanted.text()
              + "\"; 'metta datadog metrics list' shows all names");
    }
    Intent intent = yes ? Intent.WRITE : Intent.COMPARE;
    Map<String, MetadataOutcome> outcomes = outcomes(bench, declared, intent);
    MetadataTable table = new MetadataTable(outcomes);
    if (options.form == ListForm.json) {
      JsonList.print(table.json(), bench.surroundings().out());
    } else {
      table.print(bench.surroundings());
    }
    table.tell(parent.log(), intent);
    return exit(List.copyOf(outcomes.values())).code();
  }

  /// Every declared metric under each name that it is sent under.
  public static Map<String, MetricMetadata> declared(Workbench bench, Predicate<String> wanted) {
    List<Metric> metrics = MetricRow.all(bench).stream().map(MetricRow::metric).toList();
    Map<String, MetricMetadata> declared = new LinkedHashMap<>();
    metrics.forEach(metric -> declared.put(metric.name(), MetricMetadata.of(metric)));
    if (bench.settings().get(GlobalSettings.ALIASES)) {
      others(metrics)
          .forEach((name, owners) ->
              declared.putIfAbsent(name, MetricMetadata.of(alias(owners, name), owners)));
    }
    declared.keySet().removeIf(wanted.negate());
    return declared;
  }

  /// The metrics behind each other name.
  private static Map<String, List<Metric>> others(List<Metric> metrics) {
    Map<String, List<Metric>> owners = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      metric.aliases().stream()
          .map(Alias::name)
          .distinct()
          .forEach(name -> owners.computeIfAbsent(name, _ -> new ArrayList<>()).add(metric));
    }
    return owners;
  }

  private static Alias alias(List<Metric> owners, String name) {
    return owners.getFirst().aliases().stream()
        .filter(alias -> alias.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, MetadataOutcome> outcomes(
      Workbench bench, Map<String, MetricMetadata> declared, Intent intent) {
    Surroundings around = bench.surroundings();
    AtomicInteger done = new AtomicInteger();
    try (Http http = bench.http()) {
      RemoteMetadata remote =
          Reader.of(bench).metadata(http.until(around.clock().instant().plus(LIMIT)));
      return ProgressLine.during(
          around,
          _ -> "metadata: " + done.get() + " of " + declared.size() + " metrics …",
          () -> remote.bring(declared, intent, _ -> done.incrementAndGet()));
    }
  }

  /// Refused keys weigh more than that some could be written before they were.
  static Exit exit(List<MetadataOutcome> outcomes) {
    List<Failure> causes =
        outcomes.stream()
            .flatMap(outcome ->
                outcome instanceof MetadataOutcome.Failed(Failure cause)
                    ? Stream.of(cause)
                    : Stream.empty())
            .toList();
    if (causes.stream().anyMatch(Failure.Credentials.class::isInstance)) {
      return Exit.CREDENTIALS;
    }
    return causes.size() == outcomes.size()
        ? Exit.shared(causes.stream().map(Exit::ofDelivery)).orElse(Exit.OK)
        : causes.isEmpty() ? Exit.OK : Exit.PARTIAL;
  }
}
