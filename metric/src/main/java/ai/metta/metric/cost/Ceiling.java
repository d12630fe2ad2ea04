// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

import ai.metta.metric.Metric;
import ai.metta.metric.TagGroup;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Presence;
import java.util.List;

/// How many series a declaration allows: its tag budgets, multiplied out.
public final class Ceiling {
  private Ceiling() {}

  /// The series of all of a metric's groups, in all of its scopes; [Long#MAX_VALUE] where that is
  /// not enough.
  ///
  /// @param scope the keys that name the scope on each series
  public static long of(Metric metric, List<TagKey> scope) {
    long groups = 0;
    for (TagGroup group : metric.groups()) {
      long all = product(group.keys());
      groups = groups > Long.MAX_VALUE - all ? Long.MAX_VALUE : groups + all;
    }
    return times(groups, product(scope));
  }

  private static long product(List<TagKey> keys) {
    return keys.stream().mapToLong(Ceiling::values).reduce(1, Ceiling::times);
  }

  /// To be without it is one possibility more.
  private static long values(TagKey key) {
    long without = key.presence() == Presence.SOMETIMES ? 1 : 0;
    return key.declared().size() + key.budget() + without;
  }

  private static long times(long one, long other) {
    return one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }
}
