// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Counts for one client and all it was narrowed to.
final class UsageCounters {
  private static final long NEVER_SAID = -1;

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong cacheHits = new AtomicLong();
  private final AtomicLong remaining = new AtomicLong(NEVER_SAID);

  void sent() {
    requests.incrementAndGet();
  }

  void fromCache() {
    cacheHits.incrementAndGet();
  }

  void saw(Headers headers) {
    headers.first("X-RateLimit-Remaining").flatMap(WholeNumber::read).ifPresent(remaining::set);
  }

  HttpUsage usage(long quarantined, List<String> warnings) {
    long left = remaining.get();
    Optional<Long> said = left == NEVER_SAID ? Optional.empty() : Optional.of(left);
    return new HttpUsage(requests.get(), cacheHits.get(), quarantined, said, warnings);
  }
}
