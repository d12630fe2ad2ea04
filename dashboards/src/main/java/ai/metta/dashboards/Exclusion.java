// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.TagKey;

/// How a query leaves series out that carry a key.
public final class Exclusion {
  private Exclusion() {}

  /// `!timeframe:7d` for a key of one value, `!key:*` for any other.
  public static String of(TagKey key) {
    boolean single = key.isBounded() && key.declared().size() == 1;
    return "!" + key.key() + ":" + (single ? key.declared().getFirst() : "*");
  }
}
