// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.SeriesSource;
import ai.metta.query.evaluation.MetricReader.Manner;
import ai.metta.query.evaluation.MetricReader.PerSeries;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Evaluates expressions over what a source has.
///
/// A time series query comes to lines over buckets. A scalar query – for a single value, a top
/// list, a table – comes to lines of one bucket: each named query is reduced by its own aggregator
/// first, and the formula reckons with what is left.
public final class Evaluator {
  private final SeriesSource source;
  private final InstantSource clock;
  private final long mostValues;

  /// @param clock of which nothing is filled in that is still to come
  public Evaluator(SeriesSource source, InstantSource clock) {
    this(source, clock, MetricReader.Budget.MOST);
  }

  /// @param mostValues that are read for one answer: series times buckets
  Evaluator(SeriesSource source, InstantSource clock, long mostValues) {
    this.source = source;
    this.clock = clock;
    this.mostValues = mostValues;
  }

  /// The lines of a query over a span.
  ///
  /// @throws EvaluationException where it cannot be evaluated
  public Frame timeseries(Expression query, Span span) {
    return alone(reader(), span).of(query);
  }

  /// The lines of a formula over named queries.
  ///
  /// @throws EvaluationException where one of them cannot be evaluated
  public Frame timeseries(Expression formula, Map<String, Expression> queries, Span span) {
    MetricReader reader = reader();
    return new Evaluation(reader, span, named(reader, queries), Evaluation.Form.TIMESERIES, false)
        .of(formula);
  }

  /// One value a group: each query reduced over the span, then the formula.
  ///
  /// @throws EvaluationException where one of them cannot be evaluated
  public Frame scalar(Expression formula, Map<String, Reduced> queries, Span span) {
    queries.values().stream()
        .map(Reduced::aggregator)
        .filter(aggregator -> !aggregator.equals("percentile"))
        .forEach(Reducing::require);
    MetricReader reader = reader();
    Map<String, Evaluation.Named> reduced = new HashMap<>();
    queries.forEach((name, query) ->
        reduced.put(
            name,
            new Evaluation.Named(
                query.query(), (at, manner) -> reduced(reader, query, at, manner.perSeries()))));
    return new Evaluation(reader, span, reduced, Evaluation.Form.SCALAR, false).of(formula);
  }

  /// A query with the word for what makes one number of a line: avg, min, max, sum, last, mean,
  /// l2norm or area; percentile for one of all values that a distribution has in the span.
  public record Reduced(Expression query, String aggregator) {}

  private MetricReader reader() {
    return new MetricReader(
        source, clock.instant().getEpochSecond(), new MetricReader.Budget(mostValues));
  }

  private static Frame reduced(MetricReader reader, Reduced query, Span at, PerSeries change) {
    if (!query.aggregator().equals("percentile")) {
      Span over = isOfSpanAlone(reader, query, change) ? at.as(Span.Shape.NUMBER) : at;
      return Reducing.reduced(
          alone(reader, over).perSeries(query.query(), change), query.aggregator(), over);
    }
    if (!change.equals(PerSeries.NOTHING)) {
      throw new EvaluationException(
          0, "the aggregator percentile is of values as they are, not of how they change");
    }
    if (query.query() instanceof Expression.Metric(MetricQuery metric)
        && metric.aggregator() instanceof Aggregator.Percentile) {
      return reader.read(metric, at.as(Span.Shape.WHOLE), Manner.PLAIN);
    }
    throw new EvaluationException(
        0, "the aggregator percentile is for queries of one, such as p95:metric{*}");
  }

  /// Whether it says how many there were in the span, so that what lies outside of it must not
  /// count. Anything else of a bucket that the span cuts, such as a mean or a rate, would be that
  /// of a moment, and weigh as much as any other.
  private static boolean isOfSpanAlone(MetricReader reader, Reduced query, PerSeries change) {
    return change.equals(PerSeries.NOTHING)
        && query.query().all().allMatch(Evaluator::isOfValues)
        && switch (query.aggregator()) {
          case "area" -> true;
          case "sum" -> query.query().all().allMatch(part -> isSum(reader, part));
          default -> false;
        };
  }

  private static boolean isOfValues(Expression part) {
    return !(part instanceof Expression.Call call) || Functions.keepsSums(call.function());
  }

  private static boolean isSum(MetricReader reader, Expression part) {
    return !(part instanceof Expression.Metric(MetricQuery metric)) || reader.addsUp(metric);
  }

  private static Map<String, Evaluation.Named> named(
      MetricReader reader, Map<String, Expression> queries) {
    Map<String, Evaluation.Named> named = new HashMap<>();
    queries.forEach((name, query) ->
        named.put(
            name,
            new Evaluation.Named(
                query,
                (at, manner) ->
                    alone(reader, at)
                        .aligned(manner.isAligned())
                        .perSeries(query, manner.perSeries()))));
    return named;
  }

  private static Evaluation alone(MetricReader reader, Span span) {
    return new Evaluation(reader, span, Map.of(), Evaluation.Form.TIMESERIES, false);
  }
}
