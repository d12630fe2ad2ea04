// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be asked by REST, and the one address of GraphQL.
public enum Route {
  GRAPHQL("/graphql", ""),
  RATE_LIMIT("/rate_limit", ""),
  REPOSITORY("/repos/{owner}/{name}", "metadata=read"),
  RUNS("/repos/{owner}/{name}/actions/runs", "actions=read"),
  RUN("/repos/{owner}/{name}/actions/runs/{id}", "actions=read"),
  ATTEMPT("/repos/{owner}/{name}/actions/runs/{id}/attempts/{attempt}", "actions=read"),
  JOBS("/repos/{owner}/{name}/actions/runs/{id}/jobs", "actions=read"),
  WORKFLOWS("/repos/{owner}/{name}/actions/workflows", "actions=read"),
  WORKFLOW_RUNS("/repos/{owner}/{name}/actions/workflows/{id}/runs", "actions=read"),
  ANNOTATIONS("/repos/{owner}/{name}/check-runs/{id}/annotations", "checks=read"),
  CHECK_RUNS("/repos/{owner}/{name}/commits/{sha}/check-runs", "checks=read"),
  COMMIT("/repos/{owner}/{name}/commits/{sha}", "contents=read"),
  RULE_SUITES("/repos/{owner}/{name}/rulesets/rule-suites", "administration=write"),
  BRANCH_RULES("/repos/{owner}/{name}/rules/branches/{branch}", "metadata=read"),
  ACTIVITY("/repos/{owner}/{name}/activity", "contents=read");

  private final Pattern pattern;
  private final String permission;

  Route(String path, String permission) {
    // A branch's name may have slashes in it, and stands last.
    String expression = path.replace("{branch}", "(?<branch>.+)");
    this.pattern = Pattern.compile(expression.replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)"));
    this.permission = permission;
  }

  /// What a token needs for it, as the header `X-Accepted-GitHub-Permissions` says it.
  String permission() {
    return permission;
  }

  /// A path that is a route's.
  record Match(Route route, Matcher parts) {
    String part(String name) {
      return parts.group(name);
    }
  }

  static Optional<Match> of(String path) {
    for (Route route : values()) {
      Matcher matcher = route.pattern.matcher(path);
      if (matcher.matches()) {
        return Optional.of(new Match(route, matcher));
      }
    }
    return Optional.empty();
  }
}
