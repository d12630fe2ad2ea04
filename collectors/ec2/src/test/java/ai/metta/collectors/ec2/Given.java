// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Told;
import ai.metta.collectors.ec2.Activity.Gauge;
import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.collectors.ec2.Instance.State;
import ai.metta.collectors.ec2.InstanceType.Gpu;
import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.collectors.ec2.Prices.Offer;
import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Facts made by hand, and what they come to. An instance is `id type state pricing`, and was
/// started a day ago.
record Given(Ec2Snapshot facts) {
  static final Instant AS_OF = Instant.parse("2026-03-18T12:00:00Z");
  static final IdleRule RULE = new IdleRule(5, 20, 5, "monitoring", "ignore-idle");
  private static final Types TYPES =
      new Types(
          Stream.of(
                  new InstanceType("c5.large", 2, List.of()),
                  new InstanceType("g6f.large", 2, List.of(new Gpu("L4", 0.125))),
                  new InstanceType("p5.48xlarge", 192, List.of(new Gpu("H100", 8))),
                  new InstanceType("p5.metal", 192, List.of(new Gpu("H100", 8))),
                  new InstanceType("g4ad.xlarge", 4, List.of(new Gpu("Radeon Pro V520", 1))))
              .collect(Collectors.toMap(InstanceType::name, type -> type)));

  static Instance instance(String text) {
    String[] words = text.split(" ", -1);
    return new Instance(
        words[0],
        words[1],
        State.of(words[2]),
        Purchase.of(words[3].equals("ondemand") ? "" : words[3]),
        AS_OF.minusSeconds(86_400),
        "us-east-1a",
        "default",
        Instance.LINUX,
        OptionalInt.empty(),
        Map.of());
  }

  static Instance startedAt(String text, String time) {
    Instance one = instance(text);
    return new Instance(
        one.id(),
        one.type(),
        one.state(),
        one.purchase(),
        Instant.parse(time),
        one.zone(),
        one.tenancy(),
        one.platform(),
        one.cpus(),
        one.tags());
  }

  static Instance odd(String text, String tenancy, String platform, String zone, int cpus) {
    Instance one = instance(text);
    return new Instance(
        one.id(),
        one.type(),
        one.state(),
        one.purchase(),
        one.launched(),
        zone,
        tenancy,
        platform,
        cpus > 0 ? OptionalInt.of(cpus) : OptionalInt.empty(),
        Map.of("monitoring", "ignore-idle"));
  }

  static Given instances(String... texts) {
    return instances(Stream.of(texts).map(Given::instance).toList());
  }

  static Given instances(List<Instance> instances) {
    return new Given(
        new Ec2Snapshot(
            Fetched.known(false),
            Fetched.known(instances),
            Fetched.known(TYPES),
            Fetched.unsupported("not read"),
            Fetched.unsupported("not read"),
            Fetched.unsupported("not read"),
            Fetched.unsupported("not read"),
            Fetched.unsupported("not read"),
            RULE,
            Map.of()));
  }

  Given costing(Map<Offer, Double> spot, Map<String, Double> list) {
    return new Given(
        new Ec2Snapshot(
            facts.disabled(),
            facts.instances(),
            facts.types(),
            Fetched.known(new Prices(spot, list)),
            facts.activity(),
            facts.volumes(),
            facts.copies(),
            facts.spend(),
            RULE,
            Map.of()));
  }

  /// Each instance's CPU, as many points of one value.
  Given doing(Activity activity) {
    return new Given(
        new Ec2Snapshot(
            facts.disabled(),
            facts.instances(),
            facts.types(),
            facts.prices(),
            Fetched.known(activity),
            facts.volumes(),
            facts.copies(),
            facts.spend(),
            RULE,
            Map.of()));
  }

  static Given volumes(Map<String, Double> prices, Volume... volumes) {
    Ec2Snapshot none = instances(List.of()).facts();
    return new Given(
        new Ec2Snapshot(
            none.disabled(),
            none.instances(),
            none.types(),
            none.prices(),
            none.activity(),
            Fetched.known(List.of(volumes)),
            none.copies(),
            none.spend(),
            RULE,
            prices));
  }

  static Given copies(VolumeCopy... copies) {
    Ec2Snapshot none = instances(List.of()).facts();
    return new Given(
        new Ec2Snapshot(
            none.disabled(),
            none.instances(),
            none.types(),
            none.prices(),
            none.activity(),
            none.volumes(),
            Fetched.known(List.of(copies)),
            Fetched.known(new Spend(Map.of("Tax", 1.5, "tax", 2.0, "EC2 - Other", 3.0))),
            RULE,
            Map.of()));
  }

  static Activity cpu(String id, int points, double value) {
    return new Activity(Map.of(id, Collections.nCopies(points, value)), Map.of());
  }

  /// @param told the number of each GPU that is told of; `all` for all together
  static Activity gpus(Activity cpu, String id, double value, String... told) {
    List<Gauge> gauges =
        Stream.of(told)
            .map(one -> Optional.of(one).filter(number -> !number.equals("all")))
            .map(gpu -> new Gauge(gpu, Collections.nCopies(12, value)))
            .toList();
    return new Activity(cpu.cpu(), Map.of(id, gauges));
  }

  /// What a metric comes to, as `tags=value` or the outcome's word and reason.
  List<String> told(String metric) {
    return Told.of(Ec2Metrics.CATALOGUE, facts, AS_OF, metric);
  }

  /// The same without zeros.
  List<String> some(String metric) {
    return told(metric).stream().filter(one -> !one.endsWith("=0.0")).toList();
  }
}
