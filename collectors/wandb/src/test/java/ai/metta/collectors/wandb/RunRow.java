// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/// A run as W&B writes it, by hand: fields by name, each as JSON.
record RunRow(TreeMap<String, String> fields) {
  static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");

  /// One that was created two hours ago and says nothing else.
  static RunRow called(String id, String state) {
    return new RunRow(new TreeMap<>())
        .with("name", quoted(id))
        .with("displayName", quoted(id))
        .with("state", quoted(state))
        .with("sweepName", "null")
        .with("tags", "[]")
        .with("heartbeatAt", "null")
        .with("computeSeconds", "0")
        .with("user", "{\"username\":\"kofi\"}")
        .with("runInfo", "null")
        .with("config", quoted("{}"))
        .with("summaryMetrics", quoted("{}"))
        .with("systemMetrics", quoted("{}"))
        .created(Duration.ofHours(2));
  }

  RunRow with(String field, String json) {
    TreeMap<String, String> more = new TreeMap<>(fields);
    more.put(field, json);
    return new RunRow(more);
  }

  RunRow named(String displayName) {
    return with("displayName", quoted(displayName));
  }

  RunRow created(Duration ago) {
    return with("createdAt", quoted(NOW.minus(ago).toString()));
  }

  /// Its last sign of life.
  RunRow seen(Duration ago) {
    return with("heartbeatAt", quoted(NOW.minus(ago).toString()));
  }

  RunRow computed(Duration time) {
    return with("computeSeconds", Long.toString(time.toSeconds()));
  }

  RunRow on(int gpus, String gpu) {
    return with("runInfo", "{\"gpuCount\":" + gpus + ",\"gpu\":" + quoted(gpu) + "}");
  }

  RunRow by(String user) {
    return with("user", "{\"username\":" + quoted(user) + "}");
  }

  RunRow configured(String json) {
    return with("config", quoted(json));
  }

  RunRow summing(String json) {
    return with("summaryMetrics", quoted(json));
  }

  RunRow systems(String json) {
    return with("systemMetrics", quoted(json));
  }

  String json() {
    StringBuilder text = new StringBuilder("{");
    fields.forEach((name, value) ->
        text.append(text.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\":")
            .append(value));
    return text.append('}').toString();
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
