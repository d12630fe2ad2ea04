// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.jobresults.suite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run of a suite.
///
/// @param completed empty while it goes on
public record SuiteRun(
    String id, String suite, Instant started, Optional<Instant> completed, List<SuiteJob> jobs) {
  public SuiteRun {
    jobs = List.copyOf(jobs);
  }
}
