// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Probe.Verdict;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// What every collector must hold to, checked against a service – a simulated one in tests, a real
/// one by `collector test`. Plain: it knows no test framework.
public final class Contract {
  private static final Failure KILLED =
      new Failure.Service("killed by the contract", Failure.Service.Retry.IS_USELESS);

  private final Conditions conditions;
  private final Plan plan;

  public Contract(Conditions conditions, Plan plan) {
    this.conditions = conditions;
    this.plan = plan;
  }

  /// Runs the collector once as it is, once with everything killed, and once for each of its parts
  /// with that one killed.
  public List<Probe> check(Collector<?> collector) {
    Set<String> parts = new ConcurrentSkipListSet<>();
    Result whole = run(collector, noting(parts));
    if (whole.status() == Status.NOT_CONFIGURED || whole.status() == Status.FAILED) {
      String why = whole.reason().map(Failure::message).orElse("nothing was collected");
      return List.of(new Probe("collects", Verdict.FAILED, why));
    }
    List<Probe> probes = new ArrayList<>();
    probes.add(
        new Probe(
            "collects", Verdict.OK, whole.metricCount() + " metrics from the parts " + parts));
    probes.add(noMistakes(whole));
    probes.add(onceEach(whole));
    probes.add(withNothing(run(collector, PartFaults.all(KILLED))));
    for (String part : parts) {
      probes.add(without(part, whole, run(collector, PartFaults.of(part, KILLED))));
    }
    return probes;
  }

  private Result run(Collector<?> collector, PartFaults faults) {
    return new Runner(conditions.with(faults)).run(List.of(collector), plan).results().getFirst();
  }

  private static PartFaults noting(Set<String> parts) {
    return name -> {
      parts.add(name);
      return Optional.empty();
    };
  }

  private static Probe noMistakes(Result whole) {
    List<String> mistakes =
        whole.outcomes().stream()
            .filter(one -> one.outcome() instanceof Outcome.Failed(Failure.Bug _))
            .map(one -> one.reason().orElse(one.metric()))
            .toList();
    return verdict("emits only what it declares", mistakes);
  }

  private static Probe onceEach(Result whole) {
    Set<String> seen = new java.util.HashSet<>();
    List<String> repeated =
        whole.series().stream()
            .map(series -> series.metric() + "{" + series.tags() + "}")
            .filter(name -> !seen.add(name))
            .toList();
    return verdict("emits each series once", repeated);
  }

  private static Probe withNothing(Result killed) {
    List<String> invented =
        killed.series().stream()
            .map(Series::metric)
            .filter(name -> !name.startsWith("collector."))
            .distinct()
            .toList();
    Probe probe = verdict("invents nothing when every part fails", invented);
    boolean said =
        killed.series().stream().anyMatch(series -> series.metric().equals("collector.failed"));
    return said
        ? probe
        : new Probe(probe.question(), Verdict.FAILED, "the self-metrics are missing");
  }

  /// Killing a part may only take numbers away, and what it takes away must be said to have failed.
  private static Probe without(String part, Result whole, Result killed) {
    Set<String> before = valued(whole);
    Set<String> failed =
        killed.outcomes().stream()
            .filter(MetricOutcome::failed)
            .map(MetricOutcome::metric)
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    valued(killed).stream()
        .filter(name -> !before.contains(name))
        .map(name -> name + " appeared")
        .forEach(wrong::add);
    before.stream()
        .filter(name -> !valued(killed).contains(name) && !failed.contains(name))
        .map(name -> name + " vanished without a failure")
        .forEach(wrong::add);
    Probe probe = verdict("part " + part + " costs only what needs it", wrong);
    return probe.verdict() == Verdict.OK
        ? new Probe(
            probe.question(),
            Verdict.OK,
            failed.size() + " of " + whole.outcomes().size() + " metrics")
        : probe;
  }

  private static Set<String> valued(Result result) {
    return result.outcomes().stream()
        .filter(MetricOutcome::hasValue)
        .map(MetricOutcome::metric)
        .collect(Collectors.toSet());
  }

  private static Probe verdict(String question, List<String> wrong) {
    return wrong.isEmpty()
        ? new Probe(question, Verdict.OK, "")
        : new Probe(question, Verdict.FAILED, String.join("; ", wrong));
  }
}
