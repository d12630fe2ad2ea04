// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.http.HttpUsage;
import ai.metta.access.secret.Redactor;
import ai.metta.collect.Evaluation.Asked;
import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Run.Status;
import ai.metta.collect.SelfMetrics.Kind;
import ai.metta.collect.health.Figure;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.MetricType;
import ai.metta.metric.Outcome;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.cost.Prices;
import ai.metta.metric.cost.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One collector's run, which makes a result of whatever came of it, with what it says of itself.
///
/// @param sourceTags on every series
/// @param redactor takes secrets out of whatever is said
/// @param prices that the projected cost goes by
record Attempt(
    Profile profile,
    Plan plan,
    Tags sourceTags,
    Asked asked,
    Duration duration,
    HttpUsage usage,
    Redactor redactor,
    Prices prices) {

  /// All of it failed, for one reason.
  ///
  /// @param rows of the health grid that it was to measure
  Result failed(List<Metric> metrics, List<HealthRow> rows, Failure said) {
    Failure cause = redactor.redact(said);
    List<MetricOutcome> outcomes =
        metrics.stream()
            .filter(metric -> plan.needs(metric, rows))
            .map(metric -> new MetricOutcome(metric.name(), Tags.none(), new Outcome.Failed(cause)))
            .toList();
    List<Figure> figures =
        rows.stream()
            .filter(plan::evaluates)
            .<Figure>map(row ->
                new Figure.Unknown(
                    row, profile.name() + " failed: " + cause.message(), Optional.of(cause)))
            .toList();
    return result(
        new Evaluated(outcomes, List.of(), figures, List.of(), 0, false), Optional.of(cause));
  }

  /// It came to this.
  Result came(Evaluated evaluated) {
    return result(evaluated.redacted(redactor), Optional.empty());
  }

  /// It never began, for want of a setting or secret: nothing failed, and nothing is said.
  Result notConfigured(Failure missing) {
    return new Result(
        profile.name(),
        Status.NOT_CONFIGURED,
        Optional.of(redactor.redact(missing)),
        duration,
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  private Result result(Evaluated evaluated, Optional<Failure> whole) {
    int metricCount = (int) names(evaluated).filter(name -> !SelfMetrics.isOne(name)).count();
    List<Failure> failures = failures(evaluated);
    boolean cameToSome =
        metricCount > 0 || evaluated.figures().stream().anyMatch(Figure.Known.class::isInstance);
    Status status = whole.isPresent() ? Status.FAILED : status(failures, cameToSome);
    SelfMetrics.Facts facts =
        new SelfMetrics.Facts(plan.asOf(), sourceTags, status, counted(evaluated.outcomes()));
    Map<Kind, Double> values =
        values(evaluated, metricCount, Math.max(failures.size(), whole.isPresent() ? 1 : 0));
    values.put(Kind.FAILED, status == Status.FAILED ? 1.0 : 0.0);
    // Set first, so that their own series are among those they count.
    values.put(Kind.SERIES_COUNT, 0.0);
    values.put(Kind.PROJECTED_COST_USD, 0.0);
    int own = own(values, facts).size();
    values.put(Kind.SERIES_COUNT, (double) evaluated.series().size() + own);
    values.put(Kind.PROJECTED_COST_USD, projectedCost(evaluated.series(), own));
    List<Series> series = new ArrayList<>(evaluated.series());
    series.addAll(own(values, facts));
    return new Result(
        profile.name(),
        status,
        whole.or(() -> status == Status.FAILED ? failures.stream().findFirst() : Optional.empty()),
        duration,
        evaluated.outcomes(),
        metricCount,
        series,
        evaluated.figures(),
        new RunEvents(profile.name(), sourceTags, plan.asOf()).of(evaluated, whole),
        evaluated.told());
  }

  /// What the run says of itself. One for some metrics is no turn of the collector, and speaks for
  /// it only where that is asked for; what became of the outbox nobody else tells. One of the past
  /// is none either: it could not know what a run of then knew.
  private List<Series> own(Map<Kind, Double> values, SelfMetrics.Facts facts) {
    List<Series> all =
        SelfMetrics.series(profile, values, facts).stream()
            .filter(one -> asked.isPresent(plan.asOf()) || !SelfMetrics.isTurn(one.metric()))
            .toList();
    return plan.isNarrowed()
        ? all.stream()
            .filter(one ->
                plan.wanted().test(one.metric())
                    || (plan.backlog().isPresent() && SelfMetrics.isOfOutbox(one.metric())))
            .toList()
        : all;
  }

  /// As if nothing was included, since that is shared with others.
  ///
  /// @param own series that the run tells of itself
  private double projectedCost(List<Series> series, int own) {
    Duration every = profile.schedule().every();
    double billable =
        own * Usage.billable(MetricType.GAUGE, every)
            + series.stream().mapToDouble(one -> Usage.billable(one.type(), every)).sum();
    return prices.ofSeries(billable);
  }

  /// What came to a value, figures of merit included; aliases are no names of their own.
  private Stream<String> names(Evaluated evaluated) {
    Stream<String> metrics =
        evaluated.outcomes().stream().filter(MetricOutcome::hasValue).map(MetricOutcome::metric);
    Stream<String> figures =
        evaluated.figures().stream()
            .filter(figure -> figure instanceof Figure.Known)
            .flatMap(figure -> HealthMetrics.names(figure.row()).stream())
            .filter(plan.wanted());
    return Stream.concat(metrics, figures).distinct();
  }

  private static List<Failure> failures(Evaluated evaluated) {
    return evaluated.outcomes().stream()
        .flatMap(one ->
            one.outcome() instanceof Outcome.Failed(Failure cause)
                ? Stream.of(cause)
                : Stream.empty())
        .toList();
  }

  /// @param cameToSome whether a metric that was asked for came to a value, or a row that something
  ///   else which was asked for follows from
  private static Status status(List<Failure> failures, boolean cameToSome) {
    if (failures.isEmpty()) {
      return Status.OK;
    }
    return cameToSome ? Status.PARTIAL : Status.FAILED;
  }

  private Map<Kind, Double> values(Evaluated evaluated, int metricCount, int errorCount) {
    Map<Kind, Double> values = new EnumMap<>(Kind.class);
    values.put(Kind.DURATION_SECONDS, duration.toMillis() / 1000.0);
    values.put(Kind.METRIC_COUNT, (double) metricCount);
    values.put(Kind.ERROR_COUNT, (double) errorCount);
    // Not even where it is asked for: what a run for some metrics left out has not gone.
    if (!plan.isNarrowed()) {
      values.put(Kind.RUNS, 1.0);
    }
    values.put(Kind.SERIES_DROPPED, (double) evaluated.dropped());
    values.put(Kind.API_REQUESTS, (double) usage.requests());
    values.put(Kind.API_CACHE_HITS, (double) usage.cacheHits());
    usage
        .rateLimitRemaining()
        .ifPresent(left -> values.put(Kind.RATE_LIMIT_REMAINING, (double) left));
    // A dry run does not look into the outbox, and of those that do one tells.
    plan.backlog()
        .ifPresent(backlog -> {
          values.put(Kind.POINTS_EXPIRED, (double) backlog.expired());
          values.put(Kind.OUTBOX_POINTS, (double) backlog.points());
        });
    long aside = plan.backlog().map(Plan.Backlog::quarantined).orElse(0L);
    values.put(Kind.FILES_QUARANTINED, (double) (usage.quarantined() + aside));
    return values;
  }

  private static Map<Tags, Integer> counted(List<MetricOutcome> outcomes) {
    Map<Tags, Integer> counts = new TreeMap<>(Comparator.comparing(Tags::toString));
    for (MetricOutcome one : outcomes) {
      Tags tags = Tags.of("outcome", one.outcome().word());
      if (one.outcome() instanceof Outcome.Failed(Failure cause)) {
        tags = tags.and("reason_kind", cause.kind());
      }
      counts.merge(tags, 1, Integer::sum);
    }
    return counts;
  }
}
