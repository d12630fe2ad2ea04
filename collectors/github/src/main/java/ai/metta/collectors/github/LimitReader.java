// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.FailureException;
import java.time.Instant;

/// Asks what may still be asked, which costs nothing.
record LimitReader(GithubApi api) {

  /// Whether the server says that it has limits; an Enterprise Server may have none.
  boolean read() {
    try {
      Json resources = api.get("/rate_limit", _ -> true).at("resources");
      learn(Resource.CORE, resources.at("core"));
      learn(Resource.GRAPHQL, resources.at("graphql"));
      return true;
    } catch (FailureException none) {
      // 404 where limits are off; whatever else is wrong, the next request says it better.
      return false;
    } finally {
      api.limits().hearAnew();
    }
  }

  private void learn(Resource resource, Json pool) {
    pool.at("limit")
        .whole()
        .ifPresent(limit ->
            api.limits()
                .learn(
                    resource,
                    limit,
                    pool.at("remaining").whole().orElse(limit),
                    Instant.ofEpochSecond(pool.at("reset").whole().orElse(0L))));
  }
}
