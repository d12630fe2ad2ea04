// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.collectors.ec2.Instance.State;
import ai.metta.collectors.ec2.InstanceType.Types;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Summary;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// Instances, and what they have. Those that are ending for good, or have ended, are in no number.
final class InstanceMetrics {
  private static final String GROUP = "Instances";
  private static final String HARDWARE = "Hardware";
  private static final String TAG_FORM = "ec2.instances";
  private static final String UNKNOWN_TYPE =
      "instances of a type that AWS does not know, which may have any hardware, run ";
  private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

  static final Metric RUNNING =
      instances("running", "Instances that run", 1)
          .taggedBy(Ec2Tags.PRICING, Ec2Tags.FAMILY)
          .tagged(TAG_FORM, "status:running");
  static final Metric BY_TYPE =
      instances("by_type", "Instances that run, by type", 11)
          .taggedBy(TagKey.open("type", 100, Overflow.OTHER), Ec2Tags.PRICING);
  static final Metric GPU_INSTANCES =
      instances("gpu_instances", "Instances that run and have a GPU by their type", 10)
          .from(Permission.DESCRIBE_INSTANCE_TYPES.source())
          .tagged(TAG_FORM, "type:gpu");
  static final Metric AGE =
      Metric.gauge("ec2.instances.age_days")
          .unit(Unit.of("day"))
          .says(
              "Time since running instances were last started; percentiles interpolate between closest ranks (type 7)")
          .across(NEVER)
          .taggedBy(TagKey.bounded("metric", "avg", "max", "p50"))
          .from(Permission.DESCRIBE_INSTANCES.source())
          .alias("ec2.instances.avg_age_days", "metric:avg")
          .alias("ec2.instances.oldest_age_days", "metric:max")
          .shownIn(GROUP, 12);
  static final Metric GPUS =
      Metric.gauge("ec2.resources.gpus")
          .noun("gpu")
          .says("GPUs of running instances by their type; of a shared GPU, the part that is theirs")
          .across(SUM)
          .taggedBy(TagKey.open("gpu_model", 30, Overflow.OTHER).sometimes(), Ec2Tags.PRICING)
          .from(Permission.DESCRIBE_INSTANCE_TYPES.source())
          .alias("ec2.instances.gpu_count")
          .shownIn(HARDWARE, 1);
  static final Metric CPUS =
      Metric.gauge("ec2.resources.cpus")
          .noun("vcpu")
          .says("Virtual CPUs of running instances, by their own options or else their type")
          .across(SUM)
          .taggedBy(Ec2Tags.PRICING)
          .from(Permission.DESCRIBE_INSTANCE_TYPES.source())
          .alias("ec2.instances.cpu_count")
          .shownIn(HARDWARE, 2);
  static final Metric UNKNOWN_TYPES =
      Metric.gauge("ec2.resources.unknown_type_instances")
          .noun("instance")
          .says(
              "Running instances of types that AWS does not know; of the way they are paid for, no sum of GPUs is told")
          .across(SUM)
          .from(Permission.DESCRIBE_INSTANCE_TYPES.source())
          .shownIn(HARDWARE, 3);

  private InstanceMetrics() {}

  static List<Emission<Ec2Snapshot>> emissions() {
    List<Emission<Ec2Snapshot>> all = new ArrayList<>();
    all.add(emit(RUNNING).from(Ec2Snapshot::instances).each((some, _) -> running(some)));
    all.add(purchased("spot", "Instances that run at spot prices", Purchase.SPOT, 2));
    all.add(purchased("ondemand", "Instances that run on demand", Purchase.ON_DEMAND, 3));
    all.add(
        purchased(
            "capacity_block",
            "Instances that run in a capacity block",
            Purchase.CAPACITY_BLOCK,
            4));
    all.add(purchased("scheduled", "Scheduled instances that run", Purchase.SCHEDULED, 5));
    all.add(
        purchased(
            "other_pricing",
            "Instances that run and are paid for in a way that is none of these",
            Purchase.OTHER,
            5));
    all.add(state("stopped", "Instances that are stopped", State.STOPPED, 6));
    all.add(state("pending", "Instances that are starting", State.PENDING, 7));
    all.add(state("stopping", "Instances that are stopping", State.STOPPING, 8));
    all.add(
        count(
            instances("total", "Instances but those that have ended, or are ending for good", 9),
            instance -> instance.state() != State.GONE));
    all.add(
        emit(GPU_INSTANCES)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::types)
            .by((some, types, _) -> withGpus(some, types)));
    all.add(emit(BY_TYPE).from(Ec2Snapshot::instances).by((some, _) -> byType(some)));
    all.add(emit(AGE).from(Ec2Snapshot::instances).by(InstanceMetrics::ages));
    all.add(
        emit(GPUS)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::types)
            .by((some, types, _) -> gpus(some, types)));
    all.add(
        emit(CPUS)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::types)
            .by((some, types, _) -> cpus(some, types)));
    all.add(
        emit(UNKNOWN_TYPES)
            .from(Ec2Snapshot::instances)
            .and(Ec2Snapshot::types)
            .by((some, types, _) ->
                Outcome.count(
                    Ec2Tags.running(some).filter(one -> types.of(one).isEmpty()).count())));
    return all;
  }

  private static List<Sample> running(List<Instance> instances) {
    PurchaseTally tally = new PurchaseTally("instance_family");
    Ec2Tags.running(instances).forEach(one -> tally.add(one.purchase(), one.family(), 1));
    return tally.samples();
  }

  private static Outcome byType(List<Instance> instances) {
    PurchaseTally tally = new PurchaseTally("type");
    Ec2Tags.running(instances).forEach(one -> tally.add(one.purchase(), one.type(), 1));
    return Outcome.samples(tally.met(), "no instance runs");
  }

  static Outcome ages(List<Instance> instances, Instant asOf) {
    return Summary.of(
            Ec2Tags.running(instances)
                .mapToDouble(
                    one -> Duration.between(one.launched(), asOf).toSeconds() / SECONDS_A_DAY))
        .<Outcome>map(ages ->
            new Outcome.Value(
                List.of(
                    Sample.of("metric", "avg", ages.mean()),
                    Sample.of("metric", "max", ages.maximum()),
                    Sample.of("metric", "p50", ages.percentile(0.5)))))
        .orElseGet(() -> new Outcome.Absent("no instance runs"));
  }

  private static Outcome gpus(List<Instance> instances, Types types) {
    PurchaseTally tally = new PurchaseTally("gpu_model");
    Set<Purchase> unknown = EnumSet.noneOf(Purchase.class);
    Ec2Tags.running(instances)
        .forEach(one ->
            types
                .of(one)
                .ifPresentOrElse(
                    type ->
                        type.gpus()
                            .forEach(gpu ->
                                tally.add(one.purchase(), Ec2Tags.slug(gpu.model()), gpu.count())),
                    () -> unknown.add(one.purchase())));
    return told(tally.samples(unknown));
  }

  private static Outcome cpus(List<Instance> instances, Types types) {
    List<Sample> samples = new ArrayList<>();
    for (Purchase purchase : Purchase.values()) {
      List<OptionalInt> each =
          Ec2Tags.running(instances)
              .filter(one -> one.is(purchase))
              .map(one -> cpus(one, types))
              .toList();
      if (each.stream().allMatch(OptionalInt::isPresent)) {
        int sum = each.stream().mapToInt(OptionalInt::getAsInt).sum();
        samples.add(Sample.of("pricing", purchase.word(), sum));
      }
    }
    return told(samples);
  }

  private static Outcome told(List<Sample> samples) {
    return samples.isEmpty()
        ? new Outcome.Unsupported(UNKNOWN_TYPE + "in every way to pay")
        : new Outcome.Value(samples);
  }

  private static Outcome withGpus(List<Instance> instances, Types types) {
    List<Instance> running = Ec2Tags.running(instances).toList();
    return running.stream().allMatch(one -> types.of(one).isPresent())
        ? Outcome.count(running.stream().filter(types::hasGpus).count())
        : new Outcome.Unsupported(UNKNOWN_TYPE + "here");
  }

  private static OptionalInt cpus(Instance instance, Types types) {
    return instance.cpus().isPresent()
        ? instance.cpus()
        : types.of(instance).stream().mapToInt(InstanceType::cpus).findFirst();
  }

  private static Emission<Ec2Snapshot> purchased(
      String word, String says, Purchase purchase, int order) {
    return count(
        instances(word, says, order).tagged(TAG_FORM, "pricing:" + purchase.word()),
        one -> one.isRunning() && one.is(purchase));
  }

  private static Emission<Ec2Snapshot> state(String word, String says, State state, int order) {
    return count(
        instances(word, says, order).tagged(TAG_FORM, "status:" + word),
        one -> one.state() == state);
  }

  private static Emission<Ec2Snapshot> count(Metric metric, Predicate<Instance> counted) {
    return emit(metric)
        .from(Ec2Snapshot::instances)
        .value((some, _) -> some.stream().filter(counted).count());
  }

  private static Metric instances(String word, String says, int order) {
    return Metric.gauge("ec2.instances." + word)
        .noun("instance")
        .says(says)
        .across(SUM)
        .from(Permission.DESCRIBE_INSTANCES.source())
        .shownIn(GROUP, order);
  }
}
