// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.github.organisation.Guard.Kind;
import ai.metta.sandbox.github.organisation.Repository.Use;
import java.util.List;
import java.util.Optional;

/// What a repository is like.
///
/// @param line parts its dice from the others'
/// @param defaultBranch empty text for an empty repository
/// @param pulls pull requests in 10 days
/// @param issues issues in 10 days
/// @param directPushes in 10 days
/// @param mergePercent how many pull requests are merged by a merge commit; the others are squashed
record Temper(
    int line,
    String name,
    Use use,
    String defaultBranch,
    int pulls,
    int issues,
    int directPushes,
    int mergePercent,
    Optional<Guard> guard,
    Deploying deploying) {

  /// Whether it is deployed.
  enum Deploying {
    OFTEN,
    NEVER
  }

  static final List<Temper> ALL =
      List.of(
          new Temper(
              1,
              "arena",
              Use.SOURCE,
              "main",
              90,
              25,
              4,
              8,
              Optional.of(new Guard(Kind.RULESET, 1)),
              Deploying.OFTEN),
          new Temper(
              2, "attic", Use.ARCHIVED, "main", 2, 1, 1, 0, Optional.empty(), Deploying.NEVER),
          new Temper(
              3,
              "handbook",
              Use.SOURCE,
              "trunk",
              7,
              5,
              2,
              70,
              Optional.of(new Guard(Kind.CLASSIC, 1)),
              Deploying.NEVER),
          new Temper(4, "mirror", Use.FORK, "main", 1, 0, 0, 0, Optional.empty(), Deploying.NEVER),
          new Temper(5, "scratch", Use.SOURCE, "", 0, 1, 0, 0, Optional.empty(), Deploying.NEVER));

  boolean isEmpty() {
    return defaultBranch.isEmpty();
  }
}
