// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import ai.metta.query.syntax.Modifier.CalendarUnit;
import ai.metta.query.syntax.Modifier.Filling;
import ai.metta.query.syntax.Modifier.Method;
import ai.metta.query.syntax.Modifier.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads what stands behind a metric or brackets: `.as_count().rollup(sum, 60)`.
final class ModifierParser {
  private static final long FILL_SECONDS = 300;
  private static final long LONGEST_FILL = 600;
  private static final long LONGEST_ROLLUP = 366L * 86_400;

  private final Cursor cursor;

  ModifierParser(Cursor cursor) {
    this.cursor = cursor;
  }

  List<Modifier> read() {
    List<Modifier> modifiers = new ArrayList<>();
    while (cursor.accept('.')) {
      int start = cursor.position();
      String name = cursor.take(Cursor::isWord);
      List<Word> words = words();
      modifiers.add(
          switch (name.toLowerCase(Locale.ROOT)) {
            case "as_count" -> without(words, new Modifier.AsCount());
            case "as_rate" -> without(words, new Modifier.AsRate());
            case "weighted" -> without(words, new Modifier.Weighted());
            case "rollup" -> rollup(words);
            case "fill" -> fill(words, start);
            default ->
                throw cursor.wrong(
                    start,
                    "\""
                        + name
                        + "\" is no modifier; expected as_count, as_rate, rollup, fill or weighted");
          });
    }
    return modifiers;
  }

  /// What stands between commas, in quotes or not.
  private record Word(String text, int position) {
    Optional<Long> number() {
      return text.matches("\\d{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
  }

  private List<Word> words() {
    cursor.expect('(');
    List<Word> words = new ArrayList<>();
    if (cursor.accept(')')) {
      return words;
    }
    do {
      char next = cursor.peek();
      int start = cursor.position();
      boolean quoted = cursor.accept('\'') || cursor.accept('"');
      String text =
          cursor.take(character -> quoted ? character != next : ",() ".indexOf(character) < 0);
      if (quoted) {
        cursor.expect(next);
      }
      if (text.isEmpty()) {
        throw cursor.expected("an argument");
      }
      words.add(new Word(text, start));
    } while (cursor.accept(','));
    cursor.expect(')');
    return words;
  }

  private Modifier without(List<Word> words, Modifier modifier) {
    if (!words.isEmpty()) {
      throw cursor.wrong(words.getFirst().position(), "expected \")\": it takes no argument");
    }
    return modifier;
  }

  private Modifier rollup(List<Word> words) {
    Optional<Method> method =
        words.isEmpty()
            ? Optional.empty()
            : Method.named(words.getFirst().text().toLowerCase(Locale.ROOT));
    List<Word> rest = method.isPresent() ? words.subList(1, words.size()) : words;
    if (rest.isEmpty()) {
      return new Modifier.Rollup(method, Optional.empty());
    }
    Word first = rest.getFirst();
    Optional<CalendarUnit> unit = CalendarUnit.named(first.text());
    if (unit.isPresent()) {
      return new Modifier.Rollup(method, Optional.of(calendar(unit.get(), rest)));
    }
    long seconds =
        first
            .number()
            .filter(number -> number > 0 && number <= LONGEST_ROLLUP)
            .orElseThrow(() ->
                cursor.wrong(
                    first.position(),
                    "expected avg, sum, min, max or count, then seconds or daily, weekly, monthly or yearly"));
    if (rest.size() > 1) {
      throw cursor.wrong(rest.get(1).position(), "expected \")\"");
    }
    return new Modifier.Rollup(method, Optional.of(new Period.Seconds(seconds)));
  }

  /// `daily, 6am, America/New_York`: the start and the zone may each be left out.
  private Period calendar(CalendarUnit unit, List<Word> words) {
    int start = unit == CalendarUnit.DAILY ? 0 : 1;
    ZoneId zone = ZoneOffset.UTC;
    for (Word word : words.subList(1, words.size())) {
      Optional<Integer> found = start(unit, word.text().strip().toLowerCase(Locale.ROOT));
      if (found.isPresent()) {
        start = found.get();
      } else {
        zone = zone(word);
      }
    }
    return new Period.Calendar(unit, start, zone);
  }

  private static Optional<Integer> start(CalendarUnit unit, String word) {
    return switch (unit) {
      case DAILY -> hour(word);
      case WEEKLY ->
          Stream.of(DayOfWeek.values())
              .filter(day -> day.name().equalsIgnoreCase(word))
              .map(DayOfWeek::getValue)
              .findFirst();
      case MONTHLY ->
          word.matches("([1-9]|[12]\\d|3[01])(st|nd|rd|th)")
              ? Optional.of(Integer.parseInt(word.substring(0, word.length() - 2)))
              : Optional.empty();
      case YEARLY ->
          Stream.of(Month.values())
              .filter(month -> month.name().equalsIgnoreCase(word))
              .map(Month::getValue)
              .findFirst();
    };
  }

  /// `12am` is midnight, `12pm` noon.
  private static Optional<Integer> hour(String word) {
    if (!word.matches("([1-9]|1[0-2]) ?(am|pm)")) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(word.replaceAll("\\D", "")) % 12;
    return Optional.of(word.endsWith("pm") ? hour + 12 : hour);
  }

  private ZoneId zone(Word word) {
    try {
      return ZoneId.of(word.text());
    } catch (DateTimeException unknown) {
      throw cursor.wrong(
          word.position(),
          "\"" + word.text() + "\" is neither where a period begins nor a time zone");
    }
  }

  private Modifier fill(List<Word> words, int start) {
    if (words.isEmpty() || words.size() > 2) {
      throw cursor.wrong(
          start, "fill takes linear, last, zero or null, and how many seconds at most");
    }
    Word first = words.getFirst();
    if (first.number().isPresent() && words.size() == 1) {
      // Dashboards write a bare number: 0 is what to fill with, any other is how long.
      return first.number().get() == 0
          ? new Modifier.Fill(Filling.ZERO, FILL_SECONDS)
          : new Modifier.Fill(Filling.LINEAR, limit(first));
    }
    Filling filling =
        Stream.of(Filling.values())
            .filter(one -> one.name().equalsIgnoreCase(first.text()))
            .findFirst()
            .orElseThrow(
                () -> cursor.wrong(first.position(), "expected linear, last, zero or null"));
    return new Modifier.Fill(filling, words.size() == 2 ? limit(words.get(1)) : FILL_SECONDS);
  }

  private long limit(Word word) {
    return word.number()
        .map(seconds -> Math.min(seconds, LONGEST_FILL))
        .orElseThrow(() -> cursor.wrong(word.position(), "expected a number of seconds"));
  }
}
