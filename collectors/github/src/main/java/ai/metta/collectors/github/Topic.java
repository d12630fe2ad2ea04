// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.Limits.Resource;
import java.util.Locale;

/// What is read of a repository, the most important first, and what it costs where nothing is known
/// yet.
enum Topic {
  PULLS(Resource.GRAPHQL, 15),
  RUNS(Resource.CORE, 15),
  COMMITS(Resource.GRAPHQL, 6),
  ISSUES(Resource.GRAPHQL, 4),
  WORKFLOWS(Resource.CORE, 3),
  RULES(Resource.CORE, 2),
  BRANCHES(Resource.GRAPHQL, 5),
  ATTEMPTS(Resource.CORE, 10),
  FILES(Resource.CORE, 20),
  CONTRIBUTIONS(Resource.GRAPHQL, 5),
  TIMEOUTS(Resource.CORE, 4),
  ACTIVITY(Resource.CORE, 1),
  DEPLOYMENTS(Resource.GRAPHQL, 2);

  final Resource resource;
  final int usualCost;

  Topic(Resource resource, int usualCost) {
    this.resource = resource;
    this.usualCost = usualCost;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
