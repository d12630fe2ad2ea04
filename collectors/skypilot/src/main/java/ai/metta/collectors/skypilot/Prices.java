// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

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

  /// Dollars an hour of all of a task's machines; empty where nobody knows. A source that could not
  /// be read leaves it open whether it would have had the price.
  Fetched<Optional<Double>> hourly(Task task) {
    return said(offers, all -> offered(all, task))
        .then(offered ->
            offered.isPresent()
                ? Fetched.known(offered)
                : said(costs, report -> reported(report, task)))
        .then(price ->
            Fetched.known(price.or(() -> configured(task).map(machine -> machine * task.nodes()))));
  }

  /// What a source says; nothing where it is one that this server does not have.
  private static <T> Fetched<Optional<Double>> said(
      Fetched<T> source, Function<T, Optional<Double>> price) {
    return switch (source) {
      case Fetched.Known<T>(T value) -> Fetched.known(price.apply(value));
      case Fetched.Unsupported<T> _ -> Fetched.known(Optional.empty());
      case Fetched.Failed<T>(Failure cause) -> Fetched.failed(cause);
    };
  }

  private static Optional<Double> offered(List<Offer> all, Task task) {
    return isDescribed(task)
        ? all.stream()
            .filter(offer -> offer.isFor(task))
            .map(offer -> task.pricing() == Pricing.SPOT ? offer.spot() : offer.onDemand())
            .filter(OptionalDouble::isPresent)
            .findFirst()
            .map(machine -> machine.getAsDouble() * task.nodes())
        : Optional.empty();
  }

  private static Optional<Double> reported(CostReport report, Task task) {
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
