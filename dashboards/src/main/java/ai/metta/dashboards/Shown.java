// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Metric;
import ai.metta.metric.Tag;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Series of one metric: which, and what they are parted by.
///
/// How they combine is not said here: it follows from the metric's [Across].
///
/// @param where tags that they all carry
/// @param without tags that none of them carries
/// @param by keys that part them; the rest combines
/// @param reduced how the values of a span become one; what suits the metric's type unless said
/// @param bucket the width of what a line has a value for; what suits the window unless said
public record Shown(
    Metric metric,
    Tags where,
    List<Tag> without,
    List<String> by,
    Optional<Reducer> reduced,
    Optional<Duration> bucket)
    implements Drawable {
  public Shown {
    without = List.copyOf(without);
    by = List.copyOf(by);
  }

  /// How a span becomes one value, in words of Datadog's.
  public enum Reducer {
    AVG,
    MIN,
    MAX,
    SUM,
    LAST
  }

  /// All series of a metric.
  public static Shown show(Metric metric) {
    return new Shown(metric, Tags.none(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /// Those that carry a tag too.
  public Shown where(String key, String value) {
    return new Shown(metric, where.and(key, value), without, by, reduced, bucket);
  }

  /// Those that carry the key with none of these values.
  public Shown without(String key, String... values) {
    return new Shown(
        metric,
        where,
        Stream.concat(without.stream(), Arrays.stream(values).map(value -> new Tag(key, value)))
            .toList(),
        by,
        reduced,
        bucket);
  }

  /// A line or row for each value of these keys.
  public Shown by(String... keys) {
    return new Shown(
        metric,
        where,
        without,
        Stream.concat(by.stream(), Arrays.stream(keys)).toList(),
        reduced,
        bucket);
  }

  /// A span's values become one in this way.
  public Shown reducedBy(Reducer reducer) {
    return new Shown(metric, where, without, by, Optional.of(reducer), bucket);
  }

  /// With a value for each span of this length, such as an hour.
  public Shown inBucketsOf(Duration length) {
    return new Shown(metric, where, without, by, reduced, Optional.of(length));
  }

  /// Under a name of its own.
  public Formula as(String alias) {
    return formula().as(alias);
  }

  /// The keys of the tags that tell them from the metric's other series.
  Set<String> named() {
    Set<String> named = new HashSet<>(where.keys());
    without.forEach(tag -> named.add(tag.key()));
    named.addAll(by);
    return named;
  }

  @Override
  public Formula formula() {
    return Formula.of("{0}", this);
  }

  /// What it is called unless it is said: the value of the tags that tell it from its like, else
  /// the metric's title.
  String alias() {
    return where.isEmpty()
        ? Wording.title(metric)
        : String.join(", ", where.all().stream().map(Tag::value).map(Shown::spaced).toList());
  }

  private static String spaced(String value) {
    return value.replace('_', ' ');
  }
}
