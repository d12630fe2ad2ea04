// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.health.Figure;
import ai.metta.collect.health.Figures;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Alias;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Event;
import ai.metta.metric.Failure;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Outcome;
import ai.metta.metric.Point;
import ai.metta.metric.Sample;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a collector's snapshots into outcomes and series at one instant. Pure: no I/O, no clock.
///
/// @param asked what was asked, and when
/// @param sourceTags on every series: the collector and the plan's base tags
/// @param rows of the health grid that these facts tell of
record Evaluation<F>(
    Profile profile,
    Catalogue<F> catalogue,
    Plan plan,
    Asked asked,
    Tags sourceTags,
    List<HealthRow> rows) {
  private static final Duration PRESENT = Duration.ofMinutes(15);

  /// How facts were read.
  ///
  /// @param at when that began, for all that read together; a metric that only knows the present is
  ///   unsupported far from it, and not because reading or waiting took long
  /// @param instant that they were read for, by which what is asked only every so often was due or
  ///   not
  record Asked(Instant at, Instant instant) {

    /// Whether an instant is still, or was already, the present.
    boolean isPresent(Instant other) {
      return Duration.between(other, at).abs().compareTo(PRESENT) <= 0;
    }
  }

  /// What the snapshots came to.
  ///
  /// @param dropped series that a tag budget cost
  /// @param told whether all parts that tell what happened could be had, and all metrics were
  ///   wanted
  record Evaluated(
      List<MetricOutcome> outcomes,
      List<Series> series,
      List<Figure> figures,
      List<Event> events,
      int dropped,
      boolean told) {

    /// The same without secrets in what it says.
    Evaluated redacted(Redactor redactor) {
      return new Evaluated(
          outcomes.stream().map(one -> one.redacted(redactor)).toList(),
          series,
          figures.stream().map(figure -> redacted(figure, redactor)).toList(),
          events.stream().map(event -> redacted(event, redactor)).toList(),
          dropped,
          told);
    }

    private static Figure redacted(Figure figure, Redactor redactor) {
      return switch (figure) {
        case Figure.Known known -> known;
        case Figure.Gone gone -> gone;
        case Figure.Unknown(HealthRow row, String reason, Optional<Failure> cause) ->
            new Figure.Unknown(row, redactor.redact(reason), cause.map(redactor::redact));
      };
    }

    private static Event redacted(Event event, Redactor redactor) {
      return new Event(
          event.kind(),
          event.identity(),
          redactor.redact(event.title()),
          redactor.redact(event.text()),
          event.level(),
          event.tags(),
          event.happenedAt());
    }
  }

  Evaluated of(Map<Scope, F> snapshots) {
    List<MetricOutcome> outcomes = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    List<HealthRow> asked = rows.stream().filter(plan::evaluates).toList();
    Map<String, Map<Tags, Outcome>> measured = new HashMap<>();
    int dropped = 0;
    for (Emission<F> emission : catalogue.emissions()) {
      Metric metric = emission.metric();
      if (!plan.needs(metric, rows)) {
        continue;
      }
      Map<Tags, Outcome> byScope = new LinkedHashMap<>();
      snapshots.forEach((scope, facts) ->
          byScope.put(scope.tags(), SampleRules.held(metric, evaluate(emission, facts))));
      measured.put(metric.name(), byScope);
      if (!plan.evaluates(metric)) {
        continue;
      }
      Map<Scope, List<Sample>> samples = new LinkedHashMap<>();
      byScope.forEach((scope, outcome) -> {
        outcomes.add(new MetricOutcome(metric.name(), scope, outcome));
        if (outcome instanceof Outcome.Value(List<Sample> values)) {
          samples.put(new Scope(scope), values);
        }
      });
      Map<Scope, List<Sample>> kept = new TagBudget(metric).keep(samples);
      dropped += count(samples) - count(kept);
      kept.forEach((scope, values) -> series.addAll(series(metric, scope, values)));
    }
    List<Figure> figures =
        Figures.of(asked, measured).stream()
            .map(figure ->
                isGone(figure.row().raw()) ? new Figure.Gone(figure.row(), gone()) : figure)
            .toList();
    outcomes.addAll(behind(figures, measured));
    series.addAll(HealthMetrics.series(figures, plan.wanted(), sourceTags, plan.asOf()));
    List<Event> events = new ArrayList<>();
    boolean told =
        catalogue.emissions().stream().allMatch(one -> plan.wanted().test(one.metric().name()));
    for (Map.Entry<Scope, F> scoped : snapshots.entrySet()) {
      Scope scope = scoped.getKey();
      try {
        events.addAll(events(scope, scoped.getValue()));
        told &= catalogue.occurrences().stream().noneMatch(one -> one.failed(scoped.getValue()));
      } catch (RuntimeException | Error mistake) {
        String name = profile.name() + ".events";
        Failure bug = new Failure.Bug(name + " could not be told: " + mistake);
        outcomes.add(new MetricOutcome(name, scope.tags(), new Outcome.Failed(bug)));
        told = false;
      }
    }
    events.sort(Comparator.comparing(Event::happenedAt).reversed());
    return new Evaluated(outcomes, series, figures, events, dropped, told);
  }

  /// Failures that figures are unknown for, of metrics that were not asked for themselves.
  private List<MetricOutcome> behind(
      List<Figure> figures, Map<String, Map<Tags, Outcome>> measured) {
    Set<String> failed = new LinkedHashSet<>();
    for (Figure figure : figures) {
      if (figure instanceof Figure.Unknown(HealthRow row, var _, Optional<Failure> cause)
          && cause.isPresent()
          && !plan.evaluates(row.raw())) {
        failed.add(row.raw().name());
      }
    }
    return failed.stream()
        .flatMap(name ->
            measured.getOrDefault(name, Map.of()).entrySet().stream()
                .map(one -> new MetricOutcome(name, one.getKey(), one.getValue())))
        .filter(MetricOutcome::failed)
        .toList();
  }

  private Outcome evaluate(Emission<F> emission, F facts) {
    return isGone(emission.metric())
        ? new Outcome.Unsupported(gone())
        : emission.evaluate(facts, plan.asOf());
  }

  /// Whether a metric only knows the present, and that is over; or whether it was due was decided
  /// for another instant.
  private boolean isGone(Metric metric) {
    return metric.history() == History.NOW_ONLY
        && (!asked.isPresent(plan.asOf())
            || !(metric.isOfEveryRun() || plan.asOf().equals(asked.instant())));
  }

  private String gone() {
    return asked.isPresent(plan.asOf())
        ? "it is asked for less often than its collector runs, and was not for " + plan.asOf()
        : "the service shows only the present, and "
            + plan.asOf()
            + " is more than 15 minutes from it";
  }

  private static int count(Map<Scope, List<Sample>> samples) {
    return samples.values().stream().mapToInt(List::size).sum();
  }

  private List<Series> series(Metric metric, Scope scope, List<Sample> samples) {
    List<Series> series = new ArrayList<>();
    samples.forEach(sample -> series.add(series(metric, metric.name(), scope, sample)));
    if (plan.aliases() == Plan.Aliases.ON) {
      series.addAll(aliases(metric, scope, samples));
    }
    return series;
  }

  private Series series(Metric metric, String name, Scope scope, Sample sample) {
    Duration interval =
        metric.type() == MetricType.GAUGE ? Duration.ZERO : profile.schedule().every();
    return new Series(
        name,
        metric.type(),
        metric.unit(),
        interval,
        sample.tags().and(scope.tags()).and(sourceTags),
        List.of(new Point(plan.asOf(), sample.value())));
  }

  /// The other names of a metric's samples. Where one stands for several series they combine as
  /// declared.
  private List<Series> aliases(Metric metric, Scope scope, List<Sample> samples) {
    record Other(String name, Tags tags) {}
    Map<Other, List<Double>> byName = new LinkedHashMap<>();
    for (Sample sample : samples) {
      for (Alias alias : metric.aliasesOf(sample.tags())) {
        byName
            .computeIfAbsent(
                new Other(alias.name(), alias.tagsOf(sample.tags())), _ -> new ArrayList<>())
            .add(sample.value());
      }
    }
    List<Series> series = new ArrayList<>();
    byName.forEach((other, values) ->
        metric
            .across()
            .combine(values)
            .ifPresent(value ->
                series.add(series(metric, other.name(), scope, new Sample(other.tags(), value)))));
    return series;
  }

  private List<Event> events(Scope scope, F facts) {
    Window since = new Window(plan.since(profile), plan.asOf());
    return catalogue.occurrences().stream()
        .flatMap(occurrence -> occurrence.within(facts, since).stream())
        .map(event -> event.and(scope.tags().and(sourceTags)))
        .toList();
  }
}
