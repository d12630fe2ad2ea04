// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.access.configuration.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// How options that are more than a word are read. What is wrong ends with code 2.
public final class OptionTypes {
  private OptionTypes() {}

  public static void register(CommandLine line) {
    line.registerConverter(Duration.class, OptionTypes::duration);
    line.registerConverter(Instant.class, OptionTypes::instant);
    line.registerConverter(Moment.class, OptionTypes::moment);
  }

  /// An instant, or a length of time before now.
  @FunctionalInterface
  public interface Moment {
    Instant at(Instant now);
  }

  private static Duration duration(String text) {
    return Durations.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(() -> refusal(text, "is not a duration such as 90s, 5m or 30d"));
  }

  private static Instant instant(String text) {
    return parsed(text)
        .orElseThrow(() -> refusal(text, "is not an instant such as 2026-01-02T03:04:05Z"));
  }

  private static Moment moment(String text) {
    if (text.equals("now")) {
      return now -> now;
    }
    if (text.startsWith("-")) {
      Optional<Duration> ago = Durations.parse(text.substring(1));
      if (ago.isPresent()) {
        return now -> now.minus(ago.get());
      }
    }
    return parsed(text)
        .<Moment>map(instant -> _ -> instant)
        .orElseThrow(() ->
            refusal(
                text,
                "is neither an instant such as 2026-01-02T03:04:05Z nor a time ago such as -1d"));
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  private static TypeConversionException refusal(String text, String why) {
    return new TypeConversionException("\"" + text + "\" " + why);
  }
}
