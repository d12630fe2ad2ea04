// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.access.configuration.Setting;
import java.util.List;

/// What an installation may say of the roll-ups.
final class HealthConfig {
  /// Empty finds out by itself.
  static final Setting<List<String>> COLLECTORS =
      Setting.texts("health.collectors")
          .env("METTA_HEALTH_COLLECTORS")
          .fallback(List.of())
          .says(
              "Collectors whose rows count; by default those that ran, or ever reported in this environment");

  private HealthConfig() {}
}
