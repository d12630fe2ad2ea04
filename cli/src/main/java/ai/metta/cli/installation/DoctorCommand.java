// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.access.configuration.Durations;
import ai.metta.access.http.Http;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Collector;
import ai.metta.collect.Fetches;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Probe;
import ai.metta.datadog.Validation;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog doctor`: for each source and for Datadog, whether it can be reached and lets us
/// in.
@Command(
    name = "doctor",
    description = "Ask each source, and Datadog, whether they can be reached and let us in")
public final class DoctorCommand implements Callable<Integer> {
  private static final Duration SKEW = Duration.ofMinutes(5);

  @ParentCommand private @Nullable Invocation parent;

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Probe> probes = new ArrayList<>();
    for (Collector<?> collector : bench.registry().all()) {
      String name = collector.profile().name();
      probed(bench, collector).stream().map(probe -> probe.of(name)).forEach(probes::add);
    }
    probes.addAll(datadog(bench));
    return ProbeTable.print(probes, bench.surroundings()).code();
  }

  /// What a collector's service answers, or why it is not asked.
  static List<Probe> probed(Workbench bench, Collector<?> collector) {
    try {
      return Fetches.probe(collector, bench.conditions());
    } catch (NotConfiguredException missing) {
      return List.of(Probe.skipped("configured", missing.missing().message()));
    } catch (FailureException failed) {
      return List.of(Probe.failed("configured", failed.failure()));
    }
  }

  /// What Datadog answers, or why it is not asked.
  static List<Probe> datadog(Workbench bench) {
    if (bench.secrets().find(Workbench.API_KEY).isEmpty()) {
      return List.of(keyless(bench));
    }
    try (Http http = bench.http()) {
      Validation validation =
          Validation.ask(http, bench.destination(), bench.surroundings().clock());
      List<Probe> probes = new ArrayList<>();
      probes.add(
          validation
              .trouble()
              .map(failure ->
                  Probe.failed(
                      failure instanceof Failure.Credentials
                          ? "datadog: key accepted"
                          : "datadog: reachable",
                      failure))
              .orElseGet(
                  () -> Probe.good("datadog: key accepted", bench.destination().base().toString()))
              .proving(List.of(Workbench.API_KEY)));
      validation
          .clockAhead()
          .ifPresent(ahead ->
              probes.add(
                  ahead.abs().compareTo(SKEW) > 0
                      ? Probe.doubtful("datadog: clock agrees", clock(ahead))
                      : Probe.good("datadog: clock agrees", clock(ahead))));
      return probes;
    }
  }

  /// Left out on purpose, or meant to be there and not read.
  private static Probe keyless(Workbench bench) {
    return bench
        .secrets()
        .whereabouts(Workbench.API_KEY)
        .problem()
        .map(problem -> Probe.failed("datadog: configured", new Failure.Configuration(problem)))
        .orElseGet(() ->
            Probe.skipped(
                "datadog: configured", "DD_API_KEY is not set; only dry runs are possible"));
  }

  private static String clock(Duration ahead) {
    String length = Durations.print(Duration.ofSeconds(ahead.abs().toSeconds()));
    String differs = "ours is " + length + (ahead.isNegative() ? " behind" : " ahead");
    return ahead.abs().compareTo(SKEW) > 0
        ? differs + "; Datadog drops points that are not of its own hour: set this machine's clock"
        : differs;
  }
}
