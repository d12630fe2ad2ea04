// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A row of the job queue as a test writes it down: what is not said is not sent.
///
/// @param values as JSON
record JobRow(Map<String, String> values) {

  static JobRow of(int jobId, String status) {
    return new JobRow(Map.of())
        .with("job_id", jobId)
        .with("task_id", 0)
        .with("status", status)
        .with("task_name", "train")
        .with("user_hash", "0a1b2c3d");
  }

  /// On one node with one H100 on demand in us-east-1, for one hour.
  static JobRow running(int jobId) {
    return of(jobId, "RUNNING")
        .with("job_duration", 3600)
        .with("resources", "1x[H100:1]")
        .with("cluster_resources", "1x(gpus=H100:1, p5.4xlarge, ...)")
        .with("region", "us-east-1");
  }

  JobRow with(String key, String value) {
    return raw(key, HandmadeServer.quoted(value));
  }

  JobRow with(String key, double value) {
    return raw(
        key, value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
  }

  JobRow raw(String key, String json) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, json);
    return new JobRow(more);
  }

  String json() {
    return values.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
