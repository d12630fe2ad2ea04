// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Wrapping;
import ai.metta.collect.Run;
import ai.metta.metric.Counted;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What is said on standard error: lines for people, or a JSON object a line for machines.
///
/// @param least what matters less is not said
public record Log(Surroundings surroundings, LogForm form, Level least) {

  /// How much it matters.
  enum Level {
    INFO,
    WARNING,
    ERROR
  }

  public Log(Surroundings surroundings, LogForm form) {
    this(surroundings, form, Level.INFO);
  }

  /// One that says only what fails.
  public Log calm() {
    return new Log(surroundings, form, Level.ERROR);
  }

  public void say(String message) {
    write(Level.INFO, message, Map.of());
  }

  public void warn(String message) {
    write(Level.WARNING, message, Map.of());
  }

  public void trouble(String message) {
    write(Level.ERROR, message, Map.of());
  }

  /// Why a command ends.
  public void ended(String message) {
    write(Level.ERROR, (form == LogForm.text ? "metta: " : "") + message, Map.of());
  }

  /// One summary line a collector and run.
  public void result(Run.Result result) {
    String seconds = String.format(Locale.ROOT, "%.2f", result.duration().toMillis() / 1000.0);
    Paint paint = paint();
    String collected = "Collected " + Counted.of(result.metricCount(), "metric");
    String message =
        switch (result.status()) {
          case NOT_CONFIGURED ->
              result.collector()
                  + " collector: "
                  + paint.bad("not configured")
                  + ": "
                  + reason(result);
          case FAILED ->
              result.collector()
                  + " collector: "
                  + paint.bad("failed")
                  + " in "
                  + seconds
                  + "s: "
                  + reason(result);
          case OK, PARTIAL ->
              result.collector()
                  + " collector: "
                  + (result.status() == Run.Status.OK
                      ? paint.good(collected)
                      : paint.doubtful(collected))
                  + " in "
                  + seconds
                  + "s"
                  + (result.errorCount() == 0 ? "" : ", " + result.errorCount() + " failed");
        };
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("collector", result.collector());
    fields.put("status", result.status().word());
    fields.put("duration_seconds", result.duration().toMillis() / 1000.0);
    fields.put("metric_count", result.metricCount());
    fields.put("error_count", result.errorCount());
    summary(result.status(), message, fields);
    result.events().stream()
        .filter(event -> event.level() == Event.Level.WARNING)
        .forEach(event ->
            write(
                Level.WARNING,
                result.collector() + " collector: " + event.title(),
                Map.of("collector", result.collector())));
  }

  /// One line a scheduled run.
  ///
  /// @param next when the collector's next run begins
  public void turn(Run.Result result, Instant next) {
    Paint paint = paint();
    String word = result.status().word();
    String status =
        switch (result.status()) {
          case OK -> paint.good(word);
          case PARTIAL -> paint.doubtful(word);
          case FAILED, NOT_CONFIGURED -> paint.bad(word);
        };
    double seconds = result.duration().toMillis() / 1000.0;
    int points = result.series().stream().mapToInt(series -> series.points().size()).sum();
    String message =
        String.format(
            Locale.ROOT,
            "%s: %s in %.2fs, %s, %s, next run at %s%s",
            result.collector(),
            status,
            seconds,
            Counted.of(points, "point"),
            Counted.of(result.errorCount(), "error"),
            next,
            result.reason().map(failure -> ": " + failure.message()).orElse(""));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("collector", result.collector());
    fields.put("status", word);
    fields.put("duration_seconds", seconds);
    fields.put("point_count", points);
    fields.put("error_count", result.errorCount());
    fields.put("next_run", next);
    summary(result.status(), message, fields);
  }

  /// What something came to.
  ///
  /// @param fields for machines, beside the message
  public void summary(Run.Status status, String message, Map<String, Object> fields) {
    write(level(status), message, fields);
  }

  /// Of words in a message.
  public Paint paint() {
    return form == LogForm.text ? surroundings.screen().paint(Screen.Stream.ERR) : Paint.NONE;
  }

  private static Level level(Run.Status status) {
    return switch (status) {
      case OK -> Level.INFO;
      case PARTIAL -> Level.WARNING;
      case FAILED, NOT_CONFIGURED -> Level.ERROR;
    };
  }

  private static String reason(Run.Result result) {
    return result.reason().map(Failure::message).orElse("no reason was given");
  }

  private int columns() {
    Screen screen = surroundings.screen();
    return screen.terminals().contains(Screen.Stream.ERR) ? screen.columns() : Screen.UNLIMITED;
  }

  /// Whole, where several runs say something at once.
  private void write(Level level, String message, Map<String, Object> fields) {
    if (level.compareTo(least) < 0) {
      return;
    }
    synchronized (surroundings.err()) {
      print(level, message, fields);
    }
  }

  private void print(Level level, String message, Map<String, Object> fields) {
    if (form == LogForm.text) {
      message
          .lines()
          .flatMap(line -> Wrapping.lines(line, columns()).stream())
          .forEach(surroundings.err()::println);
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", surroundings.clock().instant());
    line.put("level", level.name().toLowerCase(Locale.ROOT));
    line.put("message", message);
    line.putAll(fields);
    JsonList.print(line, surroundings.err());
  }
}
