// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time as GitHub's search writes it: `2026-01-01..2026-01-31T12:00:00Z`, `>=…`, `<…`, or
/// one instant or day.
///
/// @param from in it
/// @param until in it
record When(Instant from, Instant until) {
  private static final Pattern TEXT = Pattern.compile("(>=|<=|>|<)?([^.<>]+)(?:\\.\\.(.+))?");

  boolean holds(Instant instant) {
    return !instant.isBefore(from) && !instant.isAfter(until);
  }

  /// Empty where the text is none.
  static Optional<When> read(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      When one = one(matcher.group(2));
      String sign = matcher.group(1);
      String end = matcher.group(3);
      if (sign == null) {
        return Optional.of(
            end == null
                ? one
                : new When(one.from(), end.equals("*") ? Instant.MAX : one(end).until()));
      }
      return Optional.of(
          switch (sign) {
            case ">=" -> new When(one.from(), Instant.MAX);
            case ">" -> new When(one.until().plusSeconds(1), Instant.MAX);
            case "<=" -> new When(Instant.MIN, one.until());
            default -> new When(Instant.MIN, one.from().minusSeconds(1));
          });
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private static When one(String text) {
    if (text.equals("*")) {
      return new When(Instant.MIN, Instant.MIN);
    }
    if (text.length() == "2026-01-01".length()) {
      Instant day = Instant.parse(text + "T00:00:00Z");
      return new When(day, day.plus(Duration.ofDays(1)).minusSeconds(1));
    }
    Instant instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    return new When(instant, instant);
  }
}
