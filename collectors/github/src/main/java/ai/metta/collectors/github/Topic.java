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

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
