// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Tags that metrics of several groups share, and how names become their values.
final class Ec2Tags {
  /// Of instances, by how they are paid for.
  static final TagKey PRICING =
      TagKey.bounded(
          "pricing", Stream.of(Purchase.values()).map(Purchase::word).toArray(String[]::new));

  /// `p5` of `p5.48xlarge`. What counts none at all has no family.
  static final TagKey FAMILY = TagKey.open("instance_family", 60, Overflow.OTHER).sometimes();

  private Ec2Tags() {}

  static Stream<Instance> running(List<Instance> instances) {
    return instances.stream().filter(Instance::isRunning);
  }

  /// A name as a tag's value: `radeon-pro-v520`.
  static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "unknown" : slug;
  }
}
