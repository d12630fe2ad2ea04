// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What may still be asked until the hour is over. Safe for use by many threads.
final class Quotas {
  private final GithubOptions options;
  private final Map<Pool, Long> used = new EnumMap<>(Pool.class);
  private Instant reset = Instant.EPOCH;

  Quotas(GithubOptions options) {
    this.options = options;
  }

  /// What is counted apart.
  enum Pool {
    CORE,
    GRAPHQL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a pool holds at a moment.
  record Quota(Pool pool, long limit, long used, Instant reset) {
    long remaining() {
      return Math.max(0, limit - used);
    }

    Map<String, Object> tree() {
      return JsonTree.of(
          "limit", limit, "used", used, "remaining", remaining(), "reset", reset.getEpochSecond());
    }

    Quota exhausted() {
      return new Quota(pool, limit, limit, reset);
    }

    Answer on(Answer answer) {
      return answer
          .with("X-RateLimit-Limit", Long.toString(limit))
          .with("X-RateLimit-Remaining", Long.toString(remaining()))
          .with("X-RateLimit-Used", Long.toString(used))
          .with("X-RateLimit-Reset", Long.toString(reset.getEpochSecond()))
          .with("X-RateLimit-Resource", pool.word());
    }
  }

  synchronized Quota of(Pool pool) {
    Instant next =
        options.clock().instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    if (!next.equals(reset)) {
      reset = next;
      used.clear();
    }
    long limit = pool == Pool.CORE ? options.restLimit() : options.graphQlLimit();
    return new Quota(pool, limit, used.getOrDefault(pool, 0L), reset);
  }

  /// Takes so much; empty where it is not there any more, and then nothing is taken.
  synchronized Optional<Quota> take(Pool pool, long amount) {
    Quota before = of(pool);
    if (before.remaining() < amount) {
      return Optional.empty();
    }
    used.merge(pool, amount, Long::sum);
    return Optional.of(of(pool));
  }
}
