// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.Arrays;
import java.util.Optional;

/// What a GET reads.
enum Reading {
  HEALTH("/api/health"),
  /// The result of work, waited for.
  RESULT("/api/get"),
  /// How far work has come, told at once.
  STATES("/api/status"),
  USERS("/users"),
  ROLE("/users/role");

  private final String path;

  Reading(String path) {
    this.path = path;
  }

  static Optional<Reading> at(String path) {
    return Arrays.stream(values()).filter(reading -> reading.path.equals(path)).findFirst();
  }

  String path() {
    return path;
  }
}
