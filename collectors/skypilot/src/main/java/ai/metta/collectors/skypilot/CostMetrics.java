// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.collectors.skypilot.CostReport.Row;
import ai.metta.metric.Counted;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Source;
import ai.metta.metric.Tag;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tally;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What the server reckons its clusters cost, those of managed jobs among them.
final class CostMetrics {
  private static final Source SOURCE = new Source("POST /cost_report", Optional.of("role viewer"));
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);

  /// How long ago an instant may be for a report to be of it.
  private static final Duration PRESENT = Duration.ofMinutes(15);

  private static final int DEAREST = 20;
  private static final TagKey CLUSTER = TagKey.open("cluster", DEAREST + 1, Overflow.OTHER);

  static final Metric COST_DAY = cost("skypilot.compute.cost_24h", DAY, "24 hours", 1);
  static final Metric COST_WEEK = cost("skypilot.compute.cost_7d", WEEK, "7 days", 2);

  static final Metric CLUSTER_COST =
      cost("skypilot.cluster.cost_7d", WEEK, "7 days, the 20 dearest by name", 3)
          .emitted(Emitted.OPTIONAL_ON)
          .taggedBy(CLUSTER);

  static final Metric UNPRICED =
      Metric.gauge("skypilot.clusters.unpriced")
          .noun("cluster")
          .says(
              "Clusters of the last 7 days whose price or times the server does not tell; they are in no cost")
          .across(SUM)
          .window(WEEK)
          .history(History.DERIVABLE)
          .from(SOURCE)
          .shownIn("Cost", 6);

  private CostMetrics() {}

  static List<Emission<SkypilotSnapshot>> emissions() {
    return List.of(
        emit(COST_DAY)
            .from(SkypilotSnapshot::costs)
            .and(SkypilotSnapshot::hasJobsController)
            .by((costs, apart, asOf) -> whole(costs, apart, Window.ending(asOf, DAY))),
        emit(COST_WEEK)
            .from(SkypilotSnapshot::costs)
            .and(SkypilotSnapshot::hasJobsController)
            .by((costs, apart, asOf) -> whole(costs, apart, Window.ending(asOf, WEEK))),
        emit(CLUSTER_COST).from(SkypilotSnapshot::costs).by(CostMetrics::clusterCosts),
        emit(UNPRICED).from(SkypilotSnapshot::costs).by(CostMetrics::unpriced));
  }

  /// Costs among which are those of managed jobs, or none.
  ///
  /// @param apart whether they have a controller of their own now; of the window the report tells
  static Outcome whole(CostReport costs, boolean apart, Window window) {
    return apart || costs.hasJobsController(window)
        ? new Outcome.Unsupported(
            "managed jobs run, or ran, on a controller of their own, of whose clusters the server's cost"
                + " report does not tell; skypilot.cluster.cost_7d has those that it knows")
        : cost(costs, window);
  }

  /// What was in use and has no price is left out, unless that is all there was.
  static Outcome cost(CostReport costs, Window window) {
    if (!costs.covers(window)) {
      return notCovered(costs, window);
    }
    List<OptionalDouble> dollars = costs.within(window).map(row -> row.dollarsIn(window)).toList();
    boolean unusedAll = dollars.isEmpty() && costs.rows().stream().noneMatch(Row::isUntimed);
    return unusedAll || dollars.stream().anyMatch(OptionalDouble::isPresent)
        ? Outcome.value(dollars.stream().mapToDouble(priced -> priced.orElse(0)).sum())
        : new Outcome.Absent(
            dollars.isEmpty()
                ? "the server does not tell when its clusters were in use"
                : "the server has no price of any cluster that was in use");
  }

  static Outcome unpriced(CostReport costs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    if (!costs.covers(week)) {
      return notCovered(costs, week);
    }
    long untimed = costs.rows().stream().filter(Row::isUntimed).count();
    boolean isPast = asOf.isBefore(costs.covered().until().minus(PRESENT));
    return untimed > 0 && isPast
        ? new Outcome.Unsupported(
            "the server does not tell when "
                + Counted.of(untimed, "cluster")
                + " were in use, and so not whether by then")
        : Outcome.count(untimed + costs.within(week).filter(row -> row.hourly().isEmpty()).count());
  }

  /// The dearest by name, all others as one: a list of the top by intent, and not for want of
  /// budget.
  static Outcome clusterCosts(CostReport costs, Instant asOf) {
    Window week = Window.ending(asOf, WEEK);
    if (!costs.covers(week)) {
      return notCovered(costs, week);
    }
    Map<String, Double> dollars = new TreeMap<>();
    costs
        .within(week)
        .forEach(row ->
            row.dollarsIn(week)
                .ifPresent(priced ->
                    dollars.merge(new Tag("cluster", row.cluster()).value(), priced, Double::sum)));
    List<Map.Entry<String, Double>> dearest =
        dollars.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    Tally byCluster = Tally.by(CLUSTER);
    for (int i = 0; i < dearest.size(); i++) {
      byCluster.add(i < DEAREST ? dearest.get(i).getKey() : "other", dearest.get(i).getValue());
    }
    return Outcome.samples(
        byCluster.samples(),
        "no cluster with a known price is known to have been in use in the last 7 days");
  }

  private static Outcome notCovered(CostReport costs, Window window) {
    return new Outcome.Unsupported(
        "the server's cost report was read from "
            + costs.covered().from()
            + " until "
            + costs.covered().until()
            + ", and this needs "
            + window.from()
            + " until "
            + window.until());
  }

  private static Metric cost(String name, Duration window, String words, int order) {
    return Metric.gauge(name)
        .unit(Unit.DOLLAR)
        .says(
            "What the server reckons its clusters cost in the last "
                + words
                + ", at today's catalogue prices; those without a price are left out")
        .across(SUM)
        .window(window)
        .history(History.DERIVABLE)
        .from(SOURCE)
        .shownIn("Cost", order);
  }
}
