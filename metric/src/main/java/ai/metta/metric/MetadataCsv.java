// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Declarations as the `metadata.csv` that Datadog's integrations keep beside their code: a line a
/// metric, so that a difference of two versions is what changed for whoever queries them.
public final class MetadataCsv {
  private static final List<String> COLUMNS =
      List.of(
          "metric_name",
          "metric_type",
          "interval",
          "unit_name",
          "per_unit_name",
          "description",
          "orientation",
          "integration",
          "short_name",
          "curated_metric",
          "sample_tags");

  private MetadataCsv() {}

  /// A metric and whose it is.
  ///
  /// @param integration the collector
  /// @param schedule how often the collector runs; empty where several do
  /// @param scope the keys that name the scope on each of its series
  public record Line(
      Metric metric, String integration, Optional<Schedule> schedule, List<TagKey> scope) {
    public Line {
      scope = List.copyOf(scope);
    }

    private List<String> cells() {
      return List.of(
          metric.name(),
          metric.type().word(),
          interval(),
          metric.unit().map(Unit::name).orElse(""),
          metric.unit().flatMap(Unit::per).orElse(""),
          metric.description(),
          orientation(),
          integration,
          metric.shortName(),
          "",
          Stream.concat(scope.stream().map(TagKey::key), metric.tagKeys().stream())
              .distinct()
              .collect(Collectors.joining(",")));
    }

    /// The seconds that a point covers; a gauge's covers none.
    private String interval() {
      return metric.type() == MetricType.GAUGE
          ? ""
          : schedule.map(Schedule::every).map(Duration::toSeconds).map(String::valueOf).orElse("");
    }

    private String orientation() {
      return switch (metric.orientation()) {
        case HIGHER_IS_BETTER -> "1";
        case NEUTRAL -> "0";
        case LOWER_IS_BETTER -> "-1";
      };
    }
  }

  /// The whole file.
  public static String of(List<Line> lines) {
    return Stream.concat(Stream.of(COLUMNS), lines.stream().map(Line::cells))
        .map(cells -> cells.stream().map(MetadataCsv::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[,\"\n\r].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
