// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.health;

import ai.metta.access.configuration.Durations;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Table;
import ai.metta.collect.health.Colour;
import ai.metta.collect.health.Grid;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.StoredFigures;
import ai.metta.datadog.RemoteEvents;
import ai.metta.metric.Across;
import ai.metta.metric.Fom;
import ai.metta.metric.Orientation;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.QueryEngine.Answered;
import ai.metta.metric.Source;
import ai.metta.metric.Tags;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Why one row of the health grid is what it is.
///
/// @param raw the last raw value, whatever its age; empty where there is none of the last day, or
///   of as long as values of the row count
/// @param fom the last figure of merit that still counts; empty where the collector has failed
///   since
/// @param worst the series that counts, where there are several and one of them does
/// @param reason why there is no figure; empty where there is
record Explanation(
    HealthRow row,
    Instant now,
    Optional<Point> raw,
    Optional<Point> fom,
    Optional<String> worst,
    Optional<String> reason) {
  private static final Duration DAY = Duration.ofDays(1);

  /// @param keys that tell the series of the row's metric apart
  static Explanation read(
      HealthRow row,
      List<String> keys,
      QueryEngine queries,
      RemoteEvents events,
      String environment,
      Instant now) {
    Duration back = row.freshness().compareTo(DAY) > 0 ? row.freshness() : DAY;
    Window window = Window.ending(now, back);
    HealthPast past = HealthPast.read(queries, events, environment, window);
    Optional<Point> raw = StoredFigures.values(queries, environment, window).before(row, now);
    Optional<String> overtaken = past.overtaken(row, now);
    Optional<Point> fom = past.figures().latest(row, now).filter(_ -> overtaken.isEmpty());
    Window fresh = Window.ending(now, row.freshness());
    return new Explanation(
        row,
        now,
        raw,
        fom,
        fom.flatMap(figure -> worst(row, keys, queries, environment, figure.at())),
        fom.isPresent()
            ? Optional.empty()
            : overtaken.or(() -> Optional.of(past.reason(row, fresh))));
  }

  /// Which of the metric's series counts, where it is one and there are several.
  ///
  /// @param minute of the figure: what a series had before says nothing of it
  private static Optional<String> worst(
      HealthRow row, List<String> keys, QueryEngine queries, String environment, Instant minute) {
    if (keys.isEmpty() || row.raw().across() == Across.SUM) {
      return Optional.empty();
    }
    String scope = String.join(",", Tags.of("env", environment).and(row.only()).texts());
    List<Answered> lines =
        queries.query(
            "avg:%s{%s} by {%s}.rollup(avg, 60).fill(null)"
                .formatted(row.raw().name(), scope, String.join(",", keys)),
            new Window(minute, minute.plusSeconds(60)));
    record One(String series, double value) {}
    List<One> all = new ArrayList<>();
    for (Answered line : lines) {
      line.points().stream()
          .filter(point -> point.at().equals(minute))
          .forEach(point -> all.add(new One(String.join(",", line.tags()), point.value())));
    }
    if (all.size() < 2) {
      return Optional.empty();
    }
    Comparator<One> byValue = Comparator.comparingDouble(One::value);
    Optional<One> counting =
        switch (row.raw().across()) {
          case SUM -> Optional.empty();
          case MIN -> all.stream().min(byValue);
          case MAX -> all.stream().max(byValue);
          case MEAN, NEVER ->
              all.stream().min(Comparator.comparingDouble(one -> row.fom().of(one.value())));
        };
    return counting.map(
        one -> one.series() + ", the " + word(row.raw().across()) + " of " + all.size());
  }

  private static String word(Across across) {
    return switch (across) {
      case MIN -> "lowest";
      case MAX -> "highest";
      case SUM, MEAN, NEVER -> "worst";
    };
  }

  void print(Surroundings around) {
    Paint paint = around.screen().paint(Screen.Stream.OUT);
    String state =
        fom.map(
                point -> {
                  Colour colour = Colour.of(point.value());
                  return paint.as(colour, colour.word() + ", " + number(point.value()));
                })
            .orElseGet(() -> paint.quiet("unknown: " + reason.orElse("")));
    around.out().println(Grid.title(row) + " (" + row.id() + ")");
    Table table = new Table(around.screen());
    table.row("  now", state);
    raw.ifPresent(point ->
        table.row(
            "  value",
            amount(point.value())
                + worst.map(series -> " of " + series).orElse("")
                + ", "
                + age(point)
                + (fom.isPresent()
                    ? ""
                    : isFresh(point) ? ", before that" : ", too old to count")));
    table.row("  metric", row.raw().name() + ": " + row.raw().description());
    row.raw().target().map(Target::text).ifPresent(text -> table.row("  target", text + unit()));
    table.row("  line", line());
    if (!row.only().isEmpty()) {
      table.row("  only", row.only().toString());
    }
    table.row("  counts for", Durations.print(row.freshness()) + " after it was measured");
    table.row(
        "  measured by",
        row.collector()
            + row.raw().source().map(Source::endpoint).map(from -> ", from " + from).orElse(""));
    table.row("  green", remedy());
    table.print(around.out());
  }

  private boolean isFresh(Point point) {
    return !point.at().isBefore(now.minus(row.freshness()));
  }

  /// What would turn it green.
  private String remedy() {
    double needed = green();
    String side =
        row.fom().orientation() == Orientation.HIGHER_IS_BETTER ? "at least " : "at most ";
    if (fom.isEmpty()) {
      return "once " + row.collector() + " comes to a value of " + side + amount(needed);
    }
    if (Colour.of(fom.get().value()) == Colour.GREEN) {
      return "it is; it stays so with " + side + amount(needed);
    }
    return "with "
        + side
        + amount(needed)
        + raw.map(Point::value)
            .map(value ->
                ": " + amount(Math.abs(value - needed)) + (value > needed ? " less" : " more"))
            .orElse("");
  }

  /// The raw value from which on the row is green.
  private double green() {
    Fom line = row.fom();
    return line.badAt() + Colour.GREEN.from() * (line.goodAt() - line.badAt());
  }

  private String line() {
    return "0 at "
        + amount(row.fom().badAt())
        + " and 1 at "
        + amount(row.fom().goodAt())
        + ", straight between";
  }

  private String age(Point point) {
    Duration age = Duration.between(point.at(), now);
    return Durations.print(Duration.ofSeconds(age.toSeconds())) + " ago";
  }

  private String unit() {
    return row.raw().unit().map(Unit::text).or(row.raw()::noun).map(word -> " " + word).orElse("");
  }

  private String amount(double value) {
    return number(value) + unit();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("area", row.fom().area());
    json.put("check", row.fom().check());
    json.put("title", Grid.title(row));
    json.put("fom", fom.map(Point::value));
    json.put("colour", fom.map(point -> Colour.of(point.value()).word()).orElse("grey"));
    json.put("reason", reason);
    json.put("value", raw.map(Point::value));
    json.put("value_at", raw.map(Point::at));
    json.put("age_seconds", raw.map(point -> Duration.between(point.at(), now).toSeconds()));
    json.put("worst", worst);
    json.put("metric", row.raw().name());
    json.put("unit", row.raw().unit().map(Unit::text));
    json.put("target", row.raw().target().map(Target::text));
    json.put("bad_at", row.fom().badAt());
    json.put("good_at", row.fom().goodAt());
    json.put("green_at", green());
    json.put("freshness_seconds", row.freshness().toSeconds());
    json.put("collector", row.collector());
    json.put("source", row.raw().source().map(Source::endpoint));
    return json;
  }
}
