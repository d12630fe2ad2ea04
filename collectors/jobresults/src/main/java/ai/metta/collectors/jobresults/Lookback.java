// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.time.Duration;

/// How far back metrics look.
final class Lookback {
  static final Duration DAY = Duration.ofDays(1);

  /// How long after its last document a suite's zeros are believed.
  static final Duration DAYS_2 = Duration.ofDays(2);

  private Lookback() {}
}
