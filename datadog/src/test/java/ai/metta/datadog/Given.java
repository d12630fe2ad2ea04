// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Event;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What most tests begin with.
final class Given {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private Given() {}

  static Destination destination(FakeIntake intake) {
    return new Destination(intake.url(), Secret.of(FakeIntake.KEY));
  }

  static Outbox outbox(Path data, FakeIntake intake) {
    return Outbox.at(data, destination(intake));
  }

  static Drained drain(Outbox outbox) {
    return outbox.drain(http(), CLOCK);
  }

  /// What lies in a folder, by name.
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A client that does not wait between its four tries.
  static Http http() {
    return Http.of(
        HttpPolicy.standard("test", new Random(1)).pausing(_ -> {}),
        CLOCK,
        new Redactor(),
        Optional.empty());
  }

  static Series gauge(String metric, Instant at, double value) {
    return Series.gauge(metric, Optional.empty(), Tags.of("env", "test"), at, value);
  }

  static List<Series> gauges(String metric, int count) {
    return IntStream.range(0, count)
        .mapToObj(number ->
            Series.gauge(
                metric,
                Optional.of(Unit.JOB),
                Tags.of("number", "n" + number).and("env", "test"),
                NOW,
                number))
        .toList();
  }

  static Series line(String metric, int points, Instant last) {
    return new Series(
        metric,
        MetricType.GAUGE,
        Optional.empty(),
        Duration.ZERO,
        Tags.none(),
        IntStream.range(0, points)
            .mapToObj(number -> new Point(last.minusSeconds(number), number))
            .toList());
  }

  /// The same value at another time.
  static Series at(Instant at, Series series) {
    return new Series(
        series.metric(),
        series.type(),
        series.unit(),
        series.interval(),
        series.tags(),
        List.of(new Point(at, series.points().getFirst().value())));
  }

  static Event event(String identity, Instant at) {
    return new Event(
        "job_failed",
        identity,
        "Job " + identity + " failed",
        "It **failed**",
        Event.Level.ERROR,
        Tags.of("env", "test"),
        at);
  }
}
