// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What running tasks cost an hour. What the server says comes before what the configuration says:
/// its catalogue's price of each machine, else what its cost report comes to for the job's own
/// cluster. For spot machines the report comes first: it goes by the zone, the catalogue by the
/// cheapest zone of a region.
final class Prices {
  private final Fetched<List<Offer>> offers;

  /// The rows of clusters that are up, by the clusters' names.
  private final Fetched<Map<String, List<CostReport.Row>>> up;

  private final Map<String, Double> configured;

  /// @param configured instance type, or GPU type for one GPU, to dollars on demand; `<type>:spot`
  ///   to the spot price
  Prices(Fetched<List<Offer>> offers, Fetched<CostReport> costs, Map<String, Double> configured) {
    this.offers = offers;
    this.up = costs.then(report -> Fetched.known(up(report)));
    this.configured = Map.copyOf(configured);
  }

  private static Map<String, List<CostReport.Row>> up(CostReport report) {
    return report.rows().stream()
        .filter(row -> row.used().stream().anyMatch(CostReport.Interval::isOpen))
        .collect(Collectors.groupingBy(CostReport.Row::cluster));
  }

  Fetched<List<Offer>> offers() {
    return offers;
  }

  /// Dollars an hour of all of a task's machines; empty where nobody knows, and where it has only a
  /// share of them, which nobody knows. Where none of the server's sources has a price, one that
  /// could not be read leaves it open whether it would.
  Fetched<Optional<Double>> hourly(Task task) {
    if (task.isOnSharedWorker()) {
      return Fetched.known(Optional.empty());
    }
    return (task.pricing() == Pricing.SPOT
            ? first(reported(task), () -> offered(task))
            : first(offered(task), () -> reported(task)))
        .then(price -> Fetched.known(price.or(() -> configured(task))));
  }

  private static Fetched<Optional<Double>> first(
      Fetched<Optional<Double>> one, Supplier<Fetched<Optional<Double>>> next) {
    if (hasPrice(one)) {
      return one;
    }
    Fetched<Optional<Double>> other = next.get();
    return hasPrice(other) ? other : one.then(_ -> other);
  }

  private static boolean hasPrice(Fetched<Optional<Double>> said) {
    return said instanceof Fetched.Known<Optional<Double>>(Optional<Double> price)
        && price.isPresent();
  }

  private Fetched<Optional<Double>> offered(Task task) {
    return said(offers, all -> offered(all, task));
  }

  private Fetched<Optional<Double>> reported(Task task) {
    return task.worker().isPresent()
        ? Fetched.known(Optional.empty())
        : said(up, rows -> reported(rows, task));
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

  /// Nothing where machines that it may be have different prices.
  private static Optional<Double> offered(List<Offer> all, Task task) {
    if (!isDescribed(task)) {
      return Optional.empty();
    }
    List<Double> prices =
        all.stream()
            .filter(offer -> offer.mayBeOf(task))
            .map(offer -> task.pricing() == Pricing.SPOT ? offer.spot() : offer.onDemand())
            .flatMap(price -> price.stream().boxed())
            .distinct()
            .toList();
    return prices.size() == 1 ? Optional.of(prices.getFirst() * task.nodes()) : Optional.empty();
  }

  /// Nothing where two clusters of its name are up, of which one is another's.
  private static Optional<Double> reported(Map<String, List<CostReport.Row>> rows, Task task) {
    List<CostReport.Row> lives =
        rows.getOrDefault(JobCluster.name(task.name(), task.jobId()), List.of());
    return lives.size() == 1
        ? lives.getFirst().hourly().stream().boxed().findFirst()
        : Optional.empty();
  }

  /// By its machines, else by its GPUs where each has a price.
  private Optional<Double> configured(Task task) {
    if (task.pricing() == Pricing.UNKNOWN) {
      return Optional.empty();
    }
    return configured(task.instanceType(), task.pricing())
        .map(machine -> machine * task.nodes())
        .or(() -> gpusConfigured(task));
  }

  private Optional<Double> gpusConfigured(Task task) {
    double dollars = 0;
    for (Map.Entry<String, Double> gpus : counted(task.gpus()).entrySet()) {
      Optional<Double> one = configured(gpus.getKey(), task.pricing());
      if (one.isEmpty()) {
        return Optional.empty();
      }
      dollars += one.get() * gpus.getValue();
    }
    return Optional.of(dollars).filter(_ -> !counted(task.gpus()).isEmpty());
  }

  private static Map<String, Double> counted(Gpus gpus) {
    return gpus instanceof Gpus.Known(Map<String, Double> byType) ? byType : Map.of();
  }

  /// Types are written in either case.
  private Optional<Double> configured(String type, Pricing pricing) {
    String name = pricing == Pricing.SPOT ? type + ":spot" : type;
    return configured.entrySet().stream()
        .filter(price -> price.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /// Whether it is known what to look for.
  private static boolean isDescribed(Task task) {
    return task.pricing() != Pricing.UNKNOWN && !task.instanceType().isEmpty();
  }
}
