// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

/// What belongs to a namespace, and counts where that counts.
sealed interface Namespaced permits Pod, Deployment {
  ObjectName name();

  default String namespace() {
    return name().namespace();
  }
}
