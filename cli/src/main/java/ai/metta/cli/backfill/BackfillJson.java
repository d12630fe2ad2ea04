// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import ai.metta.cli.backfill.Findings.Found;
import ai.metta.cli.collect.RunJson;
import ai.metta.cli.collect.RunPrinter;
import ai.metta.collect.Backfill;
import ai.metta.metric.Failure;
import ai.metta.metric.Series;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// The documents of `backfill -o json` and `-o jsonl`: stable, versioned.
final class BackfillJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private BackfillJson() {}

  static void write(
      Backfilling backfilling,
      List<Backfill.Result> results,
      Findings findings,
      RunPrinter.Pushed pushed,
      PrintWriter out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("version", 1);
      json.writeStringProperty("invocation", backfilling.plan().invocation());
      json.writeStringProperty("since", backfilling.steps().first().toString());
      json.writeStringProperty("until", backfilling.steps().last().toString());
      json.writeNumberProperty("step_seconds", backfilling.steps().every().toSeconds());
      json.writeBooleanProperty("pushed", pushed == RunPrinter.Pushed.YES);
      json.writeArrayPropertyStart("collectors");
      results.forEach(result -> collector(json, result, findings.of(result.collector())));
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  /// A series a line.
  static void lines(Findings findings, PrintWriter out) {
    for (Series series : findings.series()) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
        RunJson.series(json, series);
      }
      out.println(line);
    }
  }

  private static void collector(JsonGenerator json, Backfill.Result result, Found found) {
    json.writeStartObject();
    json.writeStringProperty("name", result.collector());
    json.writeStringProperty("status", result.status().word());
    result
        .reason()
        .map(Failure::message)
        .ifPresent(reason -> json.writeStringProperty("reason", reason));
    json.writeNumberProperty("duration_seconds", result.duration().toMillis() / 1000.0);
    json.writeNumberProperty("step_count", found.steps());
    json.writeNumberProperty("missing_step_count", result.missing());
    json.writeNumberProperty("metric_count", found.metrics());
    json.writeNumberProperty("series_count", found.courses().size());
    json.writeNumberProperty("point_count", found.points());
    json.writeNumberProperty("error_count", errors(result, found));
    RunJson.texts(json, "now_only", result.nowOnly());
    json.writeArrayPropertyStart("outcomes");
    found
        .lacking()
        .forEach((lacking, reasons) ->
            reasons.forEach((reason, steps) -> outcome(json, lacking, reason, steps)));
    json.writeEndArray();
    json.writeArrayPropertyStart("series");
    found.courses().forEach((key, course) -> RunJson.series(json, key.series(course.points())));
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Metrics that failed in some scope at some step; 1 where the collector did before there were
  /// any.
  private static long errors(Backfill.Result result, Found found) {
    return switch (result.status()) {
      case FAILED, PARTIAL -> Math.max(1, found.errors());
      case OK, NOT_CONFIGURED -> found.errors();
    };
  }

  private static void outcome(
      JsonGenerator json, Findings.Lacking lacking, String reason, long steps) {
    json.writeStartObject();
    json.writeStringProperty("metric", lacking.metric());
    RunJson.texts(json, "tags", lacking.scope().texts());
    json.writeStringProperty("outcome", lacking.word());
    json.writeStringProperty("reason", reason);
    json.writeNumberProperty("steps", steps);
    json.writeEndObject();
  }
}
