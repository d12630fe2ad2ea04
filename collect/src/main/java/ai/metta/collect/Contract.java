// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/// What every collector must hold to, checked against a service – a simulated one in tests, a real
/// one by `collector test`. Plain: it knows no test framework.
public final class Contract {
  private final Conditions conditions;
  private final Plan plan;

  public Contract(Conditions conditions, Plan plan) {
    this.conditions = conditions;
    this.plan = plan;
  }

  /// Runs the collector twice as it is, evaluates the facts of the second time again in other
  /// orders, and then runs it with all of its parts failed, with all of them unsupported, and with
  /// one part at a time in either way. Of parts that every scope has, one stands for all. Numbers
  /// that change by more than a thousand-millionth of themselves where a part is missing are a
  /// warning: a metric may count what is unknown.
  public List<Probe> check(Collector<?> collector) {
    return of(collector);
  }

  private <F> List<Probe> of(Collector<F> collector) {
    Set<String> parts = new ConcurrentSkipListSet<>();
    Remembering<F> remembering = new Remembering<>(collector);
    Result whole = run(collector, parts::add);
    Result again = run(remembering, PartFaults.none());
    for (Result one : List.of(whole, again)) {
      if (one.status() == Status.NOT_CONFIGURED || one.status() == Status.FAILED) {
        return List.of(
            one.reason()
                .map(why -> Probe.failed("collects", why))
                .orElseGet(() -> broken("collects", "nothing was collected")));
      }
    }
    Declarations declarations = new Declarations(collector.catalogue(), whole);
    Costs costs = new Costs(whole, again);
    List<Probe> probes = new ArrayList<>();
    probes.add(collects(whole, parts));
    probes.add(verdict("emits only what it declares", declarations.broken()));
    probes.add(verdict("emits each series once", declarations.repeated()));
    probes.add(verdict("stays within its tag budgets", declarations.overBudget()));
    probes.add(
        verdict(
            "comes to the same from the same facts",
            new Repeatability<>(collector, plan).differences(remembering.facts())));
    probes.add(
        verdict(
            "invents nothing when every part fails",
            costs.ofNothing(run(collector, PartFaults.all(Contract::failed)))));
    probes.add(
        verdict(
            "fails nothing when every part is unsupported",
            costs.ofUnsupported(run(collector, PartFaults.all(Contract::unsupported)))));
    for (String part : oneOfEach(parts)) {
      Result failed = run(collector, PartFaults.of(part, Contract::failed));
      probes.add(cost("part " + part + " failed", costs.ofFailed(failed), costs.changed(failed)));
      Result unsaid = run(collector, PartFaults.of(part, Contract::unsupported));
      probes.add(
          cost(
              "part " + part + " unsupported", costs.ofUnsupported(unsaid), costs.changed(unsaid)));
    }
    return probes;
  }

  private static Probe cost(String what, List<String> wrong, List<String> changed) {
    String question = what + " costs only what needs it";
    return wrong.isEmpty() && !changed.isEmpty()
        ? Probe.doubtful(question, String.join("; ", changed))
        : verdict(question, wrong);
  }

  private static RuntimeException failed() {
    return new FailureException(
        new Failure.Service("failed by the contract", Failure.Service.Retry.IS_USELESS));
  }

  private static RuntimeException unsupported() {
    return new UnsupportedException("unsupported by the contract");
  }

  private Result run(Collector<?> collector, PartFaults faults) {
    return new Runner(conditions.with(faults)).run(List.of(collector), plan).results().getFirst();
  }

  /// Scopes name their parts `<scope>: <part>`.
  private static Collection<String> oneOfEach(Set<String> parts) {
    return parts.stream()
        .collect(
            Collectors.toMap(
                name -> name.substring(name.lastIndexOf(": ") + 1),
                name -> name,
                (first, _) -> first,
                TreeMap::new))
        .values();
  }

  private static Probe collects(Result whole, Set<String> parts) {
    if (whole.outcomes().isEmpty()) {
      return broken("collects", "nothing was collected, and no reason is given");
    }
    String counted = whole.metricCount() + " metrics from the parts " + parts;
    List<String> failures =
        whole.outcomes().stream()
            .filter(MetricOutcome::failed)
            .map(one -> one.metric() + ": " + one.reason().orElse(""))
            .toList();
    return failures.isEmpty()
        ? Probe.good("collects", counted)
        : Probe.doubtful("collects", counted + "; " + String.join("; ", failures));
  }

  private static Probe verdict(String question, List<String> wrong) {
    return wrong.isEmpty() ? Probe.good(question, "") : broken(question, String.join("; ", wrong));
  }

  /// Whatever the service says: that a collector does not hold to its contract is its own fault.
  private static Probe broken(String question, String how) {
    return Probe.failed(question, new Failure.Bug(how));
  }
}
