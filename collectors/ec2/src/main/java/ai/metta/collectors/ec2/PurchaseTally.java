// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collectors.ec2.Instance.Purchase;
import ai.metta.metric.Sample;
import ai.metta.metric.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Adds up by how instances are paid for, and by the values that are met of one more tag.
final class PurchaseTally {
  private final String key;
  private final Map<Purchase, Map<String, Double>> sums = new EnumMap<>(Purchase.class);

  PurchaseTally(String key) {
    this.key = key;
  }

  void add(Purchase purchase, String value, double amount) {
    sums.computeIfAbsent(purchase, _ -> new TreeMap<>()).merge(value, amount, Double::sum);
  }

  /// What was met.
  List<Sample> met() {
    List<Sample> samples = new ArrayList<>();
    sums.forEach((purchase, byValue) ->
        byValue.forEach((value, sum) ->
            samples.add(new Sample(Tags.of("pricing", purchase.word()).and(key, value), sum))));
    return samples;
  }

  /// The same, and a zero without the other tag for each way to pay that was not met.
  List<Sample> samples() {
    return samples(Set.of());
  }

  /// The same without these ways to pay, whose sums would lack something.
  List<Sample> samples(Set<Purchase> unknown) {
    unknown.forEach(sums::remove);
    List<Sample> samples = new ArrayList<>(met());
    for (Purchase purchase : Purchase.values()) {
      if (!sums.containsKey(purchase) && !unknown.contains(purchase)) {
        samples.add(Sample.of("pricing", purchase.word(), 0));
      }
    }
    return samples;
  }
}
