// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import java.util.Map;
import java.util.Optional;

/// Which team a collector's dashboards and monitors belong to.
public record Owners(Map<String, String> byCollector) {
  /// Where nobody said.
  public static final Owners NOBODY = new Owners(Map.of());

  public Owners {
    byCollector = Map.copyOf(byCollector);
  }

  /// The team's handle; empty where nobody said.
  public Optional<String> of(String collector) {
    return Optional.ofNullable(byCollector.get(collector));
  }
}
