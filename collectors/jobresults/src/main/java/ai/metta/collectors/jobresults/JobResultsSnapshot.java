// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Emission;
import ai.metta.metric.Fetched;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongBiFunction;

/// Everything one run knows of a suite.
///
/// @param suite all of its documents, where each source that may hold some was read
/// @param arrivals what is known of its documents' arrival, whatever else is not
record JobResultsSnapshot(Fetched<Suite> suite, Arrivals arrivals) {

  /// A count that says nothing of a suite that nobody expects, once none of its documents matters
  /// any more: such a suite has ended, and whether it was ever there depends on how far back is
  /// read.
  static Emission<JobResultsSnapshot> counted(
      Metric metric, ToLongBiFunction<Suite, Instant> count) {
    return emit(metric)
        .from(JobResultsSnapshot::suite)
        .<Arrivals>and(facts -> Fetched.known(facts.arrivals()))
        .by((suite, arrivals, asOf) ->
            arrivals.matterAt(asOf)
                ? Outcome.count(count.applyAsLong(suite, asOf))
                : new Outcome.Absent(
                    "nobody expects suite "
                        + suite.name()
                        + ", and none of its documents tells of the time before"));
  }

  /// A suite's documents, the newest of each run.
  ///
  /// @param finishes of all of their jobs, the newest first: told once, and looked at by every
  ///   metric
  record Suite(
      String name, List<Document> documents, JobResultsConfig rules, List<Finish> finishes) {
    Suite {
      documents = List.copyOf(documents);
      finishes = List.copyOf(finishes);
    }

    Suite(String name, List<Document> documents, JobResultsConfig rules) {
      this(name, documents, rules, Finish.all(documents, rules));
    }
  }

  /// Which documents came.
  ///
  /// @param documents of the sources that could be read
  /// @param whole whether that is all of them
  /// @param expectation whether somebody expects any
  record Arrivals(
      String suite,
      List<Document> documents,
      Fetched<Boolean> whole,
      Expectation expectation,
      JobResultsConfig rules) {
    Arrivals {
      documents = List.copyOf(documents);
    }

    /// Whether anything is to be said of the suite at an instant.
    boolean matterAt(Instant asOf) {
      Instant since = asOf.minus(rules.longest());
      return expectation == Expectation.EXPECTED
          || documents.stream().anyMatch(document -> !document.told().isBefore(since));
    }

    /// Whether one of them had come within a time before an instant.
    boolean anyWithin(Duration back, Instant asOf) {
      return documents.stream()
          .flatMap(document -> document.heardBy(asOf).stream())
          .anyMatch(Window.ending(asOf, back)::contains);
    }
  }

  /// Whether a suite is one of those that are to come.
  enum Expectation {
    EXPECTED,
    UNEXPECTED
  }
}
