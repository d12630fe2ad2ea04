// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.DeploymentReader.Deployment;
import ai.metta.collectors.github.WorkflowRun.Attempt;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Everything one run knows of a repository, each part known, unsupported or failed by itself.
///
/// @param files paths by commit, of the commits that are no merges
/// @param failedBefore attempts before which their run had failed
/// @param timeouts cancelled attempts that a time limit ended
record GithubSnapshot(
    Fetched<Overview> overview,
    Fetched<Pulls> pulls,
    Fetched<Collection<Branch>> branches,
    Fetched<Commits> commits,
    Fetched<Map<String, List<String>>> files,
    Fetched<Contributions> contributions,
    Fetched<Month<Bypasses>> bypasses,
    Fetched<Month<List<Instant>>> forcePushes,
    Fetched<Runs> runs,
    Fetched<Set<Attempt>> failedBefore,
    Fetched<Set<Attempt>> timeouts,
    Fetched<Gates> gates,
    Fetched<Issues> issues,
    Fetched<List<Deployment>> deployments) {
  private static final String UNKNOWN = "not read";

  /// One of which some topics could not be read, and nothing is known of the others but, where
  /// anything says what deployments are, that there were none.
  static GithubSnapshot without(Predicate<Topic> unread, GithubConfig config) {
    return new GithubSnapshot(
        Fetched.unsupported(UNKNOWN),
        part(unread, Topic.PULLS),
        part(unread, Topic.BRANCHES),
        part(unread, Topic.COMMITS),
        part(unread, Topic.FILES),
        part(unread, Topic.CONTRIBUTIONS),
        part(unread, Topic.RULES),
        part(unread, Topic.ACTIVITY),
        part(unread, Topic.RUNS),
        part(unread, Topic.ATTEMPTS),
        part(unread, Topic.TIMEOUTS),
        part(unread, Topic.WORKFLOWS),
        part(unread, Topic.ISSUES),
        config.deployments() instanceof DeploymentRule.None || unread.test(Topic.DEPLOYMENTS)
            ? part(unread, Topic.DEPLOYMENTS)
            : Fetched.known(List.of()));
  }

  private static <T> Fetched<T> part(Predicate<Topic> unread, Topic topic) {
    return unread.test(topic)
        ? Fetched.failed(new Failure.Credentials(topic.word()))
        : Fetched.unsupported(UNKNOWN);
  }

  /// Commits, with whatever was set that their metrics go by; so are the others.
  record Commits(Collection<Commit> all, GithubConfig rules) {}

  record Contributions(Collection<Contribution> all, GithubConfig rules) {}

  record Issues(Collection<Issue> all, GithubConfig rules) {}

  record Gates(List<Gate> all, GithubConfig rules) {}
}
