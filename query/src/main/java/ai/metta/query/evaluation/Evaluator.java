// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.SeriesSource;
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
    return shown(alone(reader(), span).of(query));
  }

  /// The lines of a formula over named queries.
  ///
  /// @throws EvaluationException where one of them cannot be evaluated
  public Frame timeseries(Expression formula, Map<String, Expression> queries, Span span) {
    MetricReader reader = reader();
    return shown(
        new Evaluation(reader, span, named(reader, queries), Evaluation.Form.TIMESERIES)
            .of(formula));
  }

  /// What is only known beside others is none of a result.
  private static Frame shown(Frame frame) {
    return frame.with(
        frame.lines().stream().filter(line -> !line.isEmpty() || !line.hasGaps()).toList());
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
                query.query(), (at, change) -> reduced(reader, query, at, change))));
    return new Evaluation(reader, span, reduced, Evaluation.Form.SCALAR).of(formula);
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
      Span over =
          switch (query.aggregator()) {
            case "sum" -> at.as(Span.Shape.SUM);
            case "area" -> at.as(Span.Shape.AREA);
            default -> at;
          };
      return Reducing.reduced(
          shown(alone(reader, over).perSeries(query.query(), change)), query.aggregator(), over);
    }
    if (!change.equals(PerSeries.NOTHING)) {
      throw new EvaluationException(
          0, "the aggregator percentile is of values as they are, not of how they change");
    }
    if (query.query() instanceof Expression.Metric(MetricQuery metric)
        && metric.aggregator() instanceof Aggregator.Percentile) {
      return reader.read(metric, at.as(Span.Shape.WHOLE), PerSeries.NOTHING);
    }
    throw new EvaluationException(
        0, "the aggregator percentile is for queries of one, such as p95:metric{*}");
  }

  private static Map<String, Evaluation.Named> named(
      MetricReader reader, Map<String, Expression> queries) {
    Map<String, Evaluation.Named> named = new HashMap<>();
    queries.forEach((name, query) ->
        named.put(
            name,
            new Evaluation.Named(
                query, (at, change) -> alone(reader, at).perSeries(query, change))));
    return named;
  }

  private static Evaluation alone(MetricReader reader, Span span) {
    return new Evaluation(reader, span, Map.of(), Evaluation.Form.TIMESERIES);
  }
}
