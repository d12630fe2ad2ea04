// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A repository and everything that ever happens in it.
///
/// @param defaultBranch empty for an empty repository
/// @param commits those that land on the default branch, in the order they do
/// @param guard of the default branch; empty where no rule holds
public record Repository(
    String owner,
    String name,
    Use use,
    Optional<String> defaultBranch,
    List<PullRequest> pulls,
    List<Commit> commits,
    List<Branch> branches,
    List<Workflow> workflows,
    List<WorkflowRun> runs,
    List<Issue> issues,
    List<Deployment> deployments,
    List<Release> releases,
    List<Push> pushes,
    Optional<Guard> guard) {
  public Repository {
    pulls = List.copyOf(pulls);
    commits = List.copyOf(commits);
    branches = List.copyOf(branches);
    workflows = List.copyOf(workflows);
    runs = List.copyOf(runs);
    issues = List.copyOf(issues);
    deployments = List.copyOf(deployments);
    releases = List.copyOf(releases);
    pushes = List.copyOf(pushes);
  }

  /// What it is for.
  public enum Use {
    SOURCE,
    FORK,
    ARCHIVED
  }

  public String fullName() {
    return owner + "/" + name;
  }

  /// The default branch's history, newest commit first.
  public List<Commit> historyAt(Instant now) {
    return commits.stream()
        .filter(commit -> commit.isOnDefaultAt(now))
        .sorted(Comparator.comparing(Commit::committed).reversed().thenComparing(Commit::oid))
        .toList();
  }

  /// The default branch's newest commit.
  public Optional<Commit> headAt(Instant now) {
    return commits.stream().filter(commit -> commit.isOnDefaultAt(now)).reduce((_, last) -> last);
  }

  /// The same before anything was pushed to it.
  public Repository emptied() {
    return new Repository(
        owner,
        name,
        use,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        issues,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  public Optional<PullRequest> pull(long number) {
    return pulls.stream().filter(pull -> pull.number() == number).findFirst();
  }
}
