// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;

/// What is read of a repository, the most important first.
enum Topic {
  PULLS("pull_requests:read"),
  RUNS("actions:read"),
  COMMITS("contents:read", "pull_requests:read"),
  ISSUES("issues:read"),
  WORKFLOWS("actions:read"),
  RULES("administration:read"),
  BRANCHES("contents:read", "pull_requests:read"),
  ATTEMPTS("actions:read"),
  FILES("contents:read", "pull_requests:read"),
  CONTRIBUTIONS("contents:read"),
  TIMEOUTS("actions:read", "checks:read"),
  ACTIVITY("contents:read"),
  DEPLOYMENTS();

  /// What the token must be allowed, for messages; empty text where that is a matter of settings.
  final String permissions;

  Topic(String... permissions) {
    this.permissions =
        Stream.of(permissions).map(name -> "\"" + name + "\"").collect(joining(" and "));
  }

  /// Whether what was read of it is read once ever, or costs nothing to be read again as long as it
  /// is the same, so that after a change only what is new is to be read.
  boolean isReadOnce() {
    return switch (this) {
      case RUNS, ATTEMPTS, FILES, TIMEOUTS -> true;
      default -> false;
    };
  }

  /// Whether all of it is read anew once the repository has changed: of the others, what does not
  /// change is kept, or costs nothing.
  boolean isReadAnew() {
    return switch (this) {
      case PULLS, ISSUES, COMMITS, RULES, BRANCHES, CONTRIBUTIONS -> true;
      case RUNS, WORKFLOWS, ATTEMPTS, FILES, TIMEOUTS, ACTIVITY, DEPLOYMENTS -> false;
    };
  }

  /// Whether it cannot be read without a permission. Rule suites can be done without, and what the
  /// default branch is called is a matter of `contents:read`.
  boolean needs(String permission, GithubConfig config) {
    boolean isNamed = permissions.contains("\"" + permission + "\"");
    boolean isOfBranch = permission.equals("contents:read");
    return switch (this) {
      case PULLS, ISSUES, COMMITS, BRANCHES, FILES, CONTRIBUTIONS, ACTIVITY -> isNamed;
      case RULES -> isOfBranch;
      case RUNS, WORKFLOWS, ATTEMPTS -> isNamed || isOfBranch;
      case TIMEOUTS ->
          RUNS.needs(permission, config)
              || (isNamed && config.timeouts() == GithubConfig.TimeoutRule.ANNOTATIONS);
      case DEPLOYMENTS ->
          switch (config.deployments()) {
            case DeploymentRule.None _ -> false;
            case DeploymentRule.Environment _ -> permission.equals("deployments:read");
            case DeploymentRule.Releases _ -> isOfBranch;
            case DeploymentRule.Workflow _ -> RUNS.needs(permission, config);
          };
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
