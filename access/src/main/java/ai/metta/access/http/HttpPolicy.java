// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How a client behaves towards every service.
///
/// @param tries how often one request is sent at most
/// @param firstDelay the most that is waited before the second try; doubles from there
/// @param longestDelay what the doubling ends at
/// @param patience the longest wait a service may ask for; one that asks for more is given up
/// @param connecting how long a connection may take
/// @param random for the jitter
public record HttpPolicy(
    String userAgent,
    int tries,
    Duration firstDelay,
    Duration longestDelay,
    Duration patience,
    Duration connecting,
    RandomGenerator random,
    Pause pause) {
  public HttpPolicy {
    if (tries < 1) {
      throw new IllegalArgumentException("a request is sent once at least, not " + tries);
    }
  }

  /// Four tries, half a second doubling to 20, two minutes of patience.
  public static HttpPolicy standard(String version, RandomGenerator random) {
    return new HttpPolicy(
        "metta/" + version,
        4,
        Duration.ofMillis(500),
        Duration.ofSeconds(20),
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        random,
        Pause.sleeping());
  }

  public HttpPolicy pausing(Pause how) {
    return new HttpPolicy(
        userAgent, tries, firstDelay, longestDelay, patience, connecting, random, how);
  }

  public HttpPolicy trying(int times) {
    return new HttpPolicy(
        userAgent, times, firstDelay, longestDelay, patience, connecting, random, pause);
  }

  /// A wait chosen evenly between nothing and what the doubling has come to.
  Duration delayAfter(int tried) {
    long ceiling = firstDelay.toMillis();
    for (int doubled = 1; doubled < tried && ceiling < longestDelay.toMillis(); doubled++) {
      ceiling *= 2;
    }
    long bound = Math.min(ceiling, longestDelay.toMillis()) + 1;
    synchronized (random) {
      return Duration.ofMillis(random.nextLong(bound));
    }
  }
}
