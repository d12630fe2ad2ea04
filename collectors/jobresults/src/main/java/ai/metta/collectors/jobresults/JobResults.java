// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import ai.metta.metric.Unit;
import java.util.Optional;

/// Documents of job results, for whoever has one in hand; and what is so of every metric of them.
public final class JobResults {
  static final Source DOCUMENTS = new Source("job_results.sources", Optional.empty());

  private JobResults() {}

  /// What a document is about.
  public record Told(String runId, String suite, int jobs) {}

  /// Holds a document against the form that is known.
  ///
  /// @param name what it is called in messages
  /// @throws ai.metta.metric.FailureException as malformed, naming the field that is wrong
  public static Told check(String name, byte[] document) {
    Document read = DocumentReader.one(name, document);
    return new Told(read.runId(), read.suite(), read.jobs().size());
  }

  static Metric jobs(String name, String says, String group, int order) {
    return documented(name, says, group, order).unit(Unit.JOB);
  }

  static Metric documented(String name, String says, String group, int order) {
    return Metric.gauge(name)
        .says(says)
        .history(History.DERIVABLE)
        .from(DOCUMENTS)
        .shownIn(group, order);
  }
}
