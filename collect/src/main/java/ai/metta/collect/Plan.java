// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Emitted;
import ai.metta.metric.Metric;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What one invocation is to do.
///
/// @param invocation names it in logs and in the JSON
/// @param asOf the instant of every point
/// @param baseTags on every series: the environment and what the user adds
/// @param deadline overrides each collector's own
/// @param wanted which metrics, by name
/// @param aliases whether the other names of metrics are emitted too
/// @param optional names of optional metrics switched on beyond those that are on by default
/// @param backlog what waits in the outbox from earlier runs; empty where nobody looked
/// @param lastRuns the instant of each collector's last run that told what had happened, where it
///   is known
public record Plan(
    String invocation,
    Instant asOf,
    Tags baseTags,
    Optional<Duration> deadline,
    Predicate<String> wanted,
    Aliases aliases,
    Set<String> optional,
    Optional<Backlog> backlog,
    Map<String, Instant> lastRuns) {
  /// Nothing left out.
  private enum Every implements Predicate<String> {
    METRIC;

    @Override
    public boolean test(String name) {
      return true;
    }
  }

  /// Whether flat names are emitted beside the tagged ones.
  public enum Aliases {
    OFF,
    ON
  }

  /// What earlier runs left. It is the run's and no collector's: the first that is configured tells
  /// it, and the others say nothing of it, so that a sum over collectors is right.
  ///
  /// @param points waiting to be delivered
  /// @param expired too old to be taken by Datadog, since the last run
  /// @param quarantined files that could not be read
  public record Backlog(long points, long expired, long quarantined) {}

  /// Whether some metrics are left out: such a run is no turn of its collectors.
  boolean isNarrowed() {
    return !wanted.equals(Every.METRIC);
  }

  /// Everything that is on by default, at an instant.
  public static Plan standard(String invocation, Instant asOf, Tags baseTags) {
    return new Plan(
        invocation,
        asOf,
        baseTags,
        Optional.empty(),
        Every.METRIC,
        Aliases.OFF,
        Set.of(),
        Optional.empty(),
        Map.of());
  }

  /// Since when a run tells what happened: for one turn of its schedule, or since the run before
  /// where that was longer ago, but no further back than its metrics look.
  Instant since(Profile profile) {
    Instant turn = asOf.minus(profile.schedule().every());
    Instant furthest = asOf.minus(profile.window());
    return Optional.ofNullable(lastRuns.get(profile.name()))
        .filter(last -> last.isBefore(turn))
        .map(last -> last.isBefore(furthest) ? furthest : last)
        .orElse(turn);
  }

  /// The instant of the run before this one; where that is not known, a turn of its schedule ago.
  Instant before(Profile profile) {
    return Optional.ofNullable(lastRuns.get(profile.name()))
        .filter(last -> last.isBefore(asOf))
        .orElse(asOf.minus(profile.schedule().every()));
  }

  /// Whether a metric is asked for, and on.
  boolean evaluates(Metric metric) {
    return isOn(metric) && wanted.test(metric.name());
  }

  /// Whether a metric is on, asked for or not.
  boolean isOn(Metric metric) {
    return metric.emitted() != Emitted.OPTIONAL_OFF || optional.contains(metric.name());
  }

  /// Whether anything that follows from a row of the health grid is asked for.
  boolean evaluates(HealthRow row) {
    return isOn(row.raw()) && HealthMetrics.following(row).anyMatch(wanted);
  }

  /// Whether a metric is asked for, or one of the rows follows from it.
  boolean needs(Metric metric, List<HealthRow> rows) {
    return evaluates(metric) || isBehind(metric, rows);
  }

  /// Whether one of the rows of which anything is asked for follows from a metric.
  boolean isBehind(Metric metric, List<HealthRow> rows) {
    return rows.stream()
        .filter(this::evaluates)
        .anyMatch(row -> row.raw().name().equals(metric.name()));
  }

  /// The same at another instant.
  Plan at(Instant instant) {
    return new Plan(
        invocation, instant, baseTags, deadline, wanted, aliases, optional, backlog, lastRuns);
  }

  public Plan within(Duration limit) {
    return new Plan(
        invocation,
        asOf,
        baseTags,
        Optional.of(limit),
        wanted,
        aliases,
        optional,
        backlog,
        lastRuns);
  }

  public Plan only(Predicate<String> names) {
    return new Plan(
        invocation, asOf, baseTags, deadline, names, aliases, optional, backlog, lastRuns);
  }

  public Plan with(Aliases choice) {
    return new Plan(
        invocation, asOf, baseTags, deadline, wanted, choice, optional, backlog, lastRuns);
  }

  public Plan with(Optional<Backlog> waiting) {
    return new Plan(
        invocation, asOf, baseTags, deadline, wanted, aliases, optional, waiting, lastRuns);
  }

  public Plan after(Map<String, Instant> runs) {
    return new Plan(
        invocation, asOf, baseTags, deadline, wanted, aliases, optional, backlog, Map.copyOf(runs));
  }
}
