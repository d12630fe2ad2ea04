// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adds numbers up by the value of one tag. Every declared value is there from the start, at 0: a
/// state that empties is seen to be empty, it does not vanish.
public final class Tally {
  private final String key;
  private final Map<String, Double> sums = new LinkedHashMap<>();

  private Tally(String key) {
    this.key = key;
  }

  public static Tally by(TagKey key) {
    Tally tally = new Tally(key.key());
    key.declared().forEach(value -> tally.sums.put(value, 0.0));
    return tally;
  }

  public void count(String value) {
    add(value, 1);
  }

  public void add(String value, double amount) {
    sums.merge(value, amount, Double::sum);
  }

  /// A sample a value, under the tag and these further ones.
  public List<Sample> samples(Tags further) {
    List<Sample> samples = new ArrayList<>();
    sums.forEach((value, sum) -> samples.add(new Sample(further.and(key, value), sum)));
    return samples;
  }

  public List<Sample> samples() {
    return samples(Tags.none());
  }
}
