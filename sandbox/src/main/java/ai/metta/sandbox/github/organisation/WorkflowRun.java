// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A workflow run's life.
///
/// @param branch what it ran for
/// @param attempts the first one first; never empty
public record WorkflowRun(
    long id,
    Workflow workflow,
    String event,
    String branch,
    String sha,
    Instant created,
    List<Attempt> attempts) {
  public WorkflowRun {
    attempts = List.copyOf(attempts);
  }

  /// One try.
  ///
  /// @param conclusion in GitHub's word, from its end on
  /// @param end why it ended
  public record Attempt(int number, Instant started, Instant ended, String conclusion, End end) {
    public boolean isOverAt(Instant now) {
      return !ended.isAfter(now);
    }

    boolean failed() {
      return conclusion.equals("failure") || conclusion.equals("timed_out");
    }
  }

  /// What ended an attempt.
  public enum End {
    ITSELF,
    /// Its job ran for as long as it may, which GitHub calls cancelled.
    TIME_LIMIT,
    /// A newer run took its place, or somebody stopped it.
    SOMEBODY
  }

  public boolean existsAt(Instant now) {
    return !created.isAfter(now);
  }

  /// The newest attempt as of an instant.
  public Attempt latestAt(Instant now) {
    return attempts.stream()
        .filter(attempt -> !attempt.started().isAfter(now))
        .reduce((_, last) -> last)
        .orElse(attempts.getFirst());
  }

  /// How it ended; empty while it runs.
  public Optional<String> conclusionAt(Instant now) {
    return Optional.of(latestAt(now)).filter(last -> last.isOverAt(now)).map(Attempt::conclusion);
  }

  /// The id of the one job of an attempt.
  public long job(Attempt attempt) {
    return id * 10 + attempt.number();
  }
}
