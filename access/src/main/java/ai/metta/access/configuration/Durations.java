// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `20s`, `5m`, `1h30m`, `2d`, `1.5s`.
public final class Durations {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})(?:\\.(\\d{1,3}))?s)?");

  private Durations() {}

  /// The duration, or empty for what is not of the form.
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (text.isBlank() || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4))
            .plusMillis(thousandths(matcher)));
  }

  /// The shortest form that [#parse] reads back; fractions of a second as `1.5s`.
  public static String print(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    if (duration.toMillisPart() > 0) {
      text.append(duration.toMillis() % 60_000 / 1000.0).append('s');
    } else {
      append(text, duration.toSecondsPart(), "s");
    }
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static long thousandths(Matcher matcher) {
    String digits = matcher.group(5);
    return digits == null ? 0 : Long.parseLong((digits + "00").substring(0, 3));
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
