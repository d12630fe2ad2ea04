// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Aggregator.CountWhere;
import ai.metta.query.syntax.Aggregator.Percentile;
import ai.metta.query.syntax.Aggregator.Plain;
import ai.metta.query.syntax.Argument;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import ai.metta.query.syntax.Modifier.Method;
import ai.metta.query.syntax.QueryText;
import java.util.List;
import java.util.Optional;

/// Evaluates a metric query in Datadog's order: each series into buckets, then – gaps filled – the
/// series of a group into one, as [GroupReader] does it. What its modifiers mean for its metric is
/// found out here.
///
/// @param now in seconds since 1970: nothing is filled in from then on
record MetricReader(SeriesSource source, long now, Budget budget) {
  /// More of one series would be no question that anybody means to ask.
  private static final long MOST_BUCKETS = 50_000;

  /// What may be read for one answer: series times buckets. More would fill the memory.
  static final class Budget {
    /// Of a value in use there are some copies; other requests need memory too.
    static final long MOST = Math.min(50_000_000, Runtime.getRuntime().maxMemory() / 128);

    private long left;

    Budget(long values) {
      this.left = values;
    }

    /// How many series of so many buckets may still be read.
    long series(int buckets) {
      return left / Math.max(1, buckets);
    }

    void take(long series, int buckets) {
      left -= series * buckets;
    }
  }

  /// What is made of a line's values in their buckets.
  interface Shaping {
    double[] of(double[] values, Buckets buckets);
  }

  /// What is done to each series' buckets before groups are made.
  ///
  /// @param isChange whether it is of a value and the one before it
  record PerSeries(Shaping shaping, boolean isChange) {
    static final PerSeries NOTHING = new PerSeries((values, _) -> values, false);
  }

  /// Over the buckets that the query asks for, else the span's own.
  Frame read(MetricQuery query, Span span, PerSeries change) {
    requireOneOfAKind(query);
    requireNoWeights(query);
    Optional<MetricType> type = source.type(query.metric());
    boolean isDistribution = type.equals(Optional.of(MetricType.DISTRIBUTION));
    boolean isGauge = type.equals(Optional.of(MetricType.GAUGE));
    boolean isOfEvents = isOfEvents(query);
    GroupReader reader = new GroupReader(this, query, span, change, isOfEvents);
    return isDistribution ? reader.distributions() : reader.series(isGauge);
  }

  /// Whether what stands there makes rates.
  static boolean isRate(Expression part) {
    return switch (part) {
      case Expression.Metric(MetricQuery query) -> isRate(query);
      case Expression.Call(String function, List<Argument> _, int _) ->
          function.equals("throughput");
      default -> false;
    };
  }

  static boolean isRate(MetricQuery query) {
    return find(query, Modifier.AsRate.class).isPresent();
  }

  private boolean isOfEvents(MetricQuery query) {
    Optional<MetricType> type = source.type(query.metric());
    return (isRate(query) || find(query, Modifier.AsCount.class).isPresent())
        && (type.equals(Optional.of(MetricType.DISTRIBUTION))
            ? isCount(query.aggregator())
            : !type.equals(Optional.of(MetricType.GAUGE)));
  }

  /// Whether the values of two stretches of time add up to that of both: a count does, and a sum; a
  /// mean does not, nor does a rate.
  boolean addsUp(MetricQuery query) {
    if (isRate(query)) {
      return false;
    }
    if (source.type(query.metric()).equals(Optional.of(MetricType.DISTRIBUTION))) {
      return isCount(query.aggregator());
    }
    return isOfEvents(query)
        || find(query, Modifier.Rollup.class)
            .flatMap(Modifier.Rollup::method)
            .filter(method -> method == Method.SUM || method == Method.COUNT)
            .isPresent();
  }

  /// Which of two would hold, nobody could tell from the line.
  private static void requireOneOfAKind(MetricQuery query) {
    List<Modifier> modifiers = query.modifiers();
    for (int i = 0; i < modifiers.size(); i++) {
      if (modifiers.subList(0, i).stream().anyMatch(modifiers.get(i)::excludes)) {
        throw new EvaluationException(
            query.position(),
            query.metric()
                + " has "
                + QueryText.of(modifiers.get(i))
                + " behind a modifier that excludes it");
      }
    }
  }

  /// A series' value weighs as much as it has of the values that it would have if it were there all
  /// of the time; how often a gauge is sent nobody says. Of anything else weights change nothing.
  ///
  /// Source: Datadog's pages on type modifiers and on how `weighted` works.
  private void requireNoWeights(MetricQuery query) {
    if (find(query, Modifier.Weighted.class).isPresent()
        && query.aggregator() == Plain.SUM
        && source.type(query.metric()).equals(Optional.of(MetricType.GAUGE))) {
      throw new EvaluationException(query.position(), "weighted is not evaluated locally");
    }
  }

  /// @throws EvaluationException where they would be too many
  static Buckets buckets(MetricQuery query, Span span) {
    Optional<Modifier.Period> period =
        find(query, Modifier.Rollup.class).flatMap(Modifier.Rollup::period);
    long needed = span.needed(period);
    if (needed > MOST_BUCKETS) {
      throw new EvaluationException(
          query.position(),
          query.metric()
              + " would need "
              + needed
              + " buckets, and takes up to "
              + MOST_BUCKETS
              + "; use a coarser rollup");
    }
    return period.map(span::buckets).orElseGet(span::buckets);
  }

  static <M extends Modifier> Optional<M> find(MetricQuery query, Class<M> kind) {
    return query.modifiers().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// Whether what is asked of a distribution adds up over time as a count does; anything else is as
  /// a gauge, which is no count and has no rate.
  static boolean isCount(Aggregator aggregator) {
    return switch (aggregator) {
      case Percentile _ -> false;
      case CountWhere _ -> true;
      case Plain plain -> plain == Plain.COUNT || plain == Plain.SUM;
    };
  }
}
