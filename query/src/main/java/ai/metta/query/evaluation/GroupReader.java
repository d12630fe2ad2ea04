// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.MetricReader.find;
import static ai.metta.query.evaluation.MetricReader.isCount;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.SeriesSource;
import ai.metta.metric.SeriesSource.DistributionReading;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import ai.metta.query.evaluation.Frame.Absence;
import ai.metta.query.evaluation.Frame.Gap;
import ai.metta.query.evaluation.MetricReader.Manner;
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

/// Reads the series of one query into one line for each group.
///
/// @param isOfEvents whether it counts what happened, as `as_count` and `as_rate` have it of
///   anything but a gauge
record GroupReader(
    SeriesSource source, MetricQuery query, Buckets buckets, Manner manner, boolean isOfEvents) {
  private static final Gaps LEFT = new Gaps(Filling.NULL, 0);

  /// Gaps are filled as the query says; else in straight lines where several series combine or are
  /// grouped, or the line meets others, but not of events.
  Frame series(boolean isGauge) {
    Optional<Gaps> asked = fill();
    Gaps gaps = asked.orElse(isOfEvents ? LEFT : Gaps.LINEAR);
    Buckets wide = manner.isChange() ? buckets : gaps.around(buckets);
    Map<List<String>, List<double[]>> groups = new TreeMap<>(Comparator.comparing(List::toString));
    List<Reading> readings =
        source.read(new Request(query.metric(), query.scope()::matches, wide, reduction()));
    for (Reading reading : readings) {
      double[] values = new double[wide.size()];
      Arrays.setAll(values, reading::value);
      groups
          .computeIfAbsent(values(reading.tags(), query.by()), _ -> new ArrayList<>())
          .add(manner.change().apply(isOfEvents ? counted(values, wide) : values, wide));
    }
    boolean isMet = isGauge && manner.isAligned() && !manner.isChange();
    boolean isCombined = readings.size() > 1 || !query.by().isEmpty();
    boolean isFilled = asked.isPresent() || isCombined || isMet;
    List<Line> lines = new ArrayList<>();
    groups.forEach((group, members) -> {
      List<double[]> inside =
          members.stream()
              .map(values -> inside(isFilled ? filled(values, gaps, wide) : values, wide))
              .filter(values -> !isWider(wide) || hasAny(values))
              .toList();
      if (!inside.isEmpty()) {
        lines.add(new Line(keyed(group), combined(inside)));
      }
    });
    return new Frame(buckets, lines, Frame.Kind.SERIES, Absence.of(gap(isGauge && !isFilled)));
  }

  private Optional<Gaps> fill() {
    return find(query, Modifier.Fill.class)
        .map(fill -> new Gaps(fill.filling(), fill.limitSeconds()));
  }

  private Gap gap(boolean isLine) {
    if (isOfEvents) {
      return manner.isChange() ? Gap.NOTHING : Gap.ZERO;
    }
    return isLine ? Gap.LINE : Gap.NOTHING;
  }

  private double[] filled(double[] values, Gaps gaps, Buckets wide) {
    return manner.isChange() ? gaps.between(values, wide) : gaps.of(values, wide);
  }

  /// Of more buckets those that are asked for.
  private double[] inside(double[] values, Buckets wide) {
    if (!isWider(wide)) {
      return values;
    }
    int first = wide.at(buckets.start(0));
    return Arrays.copyOfRange(values, first, first + buckets.size());
  }

  private boolean isWider(Buckets wide) {
    return wide.size() > buckets.size();
  }

  private static boolean hasAny(double[] values) {
    for (double value : values) {
      if (!Double.isNaN(value)) {
        return true;
      }
    }
    return false;
  }

  /// The sum of events is what they are, also of a rate, which says how many came a second.
  private Reduction reduction() {
    Optional<Method> method = find(query, Modifier.Rollup.class).flatMap(Modifier.Rollup::method);
    return isOfEvents && method.map(Method.SUM::equals).orElse(true)
        ? Reduction.EVENTS
        : method.map(GroupReader::reduction).orElse(Reduction.AVG);
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

  /// Events of each bucket, or how many a second where the query asks for a rate.
  private double[] counted(double[] events, Buckets over) {
    if (find(query, Modifier.AsRate.class).isEmpty()) {
      return events;
    }
    double[] rates = new double[events.length];
    Arrays.setAll(rates, i -> events[i] / over.seconds(i));
    return rates;
  }

  private double[] combined(List<double[]> members) {
    if (!(query.aggregator() instanceof Plain plain)) {
      throw refused("needs a distribution, and " + query.metric() + " is none");
    }
    return Combining.of(plain, members, buckets.size());
  }

  private EvaluationException refused(String problem) {
    return new EvaluationException(
        query.position(), QueryText.of(query.aggregator()) + " " + problem);
  }

  /// Sketches are merged over time and space alike, so that a rollup's method has no effect, and a
  /// group is one series once it is asked. Gaps are filled where the query says so.
  ///
  /// Source: Datadog's page on rollup for distributions with percentiles.
  Frame distributions() {
    Gaps gaps = fill().orElse(LEFT);
    Buckets wide = manner.isChange() ? buckets : gaps.around(buckets);
    Map<List<String>, List<Optional<Distribution>>> groups =
        new TreeMap<>(Comparator.comparing(List::toString));
    Request request = new Request(query.metric(), query.scope()::matches, wide, Reduction.SUM);
    for (DistributionReading reading : source.distributions(request)) {
      List<Optional<Distribution>> merged =
          groups.computeIfAbsent(values(reading.tags(), query.by()), _ -> none(wide.size()));
      for (int i = 0; i < wide.size(); i++) {
        Optional<Distribution> before = merged.get(i);
        Optional<Distribution> more = reading.value(i);
        merged.set(i, more.map(one -> before.map(one::and).orElse(one)).or(() -> before));
      }
    }
    List<Line> lines = new ArrayList<>();
    groups.forEach((group, sketches) -> {
      double[] values = new double[wide.size()];
      Arrays.setAll(values, i -> sketches.get(i).map(this::asked).orElse(Double.NaN));
      double[] counted = isCount(query.aggregator()) ? counted(values, wide) : values;
      double[] filled = filled(manner.change().apply(counted, wide), gaps, wide);
      double[] inside = inside(filled, wide);
      if (!isWider(wide) || hasAny(inside)) {
        lines.add(new Line(keyed(group), inside));
      }
    });
    return new Frame(buckets, lines, Frame.Kind.SERIES, Absence.of(gap(false)));
  }

  private static List<Optional<Distribution>> none(int size) {
    List<Optional<Distribution>> none = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      none.add(Optional.empty());
    }
    return none;
  }

  private double asked(Distribution sketch) {
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
            case STDDEV -> throw refused("of a distribution is not kept");
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

  private SortedMap<String, String> keyed(List<String> values) {
    List<String> keys = query.by();
    SortedMap<String, String> group = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      group.put(keys.get(i), values.get(i));
    }
    return group;
  }
}
