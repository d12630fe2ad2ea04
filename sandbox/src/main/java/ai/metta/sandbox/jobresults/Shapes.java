// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults;

import ai.metta.sandbox.jobresults.suite.SuiteJob;
import ai.metta.sandbox.jobresults.suite.SuiteJob.Ask;
import ai.metta.sandbox.jobresults.suite.SuiteRun;
import ai.metta.sandbox.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs as documents of version 1 have them.
final class Shapes {
  private static final String NOT_A_NUMBER = "not a number";

  private Shapes() {}

  static Map<String, Object> document(SuiteRun run) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", 1);
    document.put("run_id", run.id());
    document.put("suite", run.suite());
    document.put("started_at", run.started().toString());
    run.completed().map(Instant::toString).ifPresent(at -> document.put("completed_at", at));
    document.put("git_sha", Integer.toHexString(run.id().hashCode()));
    document.put("jobs", run.jobs().stream().map(Shapes::job).toList());
    return document;
  }

  private static Map<String, Object> job(SuiteJob job) {
    boolean local = job.where().execution().equals("local");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", job.name());
    if (local) {
      tree.put("cmd", List.of("uv", "run", job.recipe(), "--quiet"));
    } else {
      tree.put("recipe", job.recipe());
    }
    job.category().ifPresent(category -> tree.put("category", category));
    tree.put("status", job.status());
    job.exitCode().ifPresent(code -> tree.put("exit_code", code));
    if (job.hasBegun()) {
      tree.put("started_at", job.started().toString());
    }
    job.ended().ifPresent(end -> tree.put("completed_at", end.toString()));
    job.seconds().ifPresent(seconds -> tree.put("duration_s", seconds));
    job.timeoutSeconds().ifPresent(seconds -> tree.put("timeout_s", seconds));
    tree.put("execution", job.where().execution());
    tree.put("gpus", job.where().gpus());
    tree.put("nodes", job.where().nodes());
    job.externalRun().ifPresent(run -> tree.put("external_run", run));
    Map<String, Object> metrics = new LinkedHashMap<>();
    job.measured()
        .forEach((name, value) -> metrics.put(name, value.isNaN() ? NOT_A_NUMBER : value));
    tree.put("metrics", metrics);
    tree.put("acceptance", job.asked().stream().map(Shapes::ask).toList());
    return tree;
  }

  private static Map<String, Object> ask(Ask ask) {
    return JsonTree.of(
        "metric",
        ask.metric(),
        "operator",
        ask.operator(),
        "threshold",
        ask.operator().equals("in") ? List.of(ask.threshold(), ask.high()) : ask.threshold());
  }

  /// Python's writer has a word for what is not a number, which JSON has not.
  static String asPythonWrites(String json) {
    return json.replace('"' + NOT_A_NUMBER + '"', "NaN");
  }
}
