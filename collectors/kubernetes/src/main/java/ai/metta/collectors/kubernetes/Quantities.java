// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// Amounts as Kubernetes writes them: `250m`, `1e3`, `512Mi`, `128974848`, `1500u`.
final class Quantities {
  private Quantities() {}

  /// What a map names; what it does not name is none.
  static Amounts amounts(Map<String, Quantity> quantities) {
    return new Amounts(
        amount(quantities, Resource.CPU).orElse(BigDecimal.ZERO),
        amount(quantities, Resource.MEMORY).orElse(BigDecimal.ZERO));
  }

  /// @throws ArithmeticException or IllegalArgumentException where it is no amount
  static Optional<BigDecimal> amount(Map<String, Quantity> quantities, Resource resource) {
    return Optional.ofNullable(quantities)
        .flatMap(all -> Optional.ofNullable(all.get(resource.word())))
        .map(Quantity::getNumericalAmount);
  }
}
