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
import ai.metta.metric.SeriesSource.TooManySeries;
import ai.metta.query.evaluation.Frame.Kind;
import ai.metta.query.evaluation.MetricReader.PerSeries;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/// Reads the series of one query into one line for each group.
///
/// @param isOfEvents whether it counts what happened, as `as_count` and `as_rate` have it of
///   anything but a gauge
record GroupReader(
    MetricReader reader, MetricQuery query, Span span, PerSeries change, boolean isOfEvents) {
  private static final Gaps LEFT = new Gaps(Filling.NULL, 0);

  /// Gaps are filled as the query says; else in straight lines where several series combine or are
  /// grouped, and beside others; but not of events, nor where what there was is added up, which is
  /// 0 beside others.
  Frame series(boolean isGauge) {
    Optional<Gaps> asked = Gaps.of(query.modifiers());
    Gaps gaps = asked.orElse(isOfEvents || addsUp() ? LEFT : Gaps.LINEAR);
    Wide wide = wide(gaps);
    Map<List<String>, List<Member>> groups = new TreeMap<>(Comparator.comparing(List::toString));
    for (Reading reading : read(wide, reduction(), source()::read)) {
      double[] values = values(wide, reading::value);
      groups
          .computeIfAbsent(values(reading.tags(), query.by()), _ -> new ArrayList<>())
          .add(member(isOfEvents ? counted(values, wide) : values, wide));
    }
    boolean isFilled = asked.isPresent() || isCombined(groups.values());
    List<Line> lines = new ArrayList<>();
    boolean isKnownBetween = isGauge && !addsUp();
    groups.forEach((group, members) -> {
      List<Member> filled =
          members.stream()
              .map(member -> isFilled || isKnownBetween ? filled(member, gaps) : member)
              .filter(Member::isThere)
              .toList();
      if (!filled.isEmpty()) {
        double[] combined = combined(filled.stream().map(Member::inside).toList());
        lines.add(
            isKnownBetween && !isFilled
                ? new Line(keyed(group), members.getFirst().inside(), combined)
                : line(group, combined, wide));
      }
    });
    return frame(wide, lines);
  }

  /// What was counted, or added up, is 0 beside others where there was nothing; how it changed is
  /// not.
  private Line line(List<String> group, double[] values, Wide wide) {
    return kind().isOfEvents() && !isChange()
        ? new Line(keyed(group), values, Gaps.held(values.clone(), wide.inside(), reader.now(), 0))
        : new Line(keyed(group), values);
  }

  private Frame frame(Wide wide, List<Line> lines) {
    return new Frame(wide.inside(), lines, kind(), Double.NaN);
  }

  private Kind kind() {
    if (isOfEvents && MetricReader.isRate(query)) {
      return Kind.RATES;
    }
    return addsUp() && !isChange() ? Kind.COUNTS : Kind.SERIES;
  }

  private boolean addsUp() {
    return reader.addsUp(query);
  }

  /// Whether what lies outside of the span in a bucket is not read.
  private boolean isCut() {
    return !isChange()
        && (span.shape() == Span.Shape.AREA || (span.shape() == Span.Shape.SUM && addsUp()));
  }

  private Buckets read(Wide wide) {
    return isCut() ? span.cut(wide.buckets()) : wide.buckets();
  }

  /// A value for each bucket, of what was read of it.
  private double[] values(Wide wide, IntToDoubleFunction value) {
    double[] values = new double[wide.buckets().size()];
    Arrays.setAll(values, i -> value.applyAsDouble(read(wide, i)));
    return values;
  }

  /// Which of the buckets that were read is a bucket, or what lies of it in the span.
  private int read(Wide wide, int bucket) {
    Buckets all = wide.buckets();
    long first = span.from() + span.shift();
    boolean isBegun = isCut() && all.start(bucket) < first && all.end(bucket) > first;
    return isCut() ? read(wide).at(isBegun ? first : all.start(bucket)) : bucket;
  }

  private SeriesSource source() {
    return reader.source();
  }

  private <T> List<T> read(Wide wide, Reduction reduction, Function<Request, List<T>> reading) {
    int buckets = read(wide).size();
    long most = reader.budget().series(buckets);
    try {
      List<T> series =
          reading.apply(
              new Request(query.metric(), query.scope()::matches, read(wide), reduction, most));
      reader.budget().take(series.size(), buckets);
      return series;
    } catch (TooManySeries tooMany) {
      throw new EvaluationException(
          query.position(),
          query.metric()
              + " has more than "
              + most
              + " series, of "
              + buckets
              + " buckets each, which is too much for one answer; ask a shorter window, a coarser"
              + " rollup or fewer series");
    }
  }

  /// With what has a say in gaps, and in the first change: one is known where there is a value in
  /// the bucket before, or within the time that gaps are filled.
  private Wide wide(Gaps gaps) {
    Buckets inside = MetricReader.buckets(query, span);
    long length = inside.size() == 0 ? 0 : inside.seconds(inside.size() / 2);
    Span around = gaps.around(span, length);
    if (isChange()) {
      around = around.around(Math.max(length, Gaps.LINEAR.limitSeconds()), 0);
    }
    return new Wide(MetricReader.buckets(query, around), inside);
  }

  private boolean isChange() {
    return change.isChange();
  }

  /// One series' values.
  ///
  /// @param wasThere whether it had any inside before something was done to them
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Member(double[] values, Wide wide, boolean wasThere) {
    boolean isThere() {
      return wasThere || hasAny(inside());
    }

    double[] inside() {
      return wide.inside(values);
    }
  }

  private Member member(double[] values, Wide wide) {
    boolean wasThere = hasAny(wide.inside(values));
    return new Member(change.shaping().of(values, wide.buckets()), wide, wasThere);
  }

  /// Whether the query may have several series, whichever of them the span has.
  private boolean isCombined(Collection<List<Member>> groups) {
    return !query.by().isEmpty()
        || groups.stream().anyMatch(members -> members.size() > 1)
        || source().hasSeveral(query.metric(), query.scope()::matches);
  }

  private Member filled(Member member, Gaps gaps) {
    Buckets buckets = member.wide().buckets();
    double[] values = member.values().clone();
    return new Member(
        isChange()
            ? gaps.between(values, buckets, reader.now())
            : gaps.of(values, buckets, reader.now()),
        member.wide(),
        member.wasThere());
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
  private double[] counted(double[] events, Wide wide) {
    if (find(query, Modifier.AsRate.class).isEmpty()) {
      return events;
    }
    double[] rates = new double[events.length];
    Arrays.setAll(rates, i -> events[i] / wide.buckets().seconds(i));
    return rates;
  }

  private double[] combined(List<double[]> members) {
    if (!(query.aggregator() instanceof Plain plain)) {
      throw refused("needs a distribution, and " + query.metric() + " is none");
    }
    return Combining.of(plain, members, members.getFirst().length);
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
    Gaps gaps = Gaps.of(query.modifiers()).orElse(LEFT);
    Wide wide = wide(gaps);
    int size = wide.buckets().size();
    Map<List<String>, List<Optional<Distribution>>> groups =
        new TreeMap<>(Comparator.comparing(List::toString));
    for (DistributionReading reading : read(wide, Reduction.SUM, source()::distributions)) {
      List<Optional<Distribution>> merged =
          groups.computeIfAbsent(values(reading.tags(), query.by()), _ -> none(size));
      for (int i = 0; i < size; i++) {
        Optional<Distribution> before = merged.get(i);
        Optional<Distribution> more = reading.value(read(wide, i));
        merged.set(i, more.map(one -> before.map(one::and).orElse(one)).or(() -> before));
      }
    }
    List<Line> lines = new ArrayList<>();
    groups.forEach((group, sketches) -> {
      double[] values = new double[size];
      Arrays.setAll(values, i -> sketches.get(i).map(this::asked).orElse(Double.NaN));
      double[] counted = isCount(query.aggregator()) ? counted(values, wide) : values;
      Member filled = filled(member(counted, wide), gaps);
      if (filled.isThere()) {
        lines.add(line(group, filled.inside(), wide));
      }
    });
    return frame(wide, lines);
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
