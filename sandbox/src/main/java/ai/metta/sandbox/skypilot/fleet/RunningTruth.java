// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the running tasks of a fleet are like.
///
/// @param runtimesSeconds how long each has run, ascending; set-up included, recoveries not
/// @param recoveries how often each has recovered, ascending
/// @param byBucket tasks by how long they have run
/// @param byPricing tasks by what they pay for their machines
/// @param byRegion tasks by region; those whose cluster record is lost are in none
/// @param unknownRegion tasks whose cluster record is lost
/// @param gpus GPUs in use by type, all nodes together
/// @param usdPerHour what they cost together, without those whose record is lost, and without pool
///   workers
public record RunningTruth(
    List<Double> runtimesSeconds,
    List<Integer> recoveries,
    Map<Bucket, Integer> byBucket,
    Map<Pricing, Integer> byPricing,
    Map<Region, Integer> byRegion,
    int unknownRegion,
    Map<Gpu, Double> gpus,
    double usdPerHour) {
  /// How long a task has run: from the lower bound (included) to the upper.
  public enum Bucket {
    UNDER_1_HOUR,
    FROM_1_TO_4_HOURS,
    FROM_4_TO_24_HOURS,
    FROM_24_HOURS;

    static Bucket of(double seconds) {
      double hours = seconds / 3600;
      return hours < 1
          ? UNDER_1_HOUR
          : hours < 4 ? FROM_1_TO_4_HOURS : hours < 24 ? FROM_4_TO_24_HOURS : FROM_24_HOURS;
    }
  }

  public RunningTruth {
    runtimesSeconds = runtimesSeconds.stream().sorted().toList();
    recoveries = recoveries.stream().sorted().toList();
    byBucket = Collections.unmodifiableMap(new EnumMap<>(byBucket));
    byPricing = Collections.unmodifiableMap(new EnumMap<>(byPricing));
    byRegion = Collections.unmodifiableMap(new EnumMap<>(byRegion));
    gpus = Collections.unmodifiableMap(new EnumMap<>(gpus));
  }

  public int count() {
    return runtimesSeconds.size();
  }

  /// Tasks that have recovered at least once.
  public int withRecoveries() {
    return (int) recoveries.stream().filter(count -> count > 0).count();
  }

  /// All GPUs in use.
  public double gpuTotal() {
    return gpus.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Adds up tasks.
  static final class Tally {
    private final List<Double> runtimesSeconds = new ArrayList<>();
    private final List<Integer> recoveries = new ArrayList<>();
    private final Map<Bucket, Integer> byBucket = new EnumMap<>(Bucket.class);
    private final Map<Pricing, Integer> byPricing = new EnumMap<>(Pricing.class);
    private final Map<Region, Integer> byRegion = new EnumMap<>(Region.class);
    private final Map<Gpu, Double> gpus = new EnumMap<>(Gpu.class);
    private int unknownRegion;
    private double usdPerHour;

    Tally() {
      for (Bucket bucket : Bucket.values()) {
        byBucket.put(bucket, 0);
      }
      for (Pricing pricing : Pricing.values()) {
        byPricing.put(pricing, 0);
      }
      for (Region region : Region.values()) {
        byRegion.put(region, 0);
      }
      for (Gpu gpu : Gpu.values()) {
        gpus.put(gpu, 0.0);
      }
    }

    void add(Job job, Task task, long nowMillis) {
      double seconds = task.life().runningMillis(nowMillis) / 1000.0;
      Placement placement = task.placements().get(task.life().segmentCount(nowMillis) - 1);
      runtimesSeconds.add(seconds);
      recoveries.add(task.life().recoveries(nowMillis));
      byBucket.merge(Bucket.of(seconds), 1, Integer::sum);
      byPricing.merge(placement.pricing(), 1, Integer::sum);
      Optional<Accelerators> each = placement.machine().accelerators();
      each.ifPresent(
          gpu -> gpus.merge(gpu.gpu(), gpu.count() * task.requirement().nodes(), Double::sum));
      if (task.placementAt(nowMillis).isEmpty()) {
        unknownRegion++;
        return;
      }
      byRegion.merge(placement.region(), 1, Integer::sum);
      if (job.pool().isEmpty()) {
        usdPerHour += placement.usdPerHour() * task.requirement().nodes();
      }
    }

    RunningTruth sum() {
      return new RunningTruth(
          runtimesSeconds,
          recoveries,
          byBucket,
          byPricing,
          byRegion,
          unknownRegion,
          gpus,
          usdPerHour);
    }
  }
}
