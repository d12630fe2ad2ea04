// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.http.Http;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.datadog.RemoteVolumes.Question;
import ai.metta.datadog.RemoteVolumes.Volume;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import ai.metta.metric.cost.Extent;
import ai.metta.metric.cost.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Counts the series that Datadog, or the local server, has of declared metrics.
///
/// @param schedules how often each collector runs, by name
/// @param unmeasured why metrics are not among the usages, filled while they are counted
record StoredSeries(
    Workbench bench, Map<String, Duration> schedules, Map<String, String> unmeasured) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  /// @throws FailureException where nobody can be asked, or the keys are refused
  List<Usage> of(List<MetricRow> rows, Instant now) {
    Map<String, Question> questions = new LinkedHashMap<>();
    rows.forEach(row -> questions.put(row.metric().name(), question(row, now)));
    Map<String, Volume> volumes;
    try (Http http = bench.http()) {
      volumes = Reader.of(bench).volumes(http.until(now.plus(LIMIT))).of(questions);
    }
    List<Usage> usages = new ArrayList<>();
    for (MetricRow row : rows) {
      extent(row, Optional.ofNullable(volumes.get(row.metric().name())).orElseThrow())
          .map(extent -> new Usage(row.metric().name(), row.metric().type(), extent))
          .filter(usage -> usage.series() > 0)
          .ifPresent(usages::add);
    }
    return usages;
  }

  /// One turn of the schedule, and an hour at least: in that every series has a point.
  private Question question(MetricRow row, Instant now) {
    Duration window =
        Optional.ofNullable(schedules.get(row.collector()))
            .or(() -> schedules.values().stream().max(Duration::compareTo))
            .filter(every -> every.compareTo(HOUR) > 0)
            .orElse(HOUR);
    List<String> keys =
        Stream.of(
                Stream.of("env", "source"),
                Tags.parse(bench.settings().get(GlobalSettings.TAGS)).keys().stream().sorted(),
                row.scope().stream().map(TagKey::key),
                row.metric().tagKeys().stream())
            .flatMap(some -> some)
            .distinct()
            .toList();
    return new Question(keys, new Window(now.minus(window), now));
  }

  private Optional<Extent> extent(MetricRow row, Volume volume) {
    String name = row.metric().name();
    return switch (volume) {
      case Volume.Told(long series) -> told(row, series);
      case Volume.Met(var series) -> {
        Map<Tags, Duration> met = new LinkedHashMap<>();
        series.forEach(tags -> every(row, tags).ifPresent(every -> met.put(tags, every)));
        if (met.size() < series.size()) {
          unmeasured.put(
              name,
              (series.size() - met.size())
                  + " of its series are of no collector here, whose schedule would be known");
        }
        yield Optional.of(new Extent.Met(met));
      }
      case Volume.Unknown(Failure cause) -> {
        if (cause instanceof Failure.Credentials) {
          throw new FailureException(cause);
        }
        unmeasured.put(name, cause.message());
        yield Optional.empty();
      }
    };
  }

  private Optional<Extent> told(MetricRow row, long series) {
    Optional<Duration> every = Optional.ofNullable(schedules.get(row.collector()));
    if (every.isEmpty()) {
      unmeasured.put(
          row.metric().name(),
          "Datadog tells of "
              + series
              + " series, but not which collectors send them, and how often");
    }
    return every.map(one -> new Extent.Told(series, one));
  }

  /// By who sent it, as its tag source says.
  private Optional<Duration> every(MetricRow row, Tags tags) {
    return tags.value("source")
        .map(source -> source.replaceFirst("-collector$", ""))
        .or(() -> Optional.of(row.collector()))
        .map(schedules::get);
  }
}
