// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Failure;
import java.util.Optional;

/// Parts that are made to fail, so that the contract can see what each one costs.
public interface PartFaults {
  Optional<Failure> at(String part);

  static PartFaults none() {
    return _ -> Optional.empty();
  }

  /// Every part but this one is fetched as ever.
  static PartFaults of(String part, Failure cause) {
    return name -> name.equals(part) ? Optional.of(cause) : Optional.empty();
  }

  static PartFaults all(Failure cause) {
    return _ -> Optional.of(cause);
  }
}
