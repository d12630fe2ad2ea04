// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collect.Collector;
import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.collect.Trial;
import ai.metta.metric.Golden;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.jobresults.JobResultsFault;
import ai.metta.sandbox.jobresults.JobResultsServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpectedTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @Test
  void aKnownRunnerAtAKnownInstantGivesTheseSeries() {
    try (JobResultsServer server = Runner.served(7)) {
      StringBuilder lines = new StringBuilder();
      for (Collector<?> collector : List.of(new TrainingCollector(), new EvalCollector())) {
        lines
            .append("== ")
            .append(collector.profile().name())
            .append("\n")
            .append(Runner.collecting(collector, server).withAliases().run().lines());
      }
      Golden.matches(RESOURCES.resolve("expected-series.txt"), lines.toString());
    }
  }

  @Test
  void everythingThatCanBeWrongHasItsOwnMessage() {
    StringBuilder said = new StringBuilder();
    try (JobResultsServer server = Runner.served(7)) {
      for (JobResultsFault fault : JobResultsFault.values()) {
        server.heal();
        server.fail(Strike.always(fault));
        say(said, server, fault.toString(), Runner.collecting(new EvalCollector(), server));
      }
      server.heal();
      Trial elsewhere = Trial.of(new EvalCollector(), Runner.NOW);
      say(said, server, "no sources", elsewhere);
      say(
          said,
          server,
          "a folder that is not there",
          elsewhere.with("job_results.sources", "no-such-folder"));
      say(
          said,
          server,
          "a bucket that is not there",
          elsewhere.with("job_results.sources", "s3://no-such-bucket/results"));
    }
    Golden.matches(RESOURCES.resolve("messages.txt"), said.toString());
  }

  /// Each reason once, with how many metrics it cost.
  private static void say(StringBuilder said, JobResultsServer server, String when, Trial trial) {
    Report report = trial.run();
    said.append("== ").append(when).append(": ").append(report.result().status().word());
    if (report.result().status() == Status.NOT_CONFIGURED) {
      said.append("\n").append(report.said());
    }
    report
        .failures()
        .forEach((reason, metrics) ->
            said.append("\n")
                .append(reason.replace(server.endpoint().getAuthority(), "results.example"))
                .append(" [")
                .append(metrics)
                .append(" metrics]"));
    said.append("\n\n");
  }
}
