// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collectors.jobresults.Classes.Kind;
import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A job that ended, and how.
///
/// @param place of the job in its run, from 0
record Finish(Document run, int place, Job job, Kind kind, Instant at, Result result) {
  private static final double MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();

  /// Newest first; of jobs that ended together, the last listed one first.
  private static final Comparator<Finish> NEWEST_FIRST =
      Comparator.comparing(Finish::at)
          .thenComparing(finish -> finish.run().runId())
          .thenComparingInt(Finish::place)
          .reversed();

  /// What came of a job.
  enum Result {
    SUCCEEDED,
    FAILED,
    /// It had not ended when its time was up.
    TIMED_OUT,
    SKIPPED
  }

  /// The jobs of a suite that had ended within a time before an instant, newest first.
  static List<Finish> within(Duration back, Suite suite, Instant asOf) {
    Window window = Window.ending(asOf, back);
    return suite.finishes().stream().filter(finish -> window.contains(finish.at())).toList();
  }

  /// Those of one category.
  static List<Finish> within(Duration back, Suite suite, Instant asOf, Category category) {
    return within(back, suite, asOf).stream()
        .filter(finish -> finish.kind().category() == category)
        .toList();
  }

  /// All that have an end, be it still to come, newest first.
  static List<Finish> all(List<Document> documents, JobResultsConfig rules) {
    return documents.stream().flatMap(run -> ofRun(run, rules)).sorted(NEWEST_FIRST).toList();
  }

  private static Stream<Finish> ofRun(Document run, JobResultsConfig rules) {
    return IntStream.range(0, run.jobs().size()).mapToObj(place -> of(run, place, rules));
  }

  private static Finish of(Document run, int place, JobResultsConfig rules) {
    Job job = run.jobs().get(place);
    Kind kind = rules.classes().of(job);
    Life life = job.life();
    return life.ended()
        .map(at -> new Finish(run, place, job, kind, at, result(job)))
        .orElseGet(() -> {
          Instant late = life.started().plus(life.timeout().orElse(rules.timeout()));
          return new Finish(run, place, job, kind, late, Result.TIMED_OUT);
        });
  }

  private static Result result(Job job) {
    return switch (job.life().status()) {
      case SKIPPED -> Result.SKIPPED;
      case SUCCEEDED -> job.life().wentWell() && isAccepted(job) ? Result.SUCCEEDED : Result.FAILED;
      case FAILED, PENDING, RUNNING -> Result.FAILED;
    };
  }

  /// Whether each criterion was measured and is met, and the runner does not say otherwise.
  private static boolean isAccepted(Job job) {
    return job.accepted().orElse(true)
        && job.criteria().stream()
            .allMatch(criterion -> criterion.isMetBy(job).equals(Optional.of(true)));
  }

  /// How long it took; nothing where that is not known, as of one whose time was up.
  DoubleStream minutes() {
    return result == Result.TIMED_OUT
        ? DoubleStream.empty()
        : job.life().duration().stream().mapToDouble(took -> took.toMillis() / MILLIS_PER_MINUTE);
  }

  /// Whether it ran, well or not.
  boolean ran() {
    return result != Result.SKIPPED;
  }
}
