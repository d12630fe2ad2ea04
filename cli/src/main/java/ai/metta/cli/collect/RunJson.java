// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.collect.RunPrinter.Pushed;
import ai.metta.collect.Run;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Result;
import ai.metta.collect.health.Figure;
import ai.metta.metric.Failure;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Unit;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// The document of `collect -o json`: stable, versioned, what other tools are written against.
public final class RunJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private RunJson() {}

  static void write(Run run, Pushed pushed, PrintWriter out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      begin(json, run);
      json.writeBooleanProperty("pushed", pushed == Pushed.YES);
      json.writeArrayPropertyStart("collectors");
      for (Result result : run.results()) {
        json.writeStartObject();
        outcomes(json, result);
        json.writeArrayPropertyStart("series");
        result.series().forEach(series -> series(json, series));
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  /// The same without its series, and without a word on whether it was pushed.
  public static void outcomes(Run run, PrintWriter out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      begin(json, run);
      json.writeArrayPropertyStart("collectors");
      for (Result result : run.results()) {
        json.writeStartObject();
        outcomes(json, result);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private static void begin(JsonGenerator json, Run run) {
    json.writeNumberProperty("version", 1);
    json.writeStringProperty("invocation", run.invocation());
    json.writeStringProperty("as_of", run.asOf().toString());
  }

  private static void outcomes(JsonGenerator json, Result result) {
    json.writeStringProperty("name", result.collector());
    json.writeStringProperty("status", result.status().word());
    result
        .reason()
        .map(Failure::message)
        .ifPresent(reason -> json.writeStringProperty("reason", reason));
    json.writeNumberProperty("duration_seconds", result.duration().toMillis() / 1000.0);
    json.writeNumberProperty("metric_count", result.metricCount());
    json.writeNumberProperty("series_count", result.series().size());
    json.writeNumberProperty("error_count", result.errorCount());
    json.writeArrayPropertyStart("outcomes");
    result.outcomes().stream().filter(one -> !one.hasValue()).forEach(one -> outcome(json, one));
    json.writeEndArray();
    if (!result.figures().isEmpty()) {
      json.writeArrayPropertyStart("rows");
      result.figures().forEach(figure -> row(json, figure));
      json.writeEndArray();
    }
  }

  private static void outcome(JsonGenerator json, MetricOutcome one) {
    json.writeStartObject();
    json.writeStringProperty("metric", one.metric());
    texts(json, "tags", one.scope().texts());
    json.writeStringProperty("outcome", one.outcome().word());
    json.writeStringProperty("reason", one.reason().orElse(""));
    json.writeEndObject();
  }

  /// A row of the health grid. Without a figure both numbers are null.
  private static void row(JsonGenerator json, Figure figure) {
    json.writeStartObject();
    json.writeStringProperty("area", figure.row().fom().area());
    json.writeStringProperty("check", figure.row().fom().check());
    json.writeStringProperty("metric", figure.row().raw().name());
    switch (figure) {
      case Figure.Known known -> {
        json.writeName("fom");
        number(json, known.fom());
        json.writeName("value");
        number(json, known.raw());
        texts(json, "tags", known.of().texts());
      }
      case Figure.Unknown unknown -> grey(json, unknown.reason());
      case Figure.Gone gone -> grey(json, gone.reason());
    }
    json.writeEndObject();
  }

  private static void grey(JsonGenerator json, String reason) {
    json.writeNullProperty("fom");
    json.writeNullProperty("value");
    json.writeStringProperty("reason", reason);
  }

  public static void series(JsonGenerator json, Series series) {
    json.writeStartObject();
    json.writeStringProperty("metric", series.metric());
    json.writeStringProperty("type", series.type().word());
    json.writeName("unit");
    series.unit().map(Unit::text).ifPresentOrElse(json::writeString, json::writeNull);
    texts(json, "tags", series.tags().texts());
    json.writeArrayPropertyStart("points");
    for (Point point : series.points()) {
      json.writeStartArray();
      json.writeNumber(point.at().getEpochSecond());
      number(json, point.value());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Whole numbers without a decimal point.
  private static void number(JsonGenerator json, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  public static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
