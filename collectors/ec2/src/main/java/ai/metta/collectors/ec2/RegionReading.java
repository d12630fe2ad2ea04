// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.ec2.Ec2Config.Asked;
import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.collectors.ec2.Prices.Offer;
import ai.metta.metric.Counted;
import ai.metta.metric.Fetched;
import ai.metta.metric.Schedule;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The parts of one region that are being read, each by itself.
record RegionReading(Fetch fetch, Ec2Config config, String region, Parts parts) {
  private static final String OF_THE_ACCOUNT = "this is told of the account as a whole";
  private static final String SPEND_OFF =
      "ec2.cost_explorer is off: on, Cost Explorer is asked once a day, for 0.01 USD a request and"
          + " page";

  /// What is being read.
  ///
  /// @param listing empty where the account has not enabled the region
  /// @param activity empty in runs that do not ask for it
  /// @param copies empty in runs that do not ask for them
  record Parts(
      Part<Optional<List<Instance>>> listing,
      Part<Types> types,
      Part<Map<Offer, Double>> spot,
      Part<Map<String, Double>> list,
      Part<List<Volume>> volumes,
      Optional<Watched> activity,
      Optional<Part<List<VolumeCopy>>> copies) {}

  /// CPUs and GPUs, each asked for by itself.
  record Watched(
      Part<Map<String, List<Double>>> cpu, Part<Map<String, List<Activity.Gauge>>> gpu) {}

  /// Begins to read all of it.
  static RegionReading begin(
      Fetch fetch, Ec2Config config, AwsDoor door, String account, String region) {
    RegionClient ec2 = door.region(region, config.standing(), account);
    Part<Optional<List<Instance>>> listing = fetch.part(region + ": instances", () -> listing(ec2));
    Part<Types> types =
        fetch.part(
            region + ": instance types",
            listing,
            some -> ec2.types(typesOf(Ec2Tags.running(enabled(some)))));
    Part<Map<Offer, Double>> spot =
        fetch.part(
            region + ": spot prices",
            listing,
            some ->
                ec2.spotPrices(
                    typesOf(
                        Ec2Tags.running(enabled(some))
                            .filter(one -> one.is(Purchase.SPOT) && one.isPlain())),
                    fetch.clock().instant()));
    Part<Map<String, Double>> list =
        fetch.part(
            region + ": list prices",
            listing,
            some ->
                listPrices(
                    config,
                    door,
                    region,
                    typesOf(Ec2Tags.running(enabled(some)).filter(Instance::isPlain))));
    return new RegionReading(
        fetch,
        config,
        region,
        new Parts(
            listing,
            types,
            spot,
            list,
            fetch.part(region + ": volumes", ec2::volumes),
            fetch.isDue(UtilizationMetrics.EVERY) && config.idleness() == Asked.YES
                ? Optional.of(watched(fetch, door, region, listing, types))
                : Optional.empty(),
            fetch.isDue(VolumeMetrics.COPIES_EVERY)
                ? Optional.of(fetch.part(region + ": snapshots", ec2::copies))
                : Optional.empty()));
  }

  /// What `doctor` asks: whether instances and volumes can be read.
  static List<Probe> probes(
      Fetch fetch, Ec2Config config, AwsDoor door, String account, String region) {
    RegionClient ec2 = door.region(region, config.standing(), account);
    Part<List<Instance>> instances = fetch.part(region + ": instances", ec2::instances);
    Part<List<Volume>> volumes = fetch.part(region + ": volumes", ec2::volumes);
    return List.of(
        Probe.of(
            "instances of " + region + " readable",
            instances.fetched(),
            some -> Counted.of(some.size(), "instance")),
        Probe.of(
            "volumes of " + region + " readable",
            volumes.fetched(),
            some -> Counted.of(some.size(), "volume")));
  }

  /// Waits for all of it.
  Ec2Snapshot snapshot() {
    Fetched<Optional<List<Instance>>> listing = parts.listing().fetched();
    return new Ec2Snapshot(
        listing.then(some -> Fetched.known(some.isEmpty())),
        listing.then(some ->
            some.map(Fetched::known).orElseGet(() -> Fetched.unsupported(disabled(region)))),
        parts.types().fetched(),
        Fetched.both(parts.spot().fetched(), parts.list().fetched(), Prices::new),
        parts.activity().map(RegionReading::activity).orElseGet(this::unwatched),
        parts.volumes().fetched(),
        parts
            .copies()
            .map(Part::fetched)
            .orElseGet(() -> notDue(fetch, "snapshots", VolumeMetrics.COPIES_EVERY)),
        Fetched.unsupported(config.spend() == Asked.YES ? OF_THE_ACCOUNT : SPEND_OFF),
        config.idleRule(),
        volumePrices());
  }

  private static Fetched<Activity> activity(Watched watched) {
    return Fetched.both(watched.cpu().fetched(), watched.gpu().fetched(), Activity::new);
  }

  private Fetched<Activity> unwatched() {
    return config.idleness() == Asked.YES
        ? notDue(fetch, "CloudWatch", UtilizationMetrics.EVERY)
        : Fetched.unsupported("ec2.idle_detection is off");
  }

  static <T> Fetched<T> notDue(Fetch fetch, String what, Duration period) {
    return Fetched.unsupported(
        what
            + " is asked once in "
            + (period.toHours() > 0 ? period.toHours() + " h" : period.toMinutes() + " min")
            + ", next at "
            + Schedule.nextBoundary(period, fetch.asOf()).truncatedTo(ChronoUnit.SECONDS));
  }

  private static Watched watched(
      Fetch fetch,
      AwsDoor door,
      String region,
      Part<Optional<List<Instance>>> listing,
      Part<Types> types) {
    ActivityClient cloudWatch = door.activity(region);
    return new Watched(
        fetch.part(
            region + ": CPU utilisation",
            listing,
            some -> cloudWatch.cpu(oldEnough(fetch, enabled(some)), fetch.asOf())),
        fetch.part(
            region + ": GPU utilisation",
            listing,
            types,
            (some, known) ->
                cloudWatch.gpus(
                    oldEnough(fetch, enabled(some)).stream().filter(known::hasGpus).toList(),
                    fetch.asOf())));
  }

  /// Those that are not judged are not asked for: each costs.
  private static List<Instance> oldEnough(Fetch fetch, List<Instance> instances) {
    return Ec2Tags.running(instances)
        .filter(one -> !one.launched().isAfter(fetch.asOf().minus(IdleRule.HOUR)))
        .toList();
  }

  private static Optional<List<Instance>> listing(RegionClient ec2) {
    try {
      return Optional.of(ec2.instances());
    } catch (UnsupportedException notEnabled) {
      return Optional.empty();
    }
  }

  private static List<Instance> enabled(Optional<List<Instance>> listing) {
    return listing.orElseThrow(
        () -> new UnsupportedException("the account has not enabled the region"));
  }

  private static String disabled(String region) {
    return "the account has not enabled " + region + ": enable it, or take it out of ec2.regions";
  }

  /// What the price book names; what it lacks, from the Pricing API where that is asked.
  private static Map<String, Double> listPrices(
      Ec2Config config, AwsDoor door, String region, List<String> types) {
    Map<String, Double> prices = new HashMap<>();
    config.priceBook().ifPresent(path -> prices.putAll(PriceBook.read(path).of(region)));
    List<String> missing = types.stream().filter(type -> !prices.containsKey(type)).toList();
    if (config.pricingApi() == Asked.YES && !missing.isEmpty()) {
      PriceClient client = door.prices();
      for (String type : missing) {
        client.onDemand(type, region).ifPresent(price -> prices.put(type, price));
      }
    }
    return prices;
  }

  /// A region's own price before the general one.
  private Map<String, Double> volumePrices() {
    Map<String, Double> prices = new HashMap<>();
    config
        .volumePrices()
        .forEach((key, price) -> {
          if (key.indexOf('/') < 0) {
            prices.putIfAbsent(key, price);
          } else if (key.startsWith(region + "/")) {
            prices.put(key.substring(region.length() + 1), price);
          }
        });
    return prices;
  }

  private static List<String> typesOf(Stream<Instance> instances) {
    return instances.map(Instance::type).distinct().sorted().toList();
  }
}
