// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;

/// A tag key of a metric, and how many series it may cost.
///
/// @param key as Datadog stores it: lower case, beginning with a letter, no colon
/// @param declared the values always emitted, 0 included, whenever the part behind them is known
/// @param budget how many further values may occur in one run; 0 makes the key bounded
/// @param overflow what happens to values past the budget
/// @param presence whether every series of the group carries the key
public record TagKey(
    String key, List<String> declared, int budget, Overflow overflow, Presence presence) {

  /// What happens past the budget. Either way the run says how many series it cost.
  public enum Overflow {
    /// The values emitted first are kept, the others left out.
    DROP,
    /// The largest are kept, the others combine, by the metric's [Across], under the value `other`.
    OTHER
  }

  /// Whether a key stands on each series of its group.
  public enum Presence {
    ALWAYS,
    SOMETIMES
  }

  public TagKey {
    declared = List.copyOf(declared);
    if (budget < 0) {
      throw new IllegalArgumentException("tag " + key + ": a budget of " + budget + " values");
    }
    if (budget == 0 && declared.isEmpty()) {
      throw new IllegalArgumentException("tag " + key + ": neither values nor a budget");
    }
  }

  /// A key whose values are known beforehand.
  ///
  /// @throws IllegalArgumentException where there is no value
  public static TagKey bounded(String key, String... values) {
    return new TagKey(key, List.of(values), 0, Overflow.DROP, Presence.ALWAYS);
  }

  /// A key whose values are met, not known.
  ///
  /// @throws IllegalArgumentException where the budget is not positive
  public static TagKey open(String key, int budget, Overflow overflow) {
    return new TagKey(key, List.of(), budget, overflow, Presence.ALWAYS);
  }

  /// The declared values, and up to a number of others that are met.
  public TagKey orUpTo(int others, Overflow policy) {
    return new TagKey(key, declared, others, policy, presence);
  }

  /// The same key, on some series of the group only.
  public TagKey sometimes() {
    return new TagKey(key, declared, budget, overflow, Presence.SOMETIMES);
  }

  public boolean isBounded() {
    return budget == 0;
  }
}
