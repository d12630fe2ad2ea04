// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of a suite, as its runner told of it. A runner may tell of a run more than once.
///
/// @param runId the same in every document of the run
/// @param suite in lower case
record Document(
    String runId, String suite, Instant started, Optional<Instant> completed, List<Job> jobs) {
  Document {
    jobs = List.copyOf(jobs);
  }

  /// The last thing it tells of: of two documents of a run, the one that knows of the later is the
  /// newer.
  Instant told() {
    return instants().max(Instant::compareTo).orElse(started);
  }

  /// The last that had been heard of the run at an instant; empty where it had not begun.
  Optional<Instant> heardBy(Instant asOf) {
    return instants().filter(at -> !at.isAfter(asOf)).max(Instant::compareTo);
  }

  private Stream<Instant> instants() {
    Stream<Instant> own = Stream.concat(Stream.of(started), completed.stream());
    Stream<Instant> jobs =
        this.jobs.stream()
            .flatMap(
                job -> Stream.concat(Stream.of(job.life().started()), job.life().ended().stream()));
    return Stream.concat(own, jobs);
  }
}
