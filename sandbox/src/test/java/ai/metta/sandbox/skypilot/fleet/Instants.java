// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Instants to look at fleets at.
public final class Instants {
  /// An ordinary Saturday morning.
  public static final Instant MORNING = Instant.parse("2026-11-21T03:27:14.250Z");

  private Instants() {}

  /// So many instants, `apart` from one another.
  public static Stream<Instant> from(Instant first, Duration apart, int count) {
    return IntStream.range(0, count).mapToObj(i -> first.plus(apart.multipliedBy(i)));
  }
}
