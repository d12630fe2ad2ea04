// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.time.Duration;

/// How far back metrics look.
final class Lookback {
  static final Duration DAYS_7 = Duration.ofDays(7);

  /// The longest: what was completed is read this far back.
  static final Duration DAYS_30 = Duration.ofDays(30);

  private Lookback() {}
}
