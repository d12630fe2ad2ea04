// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.collect.Run;
import ai.metta.metric.Failure;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Progress on standard error: a line for people, or a JSON object a line for machines.
record Log(Surroundings surroundings, LogForm form) {
  private static final JsonFactory JSON = new JsonFactory();

  void say(String message) {
    write(message, Map.of());
  }

  /// One summary line a collector and run.
  void result(Run.Result result) {
    String seconds = String.format(Locale.ROOT, "%.2f", result.duration().toMillis() / 1000.0);
    Paint paint =
        form == LogForm.text ? surroundings.screen().paint(Screen.Stream.ERR) : Paint.NONE;
    String collected = "Collected " + result.metricCount() + " metrics";
    String message =
        switch (result.status()) {
          case NOT_CONFIGURED ->
              result.collector()
                  + " collector: "
                  + paint.bad("not configured")
                  + ": "
                  + reason(result);
          case FAILED ->
              result.collector()
                  + " collector: "
                  + paint.bad("failed")
                  + " in "
                  + seconds
                  + "s: "
                  + reason(result);
          case OK, PARTIAL ->
              result.collector()
                  + " collector: "
                  + (result.status() == Run.Status.OK
                      ? paint.good(collected)
                      : paint.doubtful(collected))
                  + " in "
                  + seconds
                  + "s"
                  + (result.errorCount() == 0 ? "" : ", " + result.errorCount() + " failed");
        };
    Map<String, String> fields = new TreeMap<>();
    fields.put("collector", result.collector());
    fields.put("status", result.status().word());
    fields.put("duration_seconds", seconds);
    fields.put("metric_count", Integer.toString(result.metricCount()));
    fields.put("error_count", Integer.toString(result.errorCount()));
    write(message, fields);
  }

  private static String reason(Run.Result result) {
    return result.reason().map(Failure::message).orElse("no reason was given");
  }

  private void write(String message, Map<String, String> fields) {
    if (form == LogForm.text) {
      surroundings.err().println(message);
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", surroundings.clock().instant().toString());
      json.writeStringProperty("level", "info");
      json.writeStringProperty("message", message);
      fields.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    surroundings.err().println(text);
  }
}
