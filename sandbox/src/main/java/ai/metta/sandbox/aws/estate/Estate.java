// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Pricing;
import ai.metta.sandbox.skypilot.fleet.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// The account at an instant.
public record Estate(Instant at, List<Box> boxes, List<Disk> disks, List<Backup> backups) {
  public static final String ACCOUNT = "123456789012";

  /// One that the account has enabled and has nothing in.
  public static final String EMPTY_REGION = "sa-east-1";

  /// One that it has not enabled.
  public static final String DISABLED_REGION = "me-south-1";

  private static final int WORKER_REGIONS = 4;

  public Estate {
    boxes = List.copyOf(boxes);
    disks = List.copyOf(disks);
    backups = List.copyOf(backups);
  }

  /// The estate of the organisation that a fleet belongs to.
  ///
  /// @param workers machines beside the fleet's, in equal shares in each of [#workerRegions()]
  public static Estate of(Fleet fleet, int workers, Instant at) {
    return new EstateStory(fleet, workers, at).told();
  }

  /// Where the machines are that are no fleet's.
  public static List<String> workerRegions() {
    return regions().subList(0, WORKER_REGIONS);
  }

  /// Those that the account has enabled.
  public static List<String> regions() {
    return Stream.concat(Stream.of(Region.values()).map(Region::wireName), Stream.of(EMPTY_REGION))
        .toList();
  }

  /// The list price of a type; empty where it is not sold.
  public static OptionalDouble listPrice(String type, String region) {
    return price(type, region, Pricing.ON_DEMAND);
  }

  /// The current spot price of a type in a zone, by its last letter.
  public static OptionalDouble spotPrice(String type, String region, String zone) {
    double factor =
        switch (zone.charAt(zone.length() - 1)) {
          case 'b' -> 1.02;
          case 'c' -> 0.97;
          default -> 1;
        };
    OptionalDouble base = price(type, region, Pricing.SPOT);
    return base.isPresent()
        ? OptionalDouble.of(Math.round(base.getAsDouble() * factor * 1e6) / 1e6)
        : base;
  }

  private static OptionalDouble price(String type, String region, Pricing pricing) {
    Optional<Region> known =
        Stream.of(Region.values()).filter(one -> one.wireName().equals(region)).findFirst();
    Optional<Kind> kind = Kind.named(type);
    return known.isPresent() && kind.isPresent()
        ? OptionalDouble.of(kind.get().prices().of(pricing, known.get()))
        : OptionalDouble.empty();
  }

  /// What is so of one region.
  ///
  /// @param priced the regions whose list prices are known
  public AwsTruth truth(String region, Set<String> priced) {
    return AwsTruth.of(this, region, priced);
  }
}
