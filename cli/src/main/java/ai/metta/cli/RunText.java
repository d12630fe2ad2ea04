// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Run;
import ai.metta.metric.Series;
import ai.metta.metric.Tag;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  static void prometheus(Run run, PrintWriter out) {
    Map<String, List<Series>> byMetric =
        run.series().stream()
            .collect(
                Collectors.groupingBy(Series::metric, LinkedHashMap::new, Collectors.toList()));
    byMetric.forEach((metric, all) -> {
      String name = metric.replace('.', '_');
      out.println("# TYPE " + name + " gauge");
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

  private static String tags(Series series) {
    return series.tags().all().stream()
        .map(RunText::tag)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String tag(Tag tag) {
    String value = tag.value().replace("\\", "\\\\").replace("\"", "\\\"");
    return tag.key().replaceAll("[^a-zA-Z0-9_]", "_") + "=\"" + value + "\"";
  }
}
