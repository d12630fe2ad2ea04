// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.truth.Series;
import ai.metta.sandbox.truth.Tally;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is so in an organisation at an instant, counted from its story and from nothing that was
/// served: each metric's value where it has one, under the rules that hold unless somebody sets
/// others, production deployments being deployments.
///
/// @param repositories by `owner/name`, those in use that are no forks
/// @param estimatedForceMerges by `owner/name`, for whoever may not see GitHub's own record: merges
///   of the last 7 days that today's rules would not have let through
public record GithubTruth(
    Instant at,
    SortedMap<String, SortedMap<Series, Double>> repositories,
    SortedMap<String, Double> estimatedForceMerges) {
  public GithubTruth {
    repositories = Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    estimatedForceMerges = Collections.unmodifiableSortedMap(new TreeMap<>(estimatedForceMerges));
  }

  static GithubTruth of(Organisation organisation, Instant at) {
    SortedMap<String, SortedMap<Series, Double>> values = new TreeMap<>();
    SortedMap<String, Double> estimates = new TreeMap<>();
    for (Repository repository : organisation.repositories()) {
      if (repository.use() == Repository.Use.SOURCE) {
        Tally tally = new Tally();
        new PullTruth(repository, at, tally).tell();
        new CommitTruth(repository, at, tally).tell();
        new RunTruth(repository, at, tally).tell();
        new StandingTruth(repository, at, tally).tell();
        new DeploymentTruth(repository, at, tally).tell();
        values.put(repository.fullName(), Collections.unmodifiableSortedMap(tally.values()));
        repository
            .guard()
            .ifPresent(guard ->
                estimates.put(
                    repository.fullName(), PullTruth.againstTheRules(repository, at, guard)));
      }
    }
    return new GithubTruth(at, values, estimates);
  }
}
