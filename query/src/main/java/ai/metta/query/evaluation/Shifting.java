// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.Functions.Function;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
  /// of the calendar, which are as long as they are where it begins. A bucket that is a day, week,
  /// month or year itself is compared with a whole one.
  private static Frame byCalendar(Evaluation evaluation, Arguments arguments) {
    arguments.number(2, 4);
    if (arguments.has(3)) {
      throw arguments.wrong("takes no fourth argument here; what is shown are equivalent periods");
    }
    Matcher amount = CALENDAR.matcher(arguments.word(1));
    if (!amount.matches()) {
      throw arguments.wrong("takes a shift such as '-1d', '-1w', '-1mo' or '-1y'");
    }
    ZoneId zone = zone(arguments);
    Expression expression = arguments.expression(0);
    if (evaluation.parts(expression).filter(Shifting::isByCalendar).count() > 1) {
      throw arguments.wrong(
          "may have one calendar_shift in it, since each multiplies what is read");
    }
    Optional<MetricQuery> periodic = periodic(evaluation, expression);
    if (periodic.isPresent()) {
      return periods(
          evaluation, expression, periodic.get(), second -> seconds(amount, second, zone));
    }
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

  private static boolean isByCalendar(Expression part) {
    return part instanceof Expression.Call call && call.function().equals("calendar_shift");
  }

  /// One of an expression's metrics, where all have the same periods of the calendar as buckets.
  private static Optional<MetricQuery> periodic(Evaluation evaluation, Expression expression) {
    List<MetricQuery> metrics =
        evaluation
            .parts(expression)
            .filter(Expression.Metric.class::isInstance)
            .map(part -> ((Expression.Metric) part).query())
            .toList();
    List<Optional<Modifier.Period>> periods =
        metrics.stream()
            .map(query ->
                MetricReader.find(query, Modifier.Rollup.class)
                    .flatMap(Modifier.Rollup::period)
                    .filter(Modifier.Period.Calendar.class::isInstance))
            .distinct()
            .toList();
    return periods.size() == 1 && periods.getFirst().isPresent()
        ? Optional.of(metrics.getFirst())
        : Optional.empty();
  }

  /// For each of a query's periods what the one has that begins so many seconds later.
  private static Frame periods(
      Evaluation evaluation, Expression expression, MetricQuery query, LongUnaryOperator shift) {
    Span span = evaluation.span();
    Buckets own = MetricReader.buckets(query, span);
    LongUnaryOperator later = second -> second + shift.applyAsLong(second);
    long from = later.applyAsLong(span.from() + span.shift());
    long until = Math.max(from + 1, later.applyAsLong(span.until() + span.shift()));
    long before = Math.max(0, from - later.applyAsLong(own.start(0)));
    long after = Math.max(0, later.applyAsLong(own.end(own.size() - 1)) - until);
    Span then = new Span(from, until, span.interval(), span.shape(), 0, before, after);
    Frame frame = evaluation.over(then).of(expression);
    int[] equivalents =
        IntStream.range(0, own.size())
            .map(i -> begins(frame.buckets(), later.applyAsLong(own.start(i))))
            .toArray();
    List<Line> lines =
        frame.lines().stream()
            .map(line -> line.throughout(values -> picked(values, equivalents)))
            .filter(line -> !line.isEmpty())
            .toList();
    return new Frame(own, lines, frame.kind(), frame.elsewhere());
  }

  /// The bucket that begins with a second; negative for none.
  private static int begins(Buckets buckets, long second) {
    int bucket = buckets.at(second);
    return bucket >= 0 && buckets.start(bucket) == second ? bucket : -1;
  }

  private static double[] picked(double[] values, int[] places) {
    return Arrays.stream(places)
        .mapToDouble(place -> place < 0 ? Double.NaN : values[place])
        .toArray();
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
