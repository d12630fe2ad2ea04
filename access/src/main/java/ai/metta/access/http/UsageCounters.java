// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Counts for one client and all it was narrowed to.
final class UsageCounters {
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong cacheHits = new AtomicLong();
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();

  /// What is left of requests that a service counts together.
  ///
  /// @param resets when it is all there again, in the service's words
  private record Pool(long left, String resets) {
    /// Answers overtake one another: the least of a window is the latest.
    Pool then(Pool later) {
      return resets.equals(later.resets) && left < later.left ? this : later;
    }
  }

  void sent() {
    requests.incrementAndGet();
  }

  void fromCache() {
    cacheHits.incrementAndGet();
  }

  void saw(Headers headers) {
    // Of no limit nothing is left, which holds nobody back.
    boolean unlimited =
        headers.ofLimit("Limit").flatMap(WholeNumber::read).filter(limit -> limit == 0).isPresent();
    if (unlimited) {
      return;
    }
    headers
        .ofLimit("Remaining")
        .flatMap(WholeNumber::read)
        .map(left -> new Pool(left, headers.ofLimit("Reset").orElse("")))
        .ifPresent(pool ->
            pools.merge(headers.first("X-RateLimit-Resource").orElse(""), pool, Pool::then));
  }

  HttpUsage usage(long quarantined, List<String> warnings) {
    Optional<Long> least = pools.values().stream().map(Pool::left).min(Comparator.naturalOrder());
    return new HttpUsage(requests.get(), cacheHits.get(), quarantined, least, warnings);
  }
}
