// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A pull request.
///
/// @param author empty for an account that was deleted
/// @param closed when it was merged or closed; empty while open
/// @param readied when it was first marked as ready, for one that was opened as a draft and not
///   turned into one later
/// @param firstCommit when its first commit was authored; known of closed ones only
/// @param comments on the pull request and on its code
record PullRequest(
    long number,
    Optional<Person> author,
    boolean draft,
    Instant created,
    Instant updated,
    Optional<Instant> closed,
    Optional<Instant> merged,
    String base,
    String head,
    boolean fromFork,
    Optional<Instant> readied,
    Optional<Instant> firstCommit,
    long comments,
    long reviewThreads,
    List<Review> reviews) {
  PullRequest {
    reviews = List.copyOf(reviews);
  }

  /// A review that was handed in.
  record Review(Instant submitted, String state, Optional<Person> author) {}

  boolean isOpenAt(Instant instant) {
    return !created.isAfter(instant) && closed.map(end -> end.isAfter(instant)).orElse(true);
  }

  /// Reviews by people other than the author, drafts of reviews left out, earliest first.
  List<Review> reviewsByOthers(Bots bots) {
    return reviews.stream()
        .filter(review -> !review.state().equals("PENDING"))
        .filter(review -> !review.author().equals(author) || author.isEmpty())
        .filter(review -> review.author().map(bots::isHuman).orElse(true))
        .sorted(Comparator.comparing(Review::submitted))
        .toList();
  }

  /// When somebody could first review it.
  Instant readyForReview() {
    return readied.filter(ready -> ready.isAfter(created)).orElse(created);
  }

  Instant start(GithubConfig.CycleStart start) {
    return switch (start) {
      case CREATED -> created;
      case READY -> readyForReview();
      case FIRST_COMMIT -> firstCommit.filter(first -> first.isBefore(created)).orElse(created);
    };
  }

  double hoursToMerge(Instant start) {
    return Duration.between(start, merged.orElseThrow()).toMillis() / 3_600_000.0;
  }
}
