// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

/// How a task's machines are paid for.
enum Pricing {
  SPOT("spot", "spot"),
  ON_DEMAND("ondemand", "on_demand"),
  UNKNOWN("unknown", "unknown");

  private final String word;
  private final String instanceType;

  Pricing(String word, String instanceType) {
    this.word = word;
    this.instanceType = instanceType;
  }

  /// The value of the tag `pricing`.
  String word() {
    return word;
  }

  /// The value of the per-job tag `instance_type`.
  String instanceType() {
    return instanceType;
  }
}
