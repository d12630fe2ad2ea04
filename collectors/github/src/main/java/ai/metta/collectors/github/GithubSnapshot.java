// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.GateReader.Gate;
import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything one run knows of a repository, each part known, unsupported or failed by itself.
///
/// @param files paths by commit, of the commits that are no merges
/// @param failedBefore ids of runs that succeeded after they had failed
record GithubSnapshot(
    Fetched<Overview> overview,
    Fetched<Pulls> pulls,
    Fetched<Collection<Branch>> branches,
    Fetched<Commits> commits,
    Fetched<Map<String, List<String>>> files,
    Fetched<Contributions> contributions,
    Fetched<Bypasses> bypasses,
    Fetched<List<Instant>> forcePushes,
    Fetched<Runs> runs,
    Fetched<Set<Long>> failedBefore,
    Fetched<Set<Long>> timeouts,
    Fetched<Gates> gates,
    Fetched<Issues> issues,
    Fetched<List<Deployment>> deployments) {

  /// Commits, with whatever was set that their metrics go by; so are the others.
  record Commits(Collection<Commit> all, GithubConfig rules) {}

  record Contributions(Collection<Contribution> all, GithubConfig rules) {}

  record Issues(Collection<Issue> all, GithubConfig rules) {}

  record Gates(List<Gate> all, GithubConfig rules) {}
}
