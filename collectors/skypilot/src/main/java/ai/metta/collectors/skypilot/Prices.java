// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What running tasks cost an hour. What the server says comes before what the configuration says:
/// its catalogue's price of each machine, else what its cost report comes to for the job's own
/// cluster.
///
/// @param configured instance type to dollars on demand; `<type>:spot` to its spot price
record Prices(
    Fetched<List<Offer>> offers, Fetched<CostReport> costs, Map<String, Double> configured) {
  Prices {
    configured = Map.copyOf(configured);
  }

  /// Dollars an hour of all of a task's machines; empty where nobody knows.
  Optional<Double> hourly(Task task) {
    return offered(task)
        .or(() -> reported(task))
        .or(() -> configured(task).map(machine -> machine * task.nodes()));
  }

  /// Why a source of prices could not be read; empty where all answered.
  Optional<Failure> failure() {
    return Stream.of(offers, costs)
        .<Failure>mapMulti((part, failures) -> {
          if (part instanceof Fetched.Failed<?>(Failure cause)) {
            failures.accept(cause);
          }
        })
        .findFirst();
  }

  private Optional<Double> offered(Task task) {
    if (!isDescribed(task) || !(offers instanceof Fetched.Known<List<Offer>>(List<Offer> all))) {
      return Optional.empty();
    }
    return all.stream()
        .filter(offer -> offer.isFor(task))
        .map(offer -> task.pricing() == Pricing.SPOT ? offer.spot() : offer.onDemand())
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .map(machine -> machine.getAsDouble() * task.nodes());
  }

  private Optional<Double> reported(Task task) {
    if (!(costs instanceof Fetched.Known<CostReport>(CostReport report))) {
      return Optional.empty();
    }
    return report.of(task).stream()
        .filter(row -> row.used().stream().anyMatch(CostReport.Interval::isOpen))
        .map(CostReport.Row::hourly)
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .findFirst();
  }

  private Optional<Double> configured(Task task) {
    if (!isDescribed(task)) {
      return Optional.empty();
    }
    String type = task.instanceType();
    return Optional.ofNullable(
        configured.get(task.pricing() == Pricing.SPOT ? type + ":spot" : type));
  }

  /// Whether it is known what to look for.
  private static boolean isDescribed(Task task) {
    return task.pricing() != Pricing.UNKNOWN && !task.instanceType().isEmpty();
  }
}
