// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collect.Told;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Arrivals;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Expectation;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Fetched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Facts made by hand, and what they come to.
final class Given {
  static final Instant AS_OF = Instant.parse("2026-03-18T12:00:00Z");

  private Given() {}

  static JobResultsConfig rules(String... keysAndValues) {
    Map<String, String> settings = new TreeMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      settings.put(keysAndValues[index], keysAndValues[index + 1]);
    }
    Path nowhere = Path.of("target", "no-such-folder");
    Loaded loaded =
        new SettingsLoader(
                JobResultsConfig.settings(), settings, Map.of(), Optional.empty(), nowhere, nowhere)
            .load();
    return JobResultsConfig.from(((Loaded.Good) loaded).settings());
  }

  /// A job, of its fields as JSON has them.
  static String job(String name, String fields) {
    return "{\"name\": \"" + name + "\", " + fields + "}";
  }

  /// Fields of a job that took an hour.
  ///
  /// @param ended as `17T13:00:00`, in March 2026
  static String ended(String status, String execution, String ended) {
    return "\"status\": \"%s\", \"execution\": \"%s\", \"completed_at\": \"2026-03-%sZ\", \"duration_s\": 3600"
        .formatted(status, execution, ended);
  }

  /// A document of a run that began with the 17th.
  static Document document(String runId, String... jobs) {
    return begun(runId, "2026-03-17T00:00:00Z", jobs);
  }

  /// A document of a run that began at a time.
  static Document begun(String runId, String started, String... jobs) {
    String json =
        """
        {"schema": 1, "run_id": "%s", "suite": "stable", "started_at": "%s", "jobs": [%s]}
        """
            .formatted(runId, started, String.join(",", jobs));
    return DocumentReader.one(runId, json.getBytes(StandardCharsets.UTF_8));
  }

  static JobResultsSnapshot facts(JobResultsConfig rules, Document... documents) {
    List<Document> all = JobResultsReading.newest(Arrays.stream(documents));
    return new JobResultsSnapshot(
        Fetched.known(new Suite("stable", all, rules)),
        new Arrivals("stable", all, Fetched.known(true), Expectation.EXPECTED, rules));
  }

  /// One run of these jobs, under the rules that hold unless somebody sets others.
  static JobResultsSnapshot jobs(String... jobs) {
    return facts(rules(), document("run", jobs));
  }

  /// What a metric comes to, as `tags=value` or the outcome's word and reason.
  static List<String> told(JobResultsSnapshot facts, String metric) {
    return told(facts, metric, AS_OF);
  }

  static List<String> told(JobResultsSnapshot facts, String metric, Instant asOf) {
    Catalogue<JobResultsSnapshot> catalogue =
        EvalMetrics.CATALOGUE.metric(metric).isPresent()
            ? EvalMetrics.CATALOGUE
            : TrainingMetrics.CATALOGUE;
    return Told.of(catalogue, facts, asOf, metric);
  }
}
