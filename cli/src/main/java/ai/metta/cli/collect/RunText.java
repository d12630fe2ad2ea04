// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Run;
import ai.metta.metric.MetricType;
import ai.metta.metric.Series;
import ai.metta.metric.Tag;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A run a line at a time: a JSON object a series, or Prometheus' text exposition format.
final class RunText {
  private static final JsonFactory JSON = new JsonFactory();

  private RunText() {}

  static void jsonLines(Run run, PrintWriter out) {
    for (Series series : run.series()) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
        RunJson.series(json, series);
      }
      out.println(line);
    }
  }

  /// Prometheus' text format. A label has one value: a tag's several are joined by commas.
  static void prometheus(Run run, Workbench bench, PrintWriter out) {
    Map<String, String> descriptions =
        MetricRow.all(bench).stream()
            .collect(
                Collectors.toMap(
                    row -> row.metric().name(),
                    row -> row.metric().description(),
                    (one, _) -> one));
    Map<String, List<Series>> byMetric =
        run.series().stream()
            .collect(
                Collectors.groupingBy(Series::metric, LinkedHashMap::new, Collectors.toList()));
    byMetric.forEach((metric, all) -> {
      String name = metric.replace('.', '_');
      Optional.ofNullable(descriptions.get(metric))
          .ifPresent(help -> out.println("# HELP " + name + " " + escaped(help)));
      out.println("# TYPE " + name + " " + type(all.getFirst().type()));
      all.forEach(series ->
          out.println(
              name
                  + tags(series)
                  + " "
                  + RunPrinter.value(series)
                  + " "
                  + series.points().getFirst().at().toEpochMilli()));
    });
  }

  /// A counter of Prometheus' only grows; what was counted in an interval has no type there.
  private static String type(MetricType type) {
    return switch (type) {
      case GAUGE -> "gauge";
      case COUNT, RATE, DISTRIBUTION -> "untyped";
    };
  }

  private static String tags(Series series) {
    Map<String, String> values =
        series.tags().all().stream()
            .collect(
                Collectors.toMap(
                    tag -> tag.key().replaceAll("[^a-zA-Z0-9_]", "_"),
                    Tag::value,
                    (one, other) -> one + "," + other,
                    LinkedHashMap::new));
    return values.entrySet().stream()
        .map(tag -> tag.getKey() + "=\"" + escaped(tag.getValue()).replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
