// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Duration;

/// How far metrics look back from the instant they are of.
final class Lookback {
  static final Duration DAYS_7 = Duration.ofDays(7);

  /// How old a merge may be that is deployed now.
  static final Duration DAYS_60 = Duration.ofDays(60);

  static final Duration DAYS_30 = Duration.ofDays(30);

  private Lookback() {}
}
