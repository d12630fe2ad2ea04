// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is so of one region, counted from the estate; with prices of volumes of 0.08 dollars for
/// gp3 and 0.1 for gp2, and of no other type.
public record AwsTruth(SortedMap<Series, Double> values) {
  private static final Map<String, Double> VOLUME_PRICES = Map.of("gp3", 0.08, "gp2", 0.1);
  private static final List<String> PRICING =
      List.of("ondemand", "spot", "capacity_block", "scheduled", "other");
  private static final double GIB = 1_073_741_824.0;

  public AwsTruth {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  static AwsTruth of(Estate estate, String region, Set<String> priced) {
    Counting counting = new Counting(estate, region, priced, new Tally());
    counting.instances();
    counting.hardware();
    counting.costs();
    counting.utilization();
    counting.disks();
    counting.backups();
    return new AwsTruth(counting.tally().values());
  }

  private record Counting(Estate estate, String region, Set<String> priced, Tally tally) {
    private Stream<Box> there() {
      return estate.boxes().stream().filter(box -> box.isIn(region));
    }

    private Stream<Box> running() {
      return there().filter(Box::isRunning);
    }

    void instances() {
      running()
          .forEach(box -> {
            add(
                "ec2.instances.running",
                1,
                "pricing",
                pricing(box),
                "instance_family",
                family(box));
            add("ec2.instances.by_type", 1, "pricing", pricing(box), "type", box.type());
          });
      zeros("ec2.instances.running");
      for (String word : PRICING) {
        String name = word.equals("other") ? "other_pricing" : word;
        count("ec2.instances." + name, running().filter(box -> pricing(box).equals(word)));
      }
      for (String state : List.of("stopped", "pending", "stopping")) {
        count("ec2.instances." + state, there().filter(box -> box.state().equals(state)));
      }
      count(
          "ec2.instances.total",
          there()
              .filter(box ->
                  !box.state().equals("terminated") && !box.state().equals("shutting-down")));
      ages(
          running()
              .map(box -> Duration.between(box.launched(), estate.at()).toSeconds() / 86_400.0)
              .sorted()
              .toList());
    }

    private void ages(List<Double> days) {
      if (!days.isEmpty()) {
        double sum = days.stream().mapToDouble(Double::doubleValue).sum();
        double middle = (days.get((days.size() - 1) / 2) + days.get(days.size() / 2)) / 2;
        put("ec2.instances.age_days", sum / days.size(), "metric", "avg");
        put("ec2.instances.age_days", days.getLast(), "metric", "max");
        put("ec2.instances.age_days", middle, "metric", "p50");
      }
    }

    void hardware() {
      count("ec2.resources.unknown_type_instances", running().filter(box -> box.kind().isEmpty()));
      if (running().allMatch(box -> box.kind().isPresent())) {
        count(
            "ec2.instances.gpu_instances",
            running().filter(box -> box.kind().flatMap(Kind::gpu).isPresent()));
      }
      PRICING.stream()
          .filter(word -> !isUnknown(word))
          .forEach(word -> put("ec2.resources.cpus", 0, "pricing", word));
      running()
          .filter(box -> !isUnknown(pricing(box)))
          .forEach(box -> {
            box.kind()
                .ifPresent(kind -> add("ec2.resources.cpus", kind.cpus(), "pricing", pricing(box)));
            box.kind()
                .flatMap(Kind::gpu)
                .ifPresent(gpu ->
                    add(
                        "ec2.resources.gpus",
                        gpu.gpus(),
                        "pricing",
                        pricing(box),
                        "gpu_model",
                        gpu.model().toLowerCase(Locale.ROOT).replace(' ', '-')));
          });
      zeros("ec2.resources.gpus");
    }

    /// Whether something that is paid for so may have any hardware.
    private boolean isUnknown(String pricing) {
      return running().anyMatch(box -> box.kind().isEmpty() && pricing(box).equals(pricing));
    }

    void costs() {
      price("spot", "spot_history", Box::isSpot);
      price("ondemand", "list", box -> box.lifecycle().isEmpty());
      count("ec2.cost.unpriced_instances", running().filter(box -> hourly(box).isEmpty()));
      double spot = 0;
      double list = 0;
      for (Box box : running().filter(Box::isSpot).toList()) {
        OptionalDouble asked = list(box);
        if (hourly(box).isPresent() && asked.isPresent()) {
          spot += hourly(box).getAsDouble();
          list += asked.getAsDouble();
        }
      }
      if (list > 0) {
        put("ec2.cost.spot_savings_pct", 100 - 100 * spot / list);
      }
    }

    /// Nothing is said where there are such instances, and no price of any is known.
    private void price(String pricing, String basis, Predicate<Box> paid) {
      List<Box> boxes = running().filter(paid).toList();
      List<Double> known = boxes.stream().flatMap(box -> hourly(box).stream().boxed()).toList();
      if (boxes.isEmpty() || !known.isEmpty()) {
        double sum = known.stream().mapToDouble(Double::doubleValue).sum();
        put("ec2.cost.running_hourly", sum, "pricing", pricing, "basis", basis);
        put("ec2.cost.monthly_estimate", sum * 730, "basis", basis);
      }
    }

    private OptionalDouble hourly(Box box) {
      if (box.isSpot() && box.isPlain()) {
        return Estate.spotPrice(box.type(), region, box.place().zone());
      }
      return box.lifecycle().isEmpty() ? list(box) : OptionalDouble.empty();
    }

    private OptionalDouble list(Box box) {
      return box.isPlain() && priced.contains(region)
          ? Estate.listPrice(box.type(), region)
          : OptionalDouble.empty();
    }

    void utilization() {
      for (String reason : List.of("no_data", "gpu_unobserved", "too_young", "excluded")) {
        put(
            "ec2.utilization.unknown_instances",
            (double) running().filter(box -> found(box).equals(reason)).count(),
            "reason",
            reason);
      }
      List<Box> idle = running().filter(box -> found(box).equals("idle")).toList();
      idle.forEach(box -> add("ec2.utilization.idle_instances", 1, "instance_family", family(box)));
      if (idle.isEmpty()) {
        put("ec2.utilization.idle_instances", 0);
      }
    }

    private String found(Box box) {
      if (box.tags().containsKey("monitoring")) {
        return "excluded";
      }
      if (Duration.between(box.launched(), estate.at()).toMinutes() < 60) {
        return "too_young";
      }
      return switch (box.pulse().cpu()) {
        case BUSY, SPIKY -> "busy";
        case SPARSE, SILENT -> "no_data";
        case QUIET -> quiet(box);
      };
    }

    private static String quiet(Box box) {
      if (box.kind().isEmpty()) {
        return "gpu_unobserved";
      }
      Optional<Kind.Chips> gpu = box.kind().flatMap(Kind::gpu);
      if (gpu.isEmpty()) {
        return "idle";
      }
      return switch (box.pulse().gpu()) {
        case UNWATCHED -> "gpu_unobserved";
        case BUSY, BURIED -> "busy";
        case QUIET, TOGETHER -> "idle";
        case PARTLY -> gpu.get().count() > 1 ? "gpu_unobserved" : "idle";
      };
    }

    void disks() {
      List<Disk> disks =
          estate.disks().stream().filter(disk -> disk.region().equals(region)).toList();
      for (String status : List.of("attached", "unattached", "other")) {
        List<Disk> some = disks.stream().filter(disk -> status(disk).equals(status)).toList();
        some.forEach(disk -> {
          add("ec2.ebs.volumes", 1, "status", status, "volume_type", disk.type());
          add("ec2.ebs.volumes.size_gb", disk.gib(), "status", status, "volume_type", disk.type());
        });
        if (some.isEmpty()) {
          put("ec2.ebs.volumes", 0, "status", status);
          put("ec2.ebs.volumes.size_gb", 0, "status", status);
        }
      }
      count(
          "ec2.ebs.unattached_volumes",
          disks.stream().filter(disk -> disk.state().equals("available")));
      VOLUME_PRICES.forEach((type, price) ->
          disks.stream()
              .filter(disk -> disk.type().equals(type))
              .forEach(disk ->
                  add("ec2.cost.ebs_monthly_estimate", disk.gib() * price, "volume_type", type)));
      if (disks.isEmpty()) {
        put("ec2.cost.ebs_monthly_estimate", 0);
      }
      count(
          "ec2.cost.unpriced_volumes",
          disks.stream().filter(disk -> !VOLUME_PRICES.containsKey(disk.type())));
    }

    private static String status(Disk disk) {
      return switch (disk.state()) {
        case "in-use" -> "attached";
        case "available" -> "unattached";
        default -> "other";
      };
    }

    void backups() {
      List<Backup> own =
          estate.backups().stream()
              .filter(one -> one.region().equals(region) && one.owner().equals(Estate.ACCOUNT))
              .toList();
      put("ec2.ebs.snapshots", own.size());
      put("ec2.ebs.snapshots.size_gb", own.stream().mapToInt(Backup::gib).sum());
      if (own.stream().allMatch(one -> one.fullBytes().isPresent())) {
        put(
            "ec2.ebs.snapshots.full_size_gb",
            own.stream().mapToLong(one -> one.fullBytes().orElseThrow()).sum() / GIB);
      }
    }

    private void zeros(String metric) {
      for (String word : PRICING) {
        boolean withheld = metric.endsWith("gpus") && isUnknown(word);
        if (!withheld
            && running().noneMatch(box -> counts(metric, box) && pricing(box).equals(word))) {
          put(metric, 0, "pricing", word);
        }
      }
    }

    private static boolean counts(String metric, Box box) {
      return !metric.endsWith("gpus") || box.kind().flatMap(Kind::gpu).isPresent();
    }

    private static String family(Box box) {
      return box.type().replaceFirst("\\..*", "");
    }

    private static String pricing(Box box) {
      String word = box.lifecycle().orElse("ondemand").replace('-', '_');
      return PRICING.contains(word) ? word : "other";
    }

    private void count(String metric, Stream<?> items) {
      tally.count(metric, items);
    }

    private void put(String metric, double value, String... tags) {
      tally.put(Series.of(metric, tags), value);
    }

    private void add(String metric, double value, String... tags) {
      Series series = Series.of(metric, tags);
      tally.put(series, tally.values().getOrDefault(series, 0.0) + value);
    }
  }
}
