// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.joining;

import ai.metta.collectors.github.Limits.Resource;
import java.util.Locale;
import java.util.stream.Stream;

/// What is read of a repository, the most important first, and what it costs where nothing is known
/// yet.
enum Topic {
  PULLS(Resource.GRAPHQL, 15, "pull_requests:read"),
  RUNS(Resource.CORE, 15, "actions:read"),
  COMMITS(Resource.GRAPHQL, 6, "contents:read", "pull_requests:read"),
  ISSUES(Resource.GRAPHQL, 4, "issues:read"),
  WORKFLOWS(Resource.CORE, 3, "actions:read"),
  RULES(Resource.CORE, 2, "administration:read"),
  BRANCHES(Resource.GRAPHQL, 5, "contents:read", "pull_requests:read"),
  ATTEMPTS(Resource.CORE, 10, "actions:read"),
  FILES(Resource.CORE, 20, "contents:read", "pull_requests:read"),
  CONTRIBUTIONS(Resource.GRAPHQL, 5, "contents:read"),
  TIMEOUTS(Resource.CORE, 4, "actions:read", "checks:read"),
  ACTIVITY(Resource.CORE, 1, "contents:read"),
  DEPLOYMENTS(Resource.GRAPHQL, 2);

  final Resource resource;
  final int usualCost;

  /// What the token must be allowed, for messages; empty text where that is a matter of settings.
  final String permissions;

  Topic(Resource resource, int usualCost, String... permissions) {
    this.resource = resource;
    this.usualCost = usualCost;
    this.permissions =
        Stream.of(permissions).map(name -> "\"" + name + "\"").collect(joining(" and "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
