// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.ec2.Volume.Attachment;
import ai.metta.metric.Counted;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Volumes of block storage, and their snapshots.
final class VolumeMetrics {
  /// How often snapshots are listed.
  static final Duration COPIES_EVERY = Duration.ofHours(1);

  private static final String GROUP = "Storage";
  private static final double BYTES_A_GIB = 1024.0 * 1024 * 1024;
  private static final TagKey STATUS =
      TagKey.bounded(
          "status", Stream.of(Attachment.values()).map(Attachment::word).toArray(String[]::new));

  /// `gp3` and the like. What counts none at all has no type.
  static final TagKey TYPE = TagKey.open("volume_type", 15, Overflow.OTHER).sometimes();

  static final Metric VOLUMES =
      volumes("volumes", "Volumes by state: in use, available, or on their way to either", 1)
          .noun("volume")
          .taggedBy(STATUS, TYPE)
          .alias("ec2.ebs.volumes.total")
          .alias("ec2.ebs.volumes.attached", "status:attached")
          .alias("ec2.ebs.volumes.unattached", "status:unattached");
  static final Metric UNATTACHED =
      volumes("unattached_volumes", "Volumes that are available, so that nobody uses them", 2)
          .noun("volume")
          .orientation(LOWER_IS_BETTER);
  static final Metric SIZE =
      volumes("volumes.size_gb", "Size of volumes", 3).unit(Unit.GIBIBYTE).taggedBy(STATUS, TYPE);
  static final Metric COPIES =
      copies("snapshots", "Snapshots that the account owns; listed every hour", 4).noun("snapshot");
  static final Metric COPIES_SIZE =
      copies(
              "snapshots.size_gb",
              "Size of the volumes that snapshots were taken of, which is more than they store",
              5)
          .unit(Unit.GIBIBYTE);
  static final Metric COPIES_FULL =
      copies(
              "snapshots.full_size_gb",
              "Size of all blocks that snapshots restore, where AWS says it of each; blocks that several share count for each",
              6)
          .unit(Unit.GIBIBYTE);

  private VolumeMetrics() {}

  static List<Emission<Ec2Snapshot>> emissions() {
    return List.of(
        emit(VOLUMES).from(Ec2Snapshot::volumes).each((some, _) -> sums(some, _ -> 1)),
        emit(UNATTACHED)
            .from(Ec2Snapshot::volumes)
            .value((some, _) ->
                some.stream().filter(one -> one.attachment() == Attachment.UNATTACHED).count()),
        emit(SIZE).from(Ec2Snapshot::volumes).each((some, _) -> sums(some, Volume::gib)),
        emit(COPIES).from(Ec2Snapshot::copies).value((some, _) -> some.size()),
        emit(COPIES_SIZE)
            .from(Ec2Snapshot::copies)
            .value((some, _) -> some.stream().mapToDouble(VolumeCopy::volumeGib).sum()),
        emit(COPIES_FULL).from(Ec2Snapshot::copies).by((some, _) -> full(some)));
  }

  private static List<Sample> sums(List<Volume> volumes, ToDoubleFunction<Volume> amount) {
    Map<Attachment, Map<String, Double>> sums = new EnumMap<>(Attachment.class);
    volumes.forEach(one ->
        sums.computeIfAbsent(one.attachment(), _ -> new TreeMap<>())
            .merge(one.type(), amount.applyAsDouble(one), Double::sum));
    List<Sample> samples = new ArrayList<>();
    for (Attachment attachment : Attachment.values()) {
      Tags status = Tags.of("status", attachment.word());
      Map<String, Double> byType = sums.getOrDefault(attachment, Map.of());
      byType.forEach((type, sum) -> samples.add(new Sample(status.and("volume_type", type), sum)));
      if (byType.isEmpty()) {
        samples.add(new Sample(status, 0));
      }
    }
    return samples;
  }

  private static Outcome full(List<VolumeCopy> copies) {
    long untold = copies.stream().filter(one -> one.fullBytes().isEmpty()).count();
    double bytes =
        copies.stream().flatMapToLong(one -> one.fullBytes().stream()).asDoubleStream().sum();
    return untold > 0
        ? new Outcome.Unsupported(
            "AWS does not say the full size of "
                + untold
                + " of "
                + Counted.of(copies.size(), "snapshot"))
        : Outcome.value(bytes / BYTES_A_GIB);
  }

  private static Metric volumes(String word, String says, int order) {
    return Metric.gauge("ec2.ebs." + word)
        .says(says)
        .across(SUM)
        .from(Permission.DESCRIBE_VOLUMES.source())
        .shownIn(GROUP, order);
  }

  private static Metric copies(String word, String says, int order) {
    return Metric.gauge("ec2.ebs." + word)
        .says(says)
        .across(SUM)
        .freshFor(COPIES_EVERY.multipliedBy(3))
        .from(Permission.DESCRIBE_SNAPSHOTS.source())
        .shownIn(GROUP, order);
  }
}
