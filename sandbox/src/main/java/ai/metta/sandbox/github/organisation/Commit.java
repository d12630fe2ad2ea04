// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A commit.
///
/// @param landed when the default branch first had it; empty where it never got there
/// @param committed by the committer's clock; for a pull request's own commit before it landed
/// @param parents oids; two for a merge
/// @param pull the pull request that it is of
public record Commit(
    String oid,
    Optional<Instant> landed,
    Instant committed,
    Instant authored,
    Signature author,
    String subject,
    String body,
    List<FileChange> files,
    List<String> parents,
    Optional<Long> pull,
    Nature nature) {
  public Commit {
    files = List.copyOf(files);
    parents = List.copyOf(parents);
  }

  /// What a commit is for.
  public enum Nature {
    ORDINARY,
    HOTFIX,
    REVERT
  }

  public long additions() {
    return files.stream().mapToLong(FileChange::additions).sum();
  }

  public long deletions() {
    return files.stream().mapToLong(FileChange::deletions).sum();
  }

  public boolean isMerge() {
    return parents.size() > 1;
  }

  boolean isOnDefaultAt(Instant now) {
    return landed.filter(at -> !at.isAfter(now)).isPresent();
  }

  Commit landing(Instant at) {
    return new Commit(
        oid,
        Optional.of(at),
        committed,
        authored,
        author,
        subject,
        body,
        files,
        parents,
        pull,
        nature);
  }

  Commit following(String parent) {
    List<String> all = new ArrayList<>(parents);
    all.set(0, parent);
    return new Commit(
        oid, landed, committed, authored, author, subject, body, files, all, pull, nature);
  }
}
