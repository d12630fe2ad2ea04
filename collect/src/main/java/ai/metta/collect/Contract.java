// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Probe.Verdict;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import ai.metta.metric.TagKey;
import java.util.ArrayList;
import java.util.HashSet;
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

  /// Runs the collector once as it is, evaluates the same facts again in other orders, and runs it
  /// with everything killed and with each of its parts killed.
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
    probes.add(verdict("stays within its tag budgets", overBudget(collector, whole)));
    probes.add(
        verdict(
            "comes to the same from the same facts",
            new Repeatability<>(collector, conditions, plan).differences()));
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
    Set<String> seen = new HashSet<>();
    List<String> repeated =
        whole.series().stream()
            .map(series -> series.metric() + "{" + series.tags() + "}")
            .filter(name -> !seen.add(name))
            .toList();
    return verdict("emits each series once", repeated);
  }

  private static List<String> overBudget(Collector<?> collector, Result whole) {
    List<String> wrong = new ArrayList<>();
    for (Metric metric : collector.catalogue().metrics()) {
      for (String key : metric.tagKeys()) {
        for (Set<String> values : values(whole, metric, key)) {
          overBudget(metric, key, values).ifPresent(wrong::add);
        }
      }
    }
    return wrong;
  }

  private static Optional<String> overBudget(Metric metric, String key, Set<String> values) {
    List<TagKey> declared =
        metric.groups().stream()
            .flatMap(group -> group.keys().stream())
            .filter(one -> one.key().equals(key))
            .toList();
    List<String> known = declared.stream().flatMap(one -> one.declared().stream()).toList();
    List<String> met = values.stream().filter(value -> !known.contains(value)).sorted().toList();
    int budget = declared.stream().mapToInt(TagKey::budget).max().orElse(0);
    return met.size() <= budget
        ? Optional.empty()
        : Optional.of(
            metric.name()
                + " has the undeclared values "
                + met
                + " of "
                + key
                + ", whose budget is "
                + budget);
  }

  /// A key's values in each scope.
  private static List<Set<String>> values(Result whole, Metric metric, String key) {
    return whole.outcomes().stream()
        .filter(one -> one.metric().equals(metric.name()))
        .map(one ->
            whole.series().stream()
                .filter(series -> series.metric().equals(metric.name()))
                .filter(series -> series.tags().contains(one.scope()))
                .flatMap(series -> series.tags().value(key).stream())
                .collect(Collectors.toSet()))
        .toList();
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
