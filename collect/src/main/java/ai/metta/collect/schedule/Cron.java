// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A cron expression: minute, hour, day of the month, month, day of the week, in UTC. Where both
/// kinds of day are restricted – are anything but `*` or `*/1` – either will do.
public final class Cron {
  private static final Duration WEEK = Duration.ofDays(7);

  private final String text;
  private final ExecutionTime times;

  private Cron(String text, ExecutionTime times) {
    this.text = text;
    this.times = times;
  }

  /// The expression; empty for what is none, and for one that never comes due, such as a 30th of
  /// February.
  public static Optional<Cron> parse(String text) {
    try {
      CronParser parser =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
      Cron cron = new Cron(text.strip(), ExecutionTime.forCron(parser.parse(text.strip())));
      return cron.after(Instant.EPOCH).isPresent() ? Optional.of(cron) : Optional.empty();
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return Optional.empty();
    }
  }

  /// The first firing after an instant.
  public Instant next(Instant instant) {
    return after(instant)
        .orElseThrow(() -> new IllegalStateException(text + " is not due after " + instant));
  }

  /// The newest firing at or before an instant.
  public Optional<Instant> newest(Instant instant) {
    ZonedDateTime behind =
        instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(ZoneOffset.UTC);
    return times.lastExecution(behind).map(ZonedDateTime::toInstant);
  }

  /// The longest time from one firing to the next, of those that the coming week is made of: the
  /// one before it and the one behind it included.
  ///
  /// Minutes are the same in every hour that has any, and hours in every such day, so that some
  /// eighty questions do where `* * * * *` fires ten thousand times.
  public Duration longestGap(Instant now) {
    List<Instant> days = days(now);
    List<Instant> hours = firsts(days.getFirst(), Duration.ofDays(1), ChronoUnit.HOURS);
    List<Instant> minutes = firsts(hours.getFirst(), Duration.ofHours(1), ChronoUnit.MINUTES);
    Duration withinHour = Duration.between(minutes.getFirst(), minutes.getLast());
    Duration withinDay = Duration.between(hours.getFirst(), hours.getLast()).plus(withinHour);
    Duration longest = longest(minutes, Duration.ZERO);
    longest = longer(longest, longest(hours, withinHour));
    return longer(longest, longest(days, withinDay));
  }

  /// The first firing of each day that has any, from the day of the newest before now to that of
  /// the first behind a week.
  private List<Instant> days(Instant now) {
    Instant begin = newest(now).orElseGet(() -> next(now)).truncatedTo(ChronoUnit.DAYS);
    Instant end = next(now.plus(WEEK)).truncatedTo(ChronoUnit.DAYS);
    List<Instant> days = new ArrayList<>(List.of(next(begin.minusSeconds(1))));
    while (days.getLast().isBefore(end)) {
      days.add(next(end(days.getLast(), ChronoUnit.DAYS)));
    }
    return days;
  }

  /// The first firing of each unit that has any, in a stretch of time that begins with one.
  private List<Instant> firsts(Instant first, Duration stretch, ChronoUnit unit) {
    Instant end = first.truncatedTo(unit == ChronoUnit.HOURS ? ChronoUnit.DAYS : ChronoUnit.HOURS);
    end = end.plus(stretch);
    List<Instant> firsts = new ArrayList<>();
    for (Instant one = first; one.isBefore(end); one = next(end(one, unit))) {
      firsts.add(one);
    }
    return firsts;
  }

  /// The last second of a unit of time.
  private static Instant end(Instant within, ChronoUnit unit) {
    return within.truncatedTo(unit).plus(1, unit).minusSeconds(1);
  }

  /// @param lasting how much later each one's last firing is
  private static Duration longest(List<Instant> firsts, Duration lasting) {
    Duration longest = Duration.ZERO;
    for (int i = 1; i < firsts.size(); i++) {
      longest = longer(longest, Duration.between(firsts.get(i - 1), firsts.get(i)).minus(lasting));
    }
    return longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private Optional<Instant> after(Instant instant) {
    return times.nextExecution(instant.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }

  @Override
  public String toString() {
    return text;
  }
}
