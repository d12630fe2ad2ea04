// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import ai.metta.metric.MetricType;
import ai.metta.server.store.Batch;
import ai.metta.server.store.MetricStore;
import ai.metta.server.store.Sample;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree.Digits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes series and distributions as Datadog does: the whole of a request or none of it; points too
/// old or too far ahead without a word to the client, and with one in the log.
public final class Intake {
  private static final Logger LOG = System.getLogger("metta.server");
  private static final long PAST_SECONDS = 3600;
  private static final long AHEAD_SECONDS = 600;

  /// A year: no client sends so rarely.
  private static final long LONGEST_INTERVAL = 366L * 86_400;

  private final MetricStore store;
  private final InstantSource clock;
  private final Historical historical;

  /// Whether points of any age are taken, as where Datadog's historical metrics are on.
  public enum Historical {
    DROPPED,
    TAKEN
  }

  public Intake(MetricStore store, InstantSource clock, Historical historical) {
    this.store = store;
    this.clock = clock;
    this.historical = historical;
  }

  /// `POST /api/v2/series`
  public Reply seriesV2(Call call) {
    Batch batch = new Batch();
    Window window = new Window();
    for (Fields series : series(call)) {
      List<String> tags = new ArrayList<>(series.texts("tags"));
      for (Fields resource : series.objects("resources")) {
        resource
            .text("name")
            .ifPresent(name -> tags.add(resource.text("type").orElse("resource") + ":" + name));
      }
      MetricType type = typeV2(series);
      long interval = interval(series);
      List<Sample> samples = new ArrayList<>();
      for (Fields point : series.objects("points")) {
        long second = point.required("timestamp", point.whole("timestamp"));
        double value = point.required("value", point.number("value"));
        window.take(second, value, interval, samples);
      }
      batch.add(
          name(series), type, Names.tags(tags), series.text("unit").flatMap(Names::unit), samples);
    }
    window.keep(call, batch);
    return new Reply(202, Map.of("errors", List.of()));
  }

  private static List<Fields> series(Call call) {
    Fields body = call.json();
    if (!body.has("series")) {
      throw new Refusal(400, "series is required");
    }
    return body.objects("series");
  }

  private static String name(Fields series) {
    return Names.metric(series.required("metric", series.text("metric")));
  }

  private static long interval(Fields series) {
    long seconds = series.whole("interval").orElse(0L);
    if (seconds < 0 || seconds > LONGEST_INTERVAL) {
      throw series.wrong("interval", "from 0 to " + LONGEST_INTERVAL + " seconds");
    }
    return seconds;
  }

  private static MetricType typeV2(Fields series) {
    long type = series.whole("type").orElse(0L);
    return switch (Math.clamp(type, -1, 4)) {
      case 0, 3 -> MetricType.GAUGE;
      case 1 -> MetricType.COUNT;
      case 2 -> MetricType.RATE;
      default -> throw series.wrong("type", "one of 0, 1, 2, 3");
    };
  }

  /// The points of a request: those in time are taken, the others counted.
  private final class Window {
    private final long now = clock.instant().getEpochSecond();
    private final long oldest = historical == Historical.TAKEN ? 0 : now - PAST_SECONDS;
    private int dropped;

    void take(long second, double value, long interval, List<Sample> samples) {
      if (!Double.isFinite(value)) {
        throw new Refusal(400, "a point's value is not a finite number");
      }
      if (second < oldest || second > now + AHEAD_SECONDS) {
        dropped++;
      } else {
        samples.add(new Sample(second, value, interval));
      }
    }

    /// Keeps what was taken, and says what was not.
    void keep(Call call, Batch batch) {
      store.write(batch);
      if (dropped > 0) {
        LOG.log(
            Level.WARNING,
            call.method()
                + " "
                + call.path()
                + ": points that are too old or too far ahead are not kept: "
                + dropped);
      }
    }
  }

  /// `POST /api/v1/series`
  public Reply seriesV1(Call call) {
    Batch batch = new Batch();
    Window window = new Window();
    for (Fields series : series(call)) {
      List<String> tags = new ArrayList<>(series.texts("tags"));
      series
          .text("host")
          .filter(host -> !host.isEmpty())
          .ifPresent(host -> tags.add("host:" + host));
      long interval = interval(series);
      List<Sample> samples = new ArrayList<>();
      for (List<?> point : pairs(series)) {
        window.take(
            (long) number(series, point.get(0)), number(series, point.get(1)), interval, samples);
      }
      MetricType type =
          switch (series.text("type").orElse("gauge")) {
            case "gauge", "" -> MetricType.GAUGE;
            case "count" -> MetricType.COUNT;
            case "rate" -> MetricType.RATE;
            default -> throw series.wrong("type", "one of gauge, count, rate");
          };
      batch.add(name(series), type, Names.tags(tags), Optional.empty(), samples);
    }
    window.keep(call, batch);
    return new Reply(202, Map.of("status", "ok"));
  }

  private static List<List<?>> pairs(Fields series) {
    List<List<?>> pairs = new ArrayList<>();
    for (Object point : series.list("points")) {
      if (!(point instanceof List<?> pair) || pair.size() != 2) {
        throw series.wrong("points", "an array of pairs");
      }
      pairs.add(pair);
    }
    return pairs;
  }

  private static double number(Fields series, Object item) {
    if (item instanceof Digits digits) {
      return digits.value();
    }
    throw series.wrong("points", "made of numbers");
  }

  /// `POST /api/v1/distribution_points`
  public Reply distributions(Call call) {
    Batch batch = new Batch();
    Window window = new Window();
    for (Fields series : series(call)) {
      List<String> tags = new ArrayList<>(series.texts("tags"));
      series
          .text("host")
          .filter(host -> !host.isEmpty())
          .ifPresent(host -> tags.add("host:" + host));
      for (List<?> point : pairs(series)) {
        if (!(point.get(1) instanceof List<?> values)) {
          throw series.wrong("points", "pairs of a time and an array of values");
        }
        double[] numbers = values.stream().mapToDouble(value -> number(series, value)).toArray();
        List<Sample> taken = new ArrayList<>();
        for (double value : numbers) {
          window.take((long) number(series, point.get(0)), value, 0, taken);
        }
        if (!taken.isEmpty()) {
          batch.addDistribution(name(series), Names.tags(tags), taken.getFirst().second(), numbers);
        }
      }
    }
    window.keep(call, batch);
    return new Reply(202, Map.of("status", "ok"));
  }

  /// `POST /api/v1/check_run`: kept as a gauge of the status, 0 for OK to 3 for unknown.
  public Reply checks(Call call) {
    Object tree = ai.metta.server.web.Tree.read(call.body());
    List<?> checks = tree instanceof List<?> many ? many : java.util.Arrays.asList(tree);
    Batch batch = new Batch();
    Window window = new Window();
    Instant now = clock.instant();
    for (Object one : checks) {
      Fields check = Fields.of(one);
      List<String> tags = new ArrayList<>(check.texts("tags"));
      tags.add("host:" + check.required("host_name", check.text("host_name")));
      double status = check.required("status", check.number("status"));
      if (status != Math.rint(status) || status < 0 || status > 3) {
        throw check.wrong("status", "one of 0, 1, 2, 3");
      }
      List<Sample> samples = new ArrayList<>();
      window.take(
          check.number("timestamp").map(Double::longValue).orElse(now.getEpochSecond()),
          status,
          0,
          samples);
      batch.add(
          Names.metric(check.required("check", check.text("check"))),
          MetricType.GAUGE,
          Names.tags(tags),
          Optional.empty(),
          samples);
    }
    window.keep(call, batch);
    return new Reply(202, Map.of("status", "ok"));
  }
}
