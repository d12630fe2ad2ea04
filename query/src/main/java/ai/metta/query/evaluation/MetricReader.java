// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import ai.metta.metric.SeriesSource.DistributionReading;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import ai.metta.query.syntax.Aggregator;
import ai.metta.query.syntax.Aggregator.CountWhere;
import ai.metta.query.syntax.Aggregator.Percentile;
import ai.metta.query.syntax.Aggregator.Plain;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.Modifier;
import ai.metta.query.syntax.Modifier.Filling;
import ai.metta.query.syntax.Modifier.Method;
import ai.metta.query.syntax.QueryText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Evaluates a metric query in Datadog's order: each series into buckets, then – gaps filled – the
/// series of a group into one.
record MetricReader(SeriesSource source) {
  private static final long INTERPOLATED_SECONDS = 300;

  /// What is done to each series' buckets before groups are made.
  interface PerSeries extends BiFunction<double[], Buckets, double[]> {
    PerSeries NOTHING = (values, _) -> values;
  }

  /// Over the buckets that the query asks for, else the span's own.
  Frame read(MetricQuery query, Span span, PerSeries perSeries) {
    return read(query, buckets(query, span), perSeries);
  }

  Frame read(MetricQuery query, Buckets buckets, PerSeries perSeries) {
    requireOneOfAKind(query);
    MetricType type = source.type(query.metric()).orElse(MetricType.GAUGE);
    requireNoWeights(query);
    boolean isDistribution = type == MetricType.DISTRIBUTION;
    boolean isRate =
        find(query, Modifier.AsRate.class).isPresent()
            && (isDistribution ? isCount(query.aggregator()) : type != MetricType.GAUGE);
    return new Frame(
        buckets,
        isDistribution
            ? distributions(query, buckets, perSeries)
            : series(query, buckets, type, perSeries),
        isRate ? Frame.Kind.RATES : Frame.Kind.SERIES);
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

  private static Buckets buckets(MetricQuery query, Span span) {
    return find(query, Modifier.Rollup.class)
        .flatMap(Modifier.Rollup::period)
        .map(span::buckets)
        .orElseGet(span::buckets);
  }

  private static <M extends Modifier> Optional<M> find(MetricQuery query, Class<M> kind) {
    return query.modifiers().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private List<Line> series(
      MetricQuery query, Buckets buckets, MetricType type, PerSeries perSeries) {
    boolean events =
        type != MetricType.GAUGE
            && (find(query, Modifier.AsCount.class).isPresent()
                || find(query, Modifier.AsRate.class).isPresent());
    Optional<Method> method = find(query, Modifier.Rollup.class).flatMap(Modifier.Rollup::method);
    // The sum of events is what they are, also of a rate, which says how many came a second.
    Reduction reduction =
        events && method.map(Method.SUM::equals).orElse(true)
            ? Reduction.EVENTS
            : method.map(MetricReader::reduction).orElse(Reduction.AVG);
    Map<List<String>, List<double[]>> groups = new TreeMap<>(Comparator.comparing(List::toString));
    Request request = new Request(query.metric(), query.scope()::matches, buckets, reduction);
    for (Reading reading : source.read(request)) {
      double[] values = new double[buckets.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = reading.value(i);
      }
      double[] counted = events ? counted(query, values, buckets) : values;
      groups
          .computeIfAbsent(values(reading.tags(), query.by()), _ -> new ArrayList<>())
          .add(perSeries.apply(counted, buckets));
    }
    List<Line> lines = new ArrayList<>();
    groups.forEach((group, members) ->
        lines.add(
            new Line(
                keyed(query.by(), group),
                combined(query, filled(query, members, buckets, events), buckets))));
    return lines;
  }

  /// Events of each bucket, or how many a second where the query asks for a rate.
  private static double[] counted(MetricQuery query, double[] events, Buckets buckets) {
    if (find(query, Modifier.AsRate.class).isEmpty()) {
      return events;
    }
    double[] rates = new double[events.length];
    Arrays.setAll(rates, i -> events[i] / buckets.seconds(i));
    return rates;
  }

  private static Reduction reduction(Method method) {
    return switch (method) {
      case AVG -> Reduction.AVG;
      case SUM -> Reduction.SUM;
      case MIN -> Reduction.MIN;
      case MAX -> Reduction.MAX;
      case COUNT -> Reduction.COUNT;
    };
  }

  /// As the query says; else straight lines where several series combine, but not of events.
  private static List<double[]> filled(
      MetricQuery query, List<double[]> members, Buckets buckets, boolean events) {
    Optional<Modifier.Fill> fill = find(query, Modifier.Fill.class);
    if (fill.isEmpty() && (events || members.size() == 1)) {
      return members;
    }
    Filling filling = fill.map(Modifier.Fill::filling).orElse(Filling.LINEAR);
    long limit = fill.map(Modifier.Fill::limitSeconds).orElse(INTERPOLATED_SECONDS);
    return members.stream().map(values -> Gaps.filled(values, buckets, filling, limit)).toList();
  }

  private static double[] combined(MetricQuery query, List<double[]> members, Buckets buckets) {
    if (!(query.aggregator() instanceof Plain plain)) {
      throw refused(query, "needs a distribution, and " + query.metric() + " is none");
    }
    return Combining.of(plain, members, buckets.size());
  }

  private static EvaluationException refused(MetricQuery query, String problem) {
    return new EvaluationException(
        query.position(), QueryText.of(query.aggregator()) + " " + problem);
  }

  /// Sketches are merged over time and space alike, so that a rollup's method has no effect, and a
  /// group is one series once it is asked.
  ///
  /// Source: Datadog's page on rollup for distributions with percentiles.
  private List<Line> distributions(MetricQuery query, Buckets buckets, PerSeries perSeries) {
    Map<List<String>, List<Optional<Distribution>>> groups =
        new TreeMap<>(Comparator.comparing(List::toString));
    Request request = new Request(query.metric(), query.scope()::matches, buckets, Reduction.SUM);
    for (DistributionReading reading : source.distributions(request)) {
      List<Optional<Distribution>> merged =
          groups.computeIfAbsent(values(reading.tags(), query.by()), _ -> none(buckets.size()));
      for (int i = 0; i < buckets.size(); i++) {
        Optional<Distribution> before = merged.get(i);
        Optional<Distribution> more = reading.value(i);
        merged.set(i, more.map(one -> before.map(one::and).orElse(one)).or(() -> before));
      }
    }
    List<Line> lines = new ArrayList<>();
    groups.forEach((group, sketches) -> {
      double[] values = new double[buckets.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = sketches.get(i).map(sketch -> asked(query, sketch)).orElse(Double.NaN);
      }
      double[] counted = isCount(query.aggregator()) ? counted(query, values, buckets) : values;
      List<double[]> one = List.of(perSeries.apply(counted, buckets));
      lines.add(new Line(keyed(query.by(), group), filled(query, one, buckets, false).getFirst()));
    });
    return lines;
  }

  /// Whether what is asked of a distribution adds up over time as a count does; anything else is as
  /// a gauge, which is no count and has no rate.
  private static boolean isCount(Aggregator aggregator) {
    return switch (aggregator) {
      case Percentile _ -> false;
      case CountWhere _ -> true;
      case Plain plain -> plain == Plain.COUNT || plain == Plain.SUM;
    };
  }

  private static List<Optional<Distribution>> none(int size) {
    List<Optional<Distribution>> none = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      none.add(Optional.empty());
    }
    return none;
  }

  private static double asked(MetricQuery query, Distribution sketch) {
    Aggregator aggregator = query.aggregator();
    return switch (aggregator) {
      case Percentile(double quantile) -> sketch.quantile(quantile);
      case CountWhere counting -> Combining.where(counting, sketch);
      case Plain plain ->
          switch (plain) {
            case AVG -> sketch.sum() / sketch.count();
            case SUM -> sketch.sum();
            case MIN -> sketch.min();
            case MAX -> sketch.max();
            case COUNT -> sketch.count();
            case STDDEV -> throw refused(query, "of a distribution is not kept");
          };
    };
  }

  /// A series' values of the group's keys; of a key that stands several times all of them.
  private static List<String> values(List<String> tags, List<String> keys) {
    List<String> values = new ArrayList<>();
    for (String key : keys) {
      String prefix = key + ":";
      List<String> found =
          tags.stream()
              .filter(tag -> tag.startsWith(prefix))
              .map(tag -> tag.substring(prefix.length()))
              .toList();
      values.add(found.isEmpty() ? Line.NOT_AVAILABLE : String.join(",", found));
    }
    return values;
  }

  private static SortedMap<String, String> keyed(List<String> keys, List<String> values) {
    SortedMap<String, String> group = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      group.put(keys.get(i), values.get(i));
    }
    return group;
  }
}
