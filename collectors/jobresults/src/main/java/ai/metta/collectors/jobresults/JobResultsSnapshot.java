// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.metric.Fetched;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Everything one run knows of a suite.
///
/// @param suite all of its documents, where each source that may hold some was read
/// @param arrivals what is known of its documents' arrival, whatever else is not
record JobResultsSnapshot(Fetched<Suite> suite, Arrivals arrivals) {

  /// A suite's documents, the newest of each run.
  record Suite(String name, List<Document> documents, JobResultsConfig rules) {
    Suite {
      documents = List.copyOf(documents);
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
