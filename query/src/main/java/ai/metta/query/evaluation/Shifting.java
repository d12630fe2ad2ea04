// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Functions.Function;
import ai.metta.query.syntax.Expression;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions that look at another time and show it as if it were this one.
final class Shifting {
  private static final long DAY = 86_400;
  private static final Pattern CALENDAR = Pattern.compile("([+-]?\\d{1,4})(d|w|mo|y)");

  private Shifting() {}

  static void register(Map<String, Function> all) {
    all.put("hour_before", by(-3600));
    all.put("day_before", by(-DAY));
    all.put("week_before", by(-7 * DAY));
    all.put("month_before", by(-28 * DAY));
    all.put(
        "timeshift",
        (evaluation, arguments) -> {
          arguments.number(2, 2);
          return shifted(evaluation, arguments.expression(0), Math.round(arguments.constant(1)));
        });
    all.put("calendar_shift", Shifting::byCalendar);
  }

  private static Function by(long seconds) {
    return (evaluation, arguments) ->
        shifted(evaluation, arguments.number(1, 1).expression(0), seconds);
  }

  private static Frame shifted(Evaluation evaluation, Expression expression, long seconds) {
    Frame then = evaluation.over(evaluation.span().shifted(seconds)).of(expression);
    return moved(then, -seconds);
  }

  /// `calendar_shift(query, '-1mo', 'Europe/Paris')`: each bucket by days, weeks, months or years
  /// of the calendar, which are as long as they are where it begins.
  private static Frame byCalendar(Evaluation evaluation, Arguments arguments) {
    arguments.number(2, 4);
    Matcher amount = CALENDAR.matcher(arguments.word(1));
    if (!amount.matches()) {
      throw arguments.wrong("takes a shift such as '-1d', '-1w', '-1mo' or '-1y'");
    }
    ZoneId zone = zone(arguments);
    Expression expression = arguments.expression(0);
    long first = seconds(amount, evaluation.span().from() + evaluation.span().shift(), zone);
    Map<Long, Frame> frames = new LinkedHashMap<>();
    frames.put(first, shifted(evaluation, expression, first));
    Buckets buckets = frames.get(first).buckets();
    long[] shifts = new long[buckets.size()];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = seconds(amount, buckets.start(i), zone);
      frames.computeIfAbsent(shifts[i], other -> shifted(evaluation, expression, other));
    }
    return frames.size() == 1 ? frames.get(first) : pieced(frames, shifts);
  }

  private static long seconds(Matcher amount, long second, ZoneId zone) {
    ZonedDateTime now = Instant.ofEpochSecond(second).atZone(zone);
    int number = Integer.parseInt(amount.group(1));
    ZonedDateTime then =
        switch (amount.group(2)) {
          case "d" -> now.plusDays(number);
          case "w" -> now.plusWeeks(number);
          case "mo" -> now.plusMonths(number);
          default -> now.plusYears(number);
        };
    return then.toEpochSecond() - now.toEpochSecond();
  }

  /// Of frames over the same buckets, for each bucket what the one has that is shifted as it is.
  private static Frame pieced(Map<Long, Frame> frames, long[] shifts) {
    Map<SortedMap<String, String>, Line> groups = new LinkedHashMap<>();
    frames.forEach((shift, frame) -> {
      for (Line line : frame.lines()) {
        groups.merge(
            line.sortedGroup(),
            piece(line, new Line(line.sortedGroup(), Rates.empty(shifts.length)), shift, shifts),
            (before, _) -> piece(line, before, shift, shifts));
      }
    });
    Frame any = frames.values().iterator().next();
    return any.with(groups.values().stream().filter(line -> !line.isEmpty()).toList());
  }

  /// One line where the shift is as wanted, and elsewhere another.
  private static Line piece(Line line, Line other, long shift, long[] shifts) {
    double[] values = new double[shifts.length];
    double[] beside = new double[shifts.length];
    for (int i = 0; i < shifts.length; i++) {
      Line wanted = shifts[i] == shift ? line : other;
      values[i] = wanted.value(i);
      beside[i] = wanted.beside(i);
    }
    return line.with(values, beside);
  }

  private static ZoneId zone(Arguments arguments) {
    try {
      return arguments.has(2) ? ZoneId.of(arguments.word(2)) : ZoneId.of("UTC");
    } catch (DateTimeException unknown) {
      throw arguments.wrong("does not know the time zone \"" + arguments.word(2) + "\"");
    }
  }

  private static Frame moved(Frame frame, long seconds) {
    Buckets buckets = frame.buckets();
    long[] starts = new long[buckets.size()];
    Arrays.setAll(starts, i -> buckets.start(i) + seconds);
    long end = buckets.size() == 0 ? 0 : buckets.end(buckets.size() - 1) + seconds;
    return new Frame(new Buckets(starts, end), frame.lines(), frame.kind(), frame.elsewhere());
  }
}
