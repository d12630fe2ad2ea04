// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collect.Collector;
import ai.metta.collect.Report;
import ai.metta.collect.Trial;
import ai.metta.metric.Tags;
import ai.metta.sandbox.jobresults.JobResultsOptions;
import ai.metta.sandbox.jobresults.JobResultsServer;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.jobresults.suite.SuiteTruth;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A simulated runner's place, and trials that collect from it.
final class Runner {
  static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");

  private Runner() {}

  static JobResultsServer served(long seed) {
    Fleet fleet = Fleet.of(seed, 600);
    return JobResultsServer.start(
        JobResultsOptions.of(
            SuiteStory.of(fleet, Experiments.of(fleet)), InstantSource.fixed(NOW)));
  }

  static Trial collecting(Collector<?> collector, JobResultsServer server) {
    return Trial.of(collector, NOW)
        .with("job_results.sources", server.endpoint().toString())
        .with("job_results.suites", "stable,ci");
  }

  /// Each suite from an address of its own.
  static Trial apart(Collector<?> collector, JobResultsServer server) {
    return Trial.of(collector, NOW)
        .with(
            "job_results.sources",
            "stable=%s/stable,ci=%s/ci".formatted(server.endpoint(), server.endpoint()));
  }

  static Map<String, Double> values(Report report) {
    return report.values();
  }

  static Map<String, Double> truth(JobResultsServer server, Instant at, Collector<?> collector) {
    SuiteTruth truth = server.truth(at);
    SortedMap<Series, Double> own =
        collector instanceof TrainingCollector ? truth.training() : truth.eval();
    Map<String, Double> named = new TreeMap<>();
    own.forEach((series, value) -> {
      Tags tags = Tags.none();
      for (Map.Entry<String, String> tag : series.tags().entrySet()) {
        tags = tags.and(tag.getKey(), tag.getValue());
      }
      named.put(series.metric() + "{" + tags + "}", value);
    });
    return named;
  }
}
