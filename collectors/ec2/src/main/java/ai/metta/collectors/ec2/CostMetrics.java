// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.ec2.Ec2Snapshot.Valued;
import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// What instances and volumes cost by their published prices. What has no known price is in no sum,
/// and is counted.
final class CostMetrics {
  /// A mean month's: 365 days of 24 hours, parted by 12.
  private static final double HOURS_A_MONTH = 730;

  private static final String GROUP = "Cost";
  private static final Duration DAY = Duration.ofDays(1);
  private static final TagKey PAID = TagKey.bounded("pricing", "spot", "ondemand");
  private static final TagKey BASIS = TagKey.bounded("basis", "list", "spot_history");

  static final Metric HOURLY =
      cost("running_hourly", Unit.DOLLAR.per(Unit.HOUR), 1)
          .says(
              "Hourly price of running instances with a known one: on demand by list, spot by the current price of their zone")
          .taggedBy(PAID, BASIS)
          .alias("ec2.cost.running_hourly_estimate");
  static final Metric MONTHLY =
      cost("monthly_estimate", Unit.DOLLAR, 2)
          .says("The same for 730 hours: a month in which nothing changes")
          .taggedBy(BASIS);
  static final Metric UNPRICED =
      Metric.gauge("ec2.cost.unpriced_instances")
          .noun("instance")
          .says("Running instances without a known price, which are in no sum")
          .across(SUM)
          .orientation(LOWER_IS_BETTER)
          .from(Permission.DESCRIBE_INSTANCES.source())
          .shownIn(GROUP, 3);
  static final Metric SAVINGS =
      Metric.gauge("ec2.cost.spot_savings_pct")
          .unit(Unit.PERCENT)
          .says("What running spot instances cost less than on demand, of those with both prices")
          .across(NEVER)
          .orientation(HIGHER_IS_BETTER)
          .from(Permission.DESCRIBE_SPOT_PRICE_HISTORY.source())
          .shownIn(GROUP, 4);
  static final Metric VOLUMES =
      Metric.gauge("ec2.cost.ebs_monthly_estimate")
          .unit(Unit.DOLLAR)
          .says("Size of volumes times the price of ec2.ebs_prices, for a month")
          .across(SUM)
          .taggedBy(VolumeMetrics.TYPE)
          .from(Permission.DESCRIBE_VOLUMES.source())
          .shownIn(GROUP, 5);
  static final Metric UNPRICED_VOLUMES =
      Metric.gauge("ec2.cost.unpriced_volumes")
          .noun("volume")
          .says("Volumes of types that ec2.ebs_prices does not name, which are in no sum")
          .across(SUM)
          .from(Permission.DESCRIBE_VOLUMES.source())
          .shownIn(GROUP, 6);
  static final Metric ACTUAL =
      Metric.gauge("ec2.cost.actual_usd")
          .unit(Unit.DOLLAR)
          .says(
              "Unblended cost of the last day that ended at least a day ago, of all regions and services, where ec2.cost_explorer is on")
          .across(SUM)
          .emitted(Emitted.OPTIONAL_ON)
          .taggedBy(TagKey.open("service", 50, Overflow.OTHER), TagKey.bounded("window", "1d"))
          .freshFor(DAY.multipliedBy(3))
          .from(Permission.GET_COST_AND_USAGE.source())
          .shownIn(GROUP, 7);

  private CostMetrics() {}

  static List<Emission<Ec2Snapshot>> emissions() {
    return List.of(
        emit(HOURLY)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::prices)
            .by((instances, prices, _) -> hourly(instances, prices)),
        emit(MONTHLY)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::prices)
            .by((instances, prices, _) -> monthly(instances, prices)),
        emit(UNPRICED)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::prices)
            .by((instances, prices, _) ->
                Outcome.count(
                    Ec2Tags.running(instances)
                        .filter(one -> prices.hourly(one).isEmpty())
                        .count())),
        emit(SAVINGS)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::prices)
            .by((instances, prices, _) -> savings(instances, prices)),
        emit(VOLUMES).from(Ec2Snapshot::valuedVolumes).by((volumes, _) -> volumes(volumes)),
        emit(UNPRICED_VOLUMES)
            .from(Ec2Snapshot::valuedVolumes)
            .value((valued, _) ->
                valued.volumes().stream()
                    .filter(one -> !valued.prices().containsKey(one.type()))
                    .count()),
        emit(ACTUAL).from(Ec2Snapshot::spend).by((spend, _) -> actual(spend)));
  }

  /// The sum of a way to pay; empty where instances are paid for so, and no price of any is known.
  private static OptionalDouble sum(List<Instance> instances, Prices prices, Purchase purchase) {
    List<Instance> paid = Ec2Tags.running(instances).filter(one -> one.is(purchase)).toList();
    double[] known = paid.stream().flatMapToDouble(one -> prices.hourly(one).stream()).toArray();
    return known.length == 0 && !paid.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(DoubleStream.of(known).sum());
  }

  private static Outcome hourly(List<Instance> instances, Prices prices) {
    List<Sample> samples = new ArrayList<>();
    Tags spot = Tags.of("pricing", "spot").and("basis", "spot_history");
    Tags list = Tags.of("pricing", "ondemand").and("basis", "list");
    sum(instances, prices, Purchase.SPOT).ifPresent(sum -> samples.add(new Sample(spot, sum)));
    sum(instances, prices, Purchase.ON_DEMAND).ifPresent(sum -> samples.add(new Sample(list, sum)));
    return Outcome.samples(
        samples,
        "no running instance has a known price: set ec2.price_book, or turn ec2.pricing_api on");
  }

  private static Outcome monthly(List<Instance> instances, Prices prices) {
    return switch (hourly(instances, prices)) {
      case Outcome.Value(List<Sample> samples) ->
          new Outcome.Value(
              samples.stream()
                  .map(one ->
                      Sample.of(
                          "basis",
                          one.tags().value("basis").orElseThrow(),
                          one.value() * HOURS_A_MONTH))
                  .toList());
      case Outcome other -> other;
    };
  }

  private static Outcome savings(List<Instance> instances, Prices prices) {
    double spot = 0;
    double list = 0;
    for (Instance one : instances) {
      OptionalDouble paid = prices.hourly(one);
      OptionalDouble asked = prices.onDemand(one);
      if (one.isRunning() && one.is(Purchase.SPOT) && paid.isPresent() && asked.isPresent()) {
        spot += paid.getAsDouble();
        list += asked.getAsDouble();
      }
    }
    return list > 0
        ? Outcome.value(100 * (1 - spot / list))
        : new Outcome.Absent("no spot instance runs whose spot and list price are known");
  }

  private static Outcome volumes(Valued valued) {
    Map<String, Double> sums = new TreeMap<>();
    valued
        .volumes()
        .forEach(one ->
            Optional.ofNullable(valued.prices().get(one.type()))
                .ifPresent(price -> sums.merge(one.type(), one.gib() * price, Double::sum)));
    List<Sample> samples = new ArrayList<>();
    sums.forEach((type, sum) -> samples.add(Sample.of("volume_type", type, sum)));
    return samples.isEmpty() && valued.volumes().isEmpty()
        ? Outcome.value(0)
        : Outcome.samples(samples, "no volume is of a type that ec2.ebs_prices names");
  }

  /// Two services may be called the same in a tag.
  private static Outcome actual(Spend spend) {
    Map<String, Double> sums = new HashMap<>();
    spend
        .dollars()
        .forEach((service, dollars) -> sums.merge(Ec2Tags.slug(service), dollars, Double::sum));
    List<Sample> samples = new ArrayList<>();
    new TreeMap<>(sums)
        .forEach((service, dollars) ->
            samples.add(new Sample(Tags.of("service", service).and("window", "1d"), dollars)));
    return Outcome.samples(samples, "Cost Explorer knows of no cost of that day");
  }

  private static Metric cost(String word, Unit unit, int order) {
    return Metric.gauge("ec2.cost." + word)
        .unit(unit)
        .across(SUM)
        .from(Permission.DESCRIBE_INSTANCES.source())
        .shownIn(GROUP, order);
  }
}
