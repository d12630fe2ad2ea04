// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import java.util.function.Supplier;

/// Parts that are kept from being read, so that the contract can see what each one costs.
public interface PartFaults {
  /// Asked before a part is read.
  ///
  /// @throws ai.metta.metric.FailureException where the part is to fail
  /// @throws UnsupportedException where the part is to be unsupported
  void strike(String part);

  static PartFaults none() {
    return _ -> {};
  }

  /// Every part but this one is read as ever.
  static PartFaults of(String part, Supplier<RuntimeException> fault) {
    return name -> {
      if (name.equals(part)) {
        throw fault.get();
      }
    };
  }

  static PartFaults all(Supplier<RuntimeException> fault) {
    return _ -> {
      throw fault.get();
    };
  }
}
