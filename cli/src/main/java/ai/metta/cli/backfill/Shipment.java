// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.cli.collect.Push;
import ai.metta.cli.invocation.Log;
import ai.metta.collect.Backfill;
import ai.metta.collect.SafeSteps;
import ai.metta.datadog.Drained;
import ai.metta.metric.FailureException;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Sends a backfill in batches of a day: first each is made safe, then it is remembered that its
/// steps are, then it is delivered. Whatever instant the process ends at, a second backfill repeats
/// one batch at most. Once a delivery has failed the others wait, until the last tries again.
final class Shipment {
  private static final Duration LENGTH = Duration.ofDays(1);
  private static final int MOST_POINTS = 50_000;

  private final Push push;
  private final Optional<Duration> deadline;
  private final Map<String, SafeSteps> safe;
  private final Log log;
  private final List<Backfill.Step> batch = new ArrayList<>();
  private final List<Push.Report> direct = new ArrayList<>();
  private Optional<Drained> drained = Optional.empty();
  private boolean delivers = true;
  private boolean isForgetful;
  private long points;

  /// @param deadline of each delivery
  /// @param safe where it is remembered what is, by collector
  Shipment(Push push, Optional<Duration> deadline, Map<String, SafeSteps> safe, Log log) {
    this.push = push;
    this.deadline = deadline;
    this.safe = safe;
    this.log = log;
  }

  void add(Backfill.Step step) {
    boolean isOfAnotherDay =
        !batch.isEmpty() && !step.at().isBefore(batch.getFirst().at().plus(LENGTH));
    if (isOfAnotherDay || points >= MOST_POINTS) {
      ship();
    }
    batch.add(step);
    points += step.parts().stream().mapToLong(part -> part.series().size()).sum();
  }

  /// Sends what is left, and says what became of everything.
  Push.Report end() {
    ship();
    if (!delivers || drained.isEmpty()) {
      drain();
    }
    Push.Report kept = push.report(drained.orElseThrow());
    return direct.stream().reduce(kept, Shipment::and);
  }

  private static Push.Report and(Push.Report one, Push.Report other) {
    return new Push.Report(
        Stream.concat(one.lines().stream(), other.lines().stream()).distinct().toList(),
        one.failure().or(other::failure),
        one.undelivered() + other.undelivered(),
        one.doubts() + other.doubts(),
        one.safe() && other.safe());
  }

  private void ship() {
    List<Series> series = series();
    try {
      push.keep(series);
      remember();
      if (delivers && !series.isEmpty()) {
        drain();
      }
    } catch (FailureException unwritable) {
      direct.add(push.direct(series, unwritable.failure(), deadline));
    }
    batch.clear();
    points = 0;
  }

  private void drain() {
    Drained next = push.drained(deadline);
    drained = Optional.of(drained.map(before -> before.and(next)).orElse(next));
    delivers = next.stoppedBy().isEmpty();
  }

  /// The batch's points, one behind the other.
  private List<Series> series() {
    Map<Findings.SeriesKey, List<Point>> all = new LinkedHashMap<>();
    for (Backfill.Step step : batch) {
      for (Backfill.Part part : step.parts()) {
        part.series()
            .forEach(series ->
                all.computeIfAbsent(Findings.SeriesKey.of(series), _ -> new ArrayList<>())
                    .addAll(series.points()));
      }
    }
    return all.entrySet().stream().map(one -> one.getKey().series(one.getValue())).toList();
  }

  /// Of a collector the steps at which nothing failed.
  private void remember() {
    Map<String, List<Instant>> whole = new LinkedHashMap<>();
    for (Backfill.Step step : batch) {
      step.parts().stream()
          .filter(Backfill.Part::isWhole)
          .forEach(part ->
              whole.computeIfAbsent(part.collector(), _ -> new ArrayList<>()).add(step.at()));
    }
    for (Map.Entry<String, List<Instant>> one : whole.entrySet()) {
      try {
        Optional.ofNullable(safe.get(one.getKey())).orElseThrow().remember(one.getValue());
      } catch (IOException unwritable) {
        forget(one.getKey());
      }
    }
  }

  private void forget(String collector) {
    if (!isForgetful) {
      log.trouble(
          "How far the backfill of "
              + collector
              + " has come cannot be remembered; another one will repeat it");
    }
    isForgetful = true;
  }
}
