// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.health.HealthRow;

/// Where one row stands at an instant.
sealed interface Standing {
  HealthRow row();

  /// There is a figure of merit.
  ///
  /// @param fom from 0 to 1
  record Known(HealthRow row, double fom) implements Standing {}

  /// There should be one, and is not.
  record Unknown(HealthRow row, String reason) implements Standing {}

  /// Nobody is to measure it: its collector is not configured.
  record Disabled(HealthRow row) implements Standing {}
}
