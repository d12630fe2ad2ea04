// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import ai.metta.metric.Unit;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.Filter;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.Variables;
import ai.metta.server.store.Metadata;
import ai.metta.server.store.MetricStore;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which metrics there are, and what is said of them.
public final class Metrics {
  private static final int MOST_OF_A_PAGE = 10_000;

  /// How far ahead a value may lie.
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final MetricStore store;
  private final InstantSource clock;

  public Metrics(MetricStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// `GET /api/v1/metrics?from=`
  public Reply list(Call call) {
    call.requireOnly("from", "host", "tag_filter");
    long from = call.seconds("from");
    Optional<Filter> tags = scope(call, "tag_filter");
    if (tags.isPresent() && call.parameter("host").isPresent()) {
      throw new Refusal(400, "tag_filter cannot be combined with other filters");
    }
    Optional<Filter> scope =
        call.parameter("host")
            .<Filter>map(host -> new Filter.HasTag("host:" + host))
            .or(() -> tags);
    return Reply.ok(
        Map.of(
            "from",
            Long.toString(from),
            "metrics",
            active(Instant.ofEpochSecond(from), scope).toList()));
  }

  /// `GET /api/v2/metrics`: those of the last hour. With a page's size or cursor, page by page.
  public Reply listV2(Call call) {
    call.requireOnly(
        "filter[tags]", "filter[metric_type]", "window[seconds]", "page[size]", "page[cursor]");
    long seconds = call.whole("window[seconds]", 3600, 1, 30 * 86400);
    long size = call.whole("page[size]", MOST_OF_A_PAGE, 1, MOST_OF_A_PAGE);
    Optional<String> cursor = call.parameter("page[cursor]");
    Optional<String> category =
        call.oneOf("filter[metric_type]", "distribution", "non_distribution");
    List<String> names =
        active(clock.instant().minusSeconds(seconds), scope(call, "filter[tags]"))
            .filter(name ->
                category.isEmpty() || category.get().equals("distribution") == isDistribution(name))
            .filter(name -> cursor.isEmpty() || name.compareTo(cursor.get()) > 0)
            .limit(size + 1)
            .toList();
    List<String> shown = names.subList(0, (int) Math.min(size, names.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "data",
        shown.stream().map(name -> (Object) Map.of("type", "metrics", "id", name)).toList());
    if (cursor.isPresent() || call.parameter("page[size]").isPresent()) {
      Map<String, @Nullable Object> page = new LinkedHashMap<>();
      page.put("type", "cursor_limit");
      page.put("limit", size);
      page.put("cursor", cursor.orElse(null));
      page.put("next_cursor", names.size() > size ? shown.getLast() : null);
      answer.put("meta", Map.of("pagination", page));
    }
    return Reply.ok(answer);
  }

  /// What stands in a filter as between a metric query's braces.
  private static Optional<Filter> scope(Call call, String parameter) {
    return call.parameter(parameter)
        .map(text -> {
          try {
            if (text.indexOf('}') < 0
                && QueryParser.parse("avg:m{" + text + "}", Variables.NONE)
                    instanceof Expression.Metric(var query)) {
              return query.scope();
            }
          } catch (QuerySyntaxException wrong) {
            // Said below: positions of the text around it would mislead.
          }
          throw new Refusal(400, "The value provided for parameter '" + parameter + "' is invalid");
        });
  }

  /// Metrics with a value since then, of a series in scope; sorted.
  private Stream<String> active(Instant then, Optional<Filter> scope) {
    Stream<String> names = store.activeSince(then).stream();
    return scope.map(filter -> names.filter(name -> hasValue(name, then, filter))).orElse(names);
  }

  private boolean hasValue(String name, Instant then, Filter scope) {
    long until = Math.max(then.getEpochSecond(), clock.instant().plus(AHEAD).getEpochSecond()) + 1;
    Request request =
        new Request(
            name,
            scope::matches,
            new Buckets(new long[] {then.getEpochSecond()}, until),
            Reduction.COUNT);
    return isDistribution(name)
        ? !store.source().distributions(request).isEmpty()
        : !store.source().read(request).isEmpty();
  }

  private boolean isDistribution(String name) {
    return store.source().type(name).equals(Optional.of(MetricType.DISTRIBUTION));
  }

  /// `GET /api/v1/metrics/{name}`
  public Reply get(Call call) {
    return Reply.ok(shown(metadata(call.parts().getFirst())));
  }

  private Metadata metadata(String name) {
    return store.metadata(name).orElseThrow(() -> new Refusal(404, "metric_name not found"));
  }

  /// `PUT /api/v1/metrics/{name}`: what is sent is replaced.
  public Reply put(Call call) {
    String name = call.parts().getFirst();
    Metadata before = metadata(name);
    Fields sent = call.json();
    Metadata after =
        new Metadata(
            sent.text("type").map(word -> type(word, before.type())).orElse(before.type()),
            sent.members().containsKey("unit") ? unit(sent, "unit") : before.unit(),
            sent.members().containsKey("per_unit") ? unit(sent, "per_unit") : before.perUnit(),
            sent.members().containsKey("description")
                ? sent.text("description")
                : before.description(),
            sent.members().containsKey("short_name") ? sent.text("short_name") : before.shortName(),
            sent.members().containsKey("statsd_interval")
                ? sent.whole("statsd_interval")
                : before.statsdInterval());
    store.describe(name, after);
    return Reply.ok(shown(after));
  }

  /// Empty for none, which an empty text says too.
  private static Optional<String> unit(Fields sent, String key) {
    Optional<String> unit = sent.text(key).filter(word -> !word.isEmpty());
    try {
      return unit.map(Unit::of).map(Unit::name);
    } catch (IllegalArgumentException unknown) {
      throw new Refusal(400, "Invalid unit '" + unit.orElse("") + "'");
    }
  }

  /// A distribution stays one: its values would no longer be read.
  private static MetricType type(String word, MetricType before) {
    if (before.equals(MetricType.DISTRIBUTION)) {
      throw new Refusal(400, "The type of a distribution cannot be set");
    }
    return Optional.of(word.toUpperCase(Locale.ROOT))
        .filter(name -> List.of("GAUGE", "COUNT", "RATE").contains(name))
        .map(MetricType::valueOf)
        .orElseThrow(() -> new Refusal(400, "Invalid metric type '" + word + "'"));
  }

  private static Map<String, @Nullable Object> shown(Metadata metadata) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("type", metadata.type().word());
    shown.put("description", metadata.description().orElse(null));
    shown.put("short_name", metadata.shortName().orElse(null));
    shown.put("unit", metadata.unit().orElse(null));
    shown.put("per_unit", metadata.perUnit().orElse(null));
    shown.put("statsd_interval", metadata.statsdInterval().orElse(null));
    shown.put("integration", null);
    return shown;
  }
}
