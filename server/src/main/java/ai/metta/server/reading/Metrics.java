// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import ai.metta.metric.MetricType;
import ai.metta.metric.Unit;
import ai.metta.server.store.Metadata;
import ai.metta.server.store.MetricStore;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which metrics there are, and what is said of them.
public final class Metrics {
  private final MetricStore store;
  private final InstantSource clock;

  public Metrics(MetricStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// `GET /api/v1/metrics?from=`
  public Reply list(Call call) {
    long from = call.seconds("from");
    return Reply.ok(
        Map.of(
            "from",
            Long.toString(from),
            "metrics",
            List.copyOf(store.activeSince(Instant.ofEpochSecond(from)))));
  }

  /// `GET /api/v2/metrics`: those of the last hour.
  public Reply listV2(Call call) {
    long seconds = call.whole("window[seconds]", 3600);
    return Reply.ok(
        Map.of(
            "data",
            store.activeSince(clock.instant().minusSeconds(seconds)).stream()
                .map(name -> (Object) Map.of("type", "metrics", "id", name))
                .toList()));
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
            sent.text("type").map(Metrics::type).orElse(before.type()),
            sent.members().containsKey("unit") ? unit(sent, "unit") : before.unit(),
            sent.members().containsKey("per_unit") ? unit(sent, "per_unit") : before.perUnit(),
            sent.members().containsKey("description")
                ? sent.text("description")
                : before.description(),
            sent.members().containsKey("short_name") ? sent.text("short_name") : before.shortName(),
            sent.members().containsKey("statsd_interval")
                ? sent.number("statsd_interval").map(Double::longValue)
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

  private static MetricType type(String word) {
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
