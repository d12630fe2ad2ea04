// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A pull request's life.
///
/// @param author empty for an account that was deleted
/// @param readied when it stopped being a draft, for one that began as one
/// @param comments when it was spoken about, on its code or not
/// @param threads when conversations on its code began; their first comments are among `comments`
/// @param commits its own, oldest first
/// @param mergeOid the commit that its merge made; empty where it is not merged
public record PullRequest(
    long number,
    Optional<Account> author,
    String title,
    Instant opened,
    Beginning beginning,
    Optional<Instant> readied,
    String base,
    String head,
    Origin origin,
    List<String> labels,
    List<Instant> comments,
    List<Instant> threads,
    List<Review> reviews,
    List<Commit> commits,
    Optional<Instant> closed,
    Optional<String> mergeOid,
    Checks checks) {
  public PullRequest {
    labels = List.copyOf(labels);
    comments = List.copyOf(comments);
    threads = List.copyOf(threads);
    reviews = List.copyOf(reviews);
    commits = List.copyOf(commits);
  }

  /// How it was opened.
  public enum Beginning {
    READY,
    DRAFT
  }

  /// Where its branch is.
  public enum Origin {
    REPOSITORY,
    FORK
  }

  /// What its checks come to, in GitHub's words.
  public enum Checks {
    SUCCESS,
    FAILURE,
    PENDING
  }

  /// Where it stands.
  public enum State {
    OPEN,
    CLOSED,
    MERGED
  }

  public boolean existsAt(Instant now) {
    return !opened.isAfter(now);
  }

  public State stateAt(Instant now) {
    if (closed.filter(at -> !at.isAfter(now)).isEmpty()) {
      return State.OPEN;
    }
    return mergeOid.isPresent() ? State.MERGED : State.CLOSED;
  }

  public boolean isOpenAt(Instant now) {
    return existsAt(now) && stateAt(now) == State.OPEN;
  }

  public boolean isDraftAt(Instant now) {
    return beginning == Beginning.DRAFT && readied.filter(at -> !at.isAfter(now)).isEmpty();
  }

  /// When it was last touched, as of an instant.
  public Instant touchedAt(Instant now) {
    Instant last = opened;
    for (Instant at : comments) {
      last = later(last, at, now);
    }
    for (Review review : reviews) {
      last = later(last, review.submitted().orElse(opened), now);
    }
    for (Commit commit : commits) {
      last = later(last, commit.committed(), now);
    }
    return later(later(last, closed.orElse(opened), now), readied.orElse(opened), now);
  }

  private static Instant later(Instant last, Instant at, Instant now) {
    return at.isAfter(last) && !at.isAfter(now) ? at : last;
  }

  /// When it was merged, as far as that has happened.
  public Optional<Instant> mergedBy(Instant now) {
    return stateAt(now) == State.MERGED ? closed : Optional.empty();
  }

  /// What all its commits change together; the same path once.
  public List<FileChange> files() {
    return together(commits);
  }

  static List<FileChange> together(List<Commit> commits) {
    Map<String, FileChange> byPath = new LinkedHashMap<>();
    commits.stream()
        .flatMap(commit -> commit.files().stream())
        .forEach(file ->
            byPath.merge(
                file.path(),
                file,
                (one, other) ->
                    new FileChange(
                        one.path(),
                        one.additions() + other.additions(),
                        one.deletions() + other.deletions())));
    return List.copyOf(byPath.values());
  }
}
