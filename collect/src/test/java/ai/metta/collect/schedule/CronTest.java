// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cron expressions, against another reading of them.
final class CronTest {
  private static final Instant FRIDAY = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */10 * * * *   | 2026-01-02T03:00:00Z | 2026-01-02T03:10:00Z
          4 3 * * *      | 2026-01-02T03:04:00Z | 2026-01-03T03:04:00Z
          0 */6 * * *    | 2026-01-02T00:00:00Z | 2026-01-02T06:00:00Z
          30 9 * * 1-5   | 2026-01-01T09:30:00Z | 2026-01-02T09:30:00Z
          0 0 * * mon    | 2025-12-29T00:00:00Z | 2026-01-05T00:00:00Z
          0 0 * * 0      | 2025-12-28T00:00:00Z | 2026-01-04T00:00:00Z
          0 0 * * 7      | 2025-12-28T00:00:00Z | 2026-01-04T00:00:00Z
          0 0 13 * 5     | 2026-01-02T00:00:00Z | 2026-01-09T00:00:00Z
          0 0 29 2 *     | 2024-02-29T00:00:00Z | 2028-02-29T00:00:00Z
          5,10 2-3 * * * | 2026-01-02T02:10:00Z | 2026-01-02T03:05:00Z
          """)
  void firesBeforeAndAfter(String text, Instant newest, Instant next) {
    Cron cron = Cron.parse(text).orElseThrow();
    assertThat(cron.newest(FRIDAY)).contains(newest);
    assertThat(cron.next(FRIDAY)).isEqualTo(next);
    assertThat(cron.newest(next)).as("at a firing, that one").contains(next);
    assertThat(cron.next(next)).as("after a firing, another").isAfter(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "*/0 * * * *",
        "@hourly",
        "0 0 L * *",
        "0 0 ? * *",
        "0 0 30 2 *",
        "every day",
        "* * * * * UTC"
      })
  void whatIsNoneOrNeverComesDueIsRefused(String text) {
    assertThat(Cron.parse(text)).isEmpty();
  }

  /// Twice a year the clocks of many places are moved; UTC's are not.
  @Test
  void noHourIsLeftOutOrComesTwice() {
    Cron hourly = Cron.parse("0 * * * *").orElseThrow();
    for (String night : List.of("2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z")) {
      Instant at = Instant.parse(night);
      for (int hour = 0; hour < 8; hour++) {
        assertThat(hourly.next(at)).isEqualTo(at.plus(1, ChronoUnit.HOURS));
        at = hourly.next(at);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "* * * * *,        PT1M",
    "*/10 * * * *,     PT10M",
    "*/7 * * * *,      PT7M",
    "0 * * * *,        PT1H",
    "0 9-17 * * *,     PT16H",
    "*/15 9-17 * * *,  PT15H15M",
    "30 9 * * 1-5,     PT72H",
    "0 0 * * 0,        PT168H",
    "0 0 1 * *,        PT744H"
  })
  void itsLengthIsTheLongestGapOfTheComingWeek(String text, Duration gap) {
    assertThat(Cron.parse(text).orElseThrow().longestGap(FRIDAY)).isEqualTo(gap);
  }

  @Test
  void anotherReadingOfAnyExpressionComesToTheSame() {
    long seed = 20_260_102L;
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      Fields fields = Fields.any(random);
      Instant at = FRIDAY.plusSeconds(random.nextInt(400 * 86_400));
      String what = "seed " + seed + ", case " + i + ": " + fields + " at " + at;
      Cron cron = Cron.parse(fields.toString()).orElseThrow();
      assertThat(cron.next(at)).as(what).isEqualTo(fields.from(at.plusSeconds(1)));
      assertThat(cron.newest(at)).as(what).contains(fields.upTo(at));
      assertThat(cron.longestGap(at)).as(what).isEqualTo(fields.longestGap(at));
    }
  }

  /// The values that each field allows.
  private record Fields(List<String> texts, List<List<Integer>> values) {
    private static final int[][] BOUNDS = {{0, 59}, {0, 23}, {1, 28}, {1, 12}, {0, 6}};

    static Fields any(Random random) {
      List<String> texts = new ArrayList<>();
      List<List<Integer>> values = new ArrayList<>();
      for (int field = 0; field < BOUNDS.length; field++) {
        // Most expressions restrict the minute, few the month.
        boolean free = random.nextInt(10) < new int[] {2, 5, 7, 9, 7}[field];
        add(free ? 0 : 1 + random.nextInt(4), BOUNDS[field], random, texts, values);
      }
      return new Fields(texts, values);
    }

    private static void add(
        int kind, int[] bounds, Random random, List<String> texts, List<List<Integer>> values) {
      int least = bounds[0];
      int most = bounds[1];
      int from = least + random.nextInt(most - least + 1);
      int to = from + random.nextInt(most - from + 1);
      int step = 1 + random.nextInt(Math.max(1, (most - least) / 2));
      // A month or a day of the month has more days than are drawn from here.
      int end = most == 28 ? 31 : most;
      switch (kind) {
        case 0 -> put("*", range(least, end, 1), texts, values);
        case 1 -> put("" + from, range(from, from, 1), texts, values);
        case 2 -> put(from + "-" + to, range(from, to, 1), texts, values);
        case 3 -> put("*/" + step, range(least, end, step), texts, values);
        default -> {
          List<Integer> both = new ArrayList<>(range(from, to, step));
          both.add(least);
          put(from + "-" + to + "/" + step + "," + least, both, texts, values);
        }
      }
    }

    private static void put(
        String text, List<Integer> allowed, List<String> texts, List<List<Integer>> values) {
      texts.add(text);
      values.add(allowed);
    }

    private static List<Integer> range(int from, int to, int step) {
      List<Integer> all = new ArrayList<>();
      for (int value = from; value <= to; value += step) {
        all.add(value);
      }
      return all;
    }

    private boolean day(Instant at) {
      var time = at.atZone(ZoneOffset.UTC);
      boolean ofMonth = values.get(2).contains(time.getDayOfMonth());
      boolean ofWeek = values.get(4).contains(time.getDayOfWeek().getValue() % 7);
      boolean anyOfMonth = texts.get(2).matches("\\*(/1)?");
      boolean anyOfWeek = texts.get(4).matches("\\*(/1)?");
      boolean either = !anyOfMonth && !anyOfWeek;
      boolean day = either ? (ofMonth || ofWeek) : (ofMonth && ofWeek);
      return day && values.get(3).contains(time.getMonthValue());
    }

    private boolean hour(Instant at) {
      return values.get(1).contains(at.atZone(ZoneOffset.UTC).getHour());
    }

    private boolean minute(Instant at) {
      return hour(at) && values.get(0).contains(at.atZone(ZoneOffset.UTC).getMinute());
    }

    /// The first firing at or after an instant.
    Instant from(Instant at) {
      Instant one = at.minusNanos(1).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
      while (!day(one) || !minute(one)) {
        one =
            !day(one)
                ? one.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS)
                : hour(one)
                    ? one.plus(1, ChronoUnit.MINUTES)
                    : one.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      }
      return one;
    }

    /// The last firing at or before an instant.
    Instant upTo(Instant at) {
      Instant one = at.truncatedTo(ChronoUnit.MINUTES);
      while (!day(one) || !minute(one)) {
        one =
            !day(one)
                ? one.truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.MINUTES)
                : hour(one)
                    ? one.minus(1, ChronoUnit.MINUTES)
                    : one.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.MINUTES);
      }
      return one;
    }

    /// Of those that lie around the coming week; of two at least.
    Duration longestGap(Instant now) {
      Instant at = upTo(now);
      Duration longest = Duration.ZERO;
      while (!at.isAfter(now.plus(7, ChronoUnit.DAYS))) {
        Instant next = from(at.plusSeconds(1));
        Duration gap = Duration.between(at, next);
        longest = gap.compareTo(longest) > 0 ? gap : longest;
        at = next;
      }
      return longest;
    }

    @Override
    public String toString() {
      return String.join(" ", texts);
    }
  }
}
