// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `20s`, `5m`, `1h30m`, `2d`.
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,18})(ns|us|ms|s|m|h|d)");

  private enum Unit {
    D(86_400_000_000_000L),
    H(3_600_000_000_000L),
    M(60_000_000_000L),
    S(1_000_000_000L),
    MS(1_000_000L),
    US(1_000L),
    NS(1L);

    final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }

    String symbol() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Durations() {}

  /// Whole numbers with a unit (d, h, m, s, ms, us, ns), from the largest to the smallest, each
  /// once; empty where the text is anything else, or longer than 292 years.
  public static Optional<Duration> parse(String text) {
    String rest = text.strip();
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    Matcher part = PART.matcher(rest);
    long nanos = 0;
    int at = 0;
    long last = Long.MAX_VALUE;
    while (at < rest.length()) {
      if (!part.find(at) || part.start() != at) {
        return Optional.empty();
      }
      Unit unit = Unit.valueOf(part.group(2).toUpperCase(Locale.ROOT));
      if (unit.nanos >= last) {
        return Optional.empty();
      }
      try {
        nanos = Math.addExact(nanos, Math.multiplyExact(Long.parseLong(part.group(1)), unit.nanos));
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
      last = unit.nanos;
      at = part.end();
    }
    return Optional.of(Duration.ofNanos(nanos));
  }

  /// The shortest text that reads back as the same duration; a single unit where two are as short.
  public static String print(Duration duration) {
    if (duration.isNegative()) {
      return "-" + print(duration.negated());
    }
    if (duration.isZero()) {
      return "0s";
    }
    String single = single(duration.toNanos());
    String compound = compound(duration.toNanos());
    return compound.length() < single.length() ? compound : single;
  }

  private static String single(long nanos) {
    for (Unit unit : Unit.values()) {
      if (nanos % unit.nanos == 0) {
        return nanos / unit.nanos + unit.symbol();
      }
    }
    throw new IllegalStateException("every number of nanoseconds is one of nanoseconds");
  }

  private static String compound(long nanos) {
    StringBuilder text = new StringBuilder();
    long left = nanos;
    for (Unit unit : Unit.values()) {
      if (left >= unit.nanos) {
        text.append(left / unit.nanos).append(unit.symbol());
        left %= unit.nanos;
      }
    }
    return text.toString();
  }
}
