// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.util.List;
import java.util.Optional;

/// What a client has used so far.
///
/// @param requests sent, repeats and followed redirects included
/// @param cacheHits answered from what was kept
/// @param quarantined kept answers that were found broken and moved aside
/// @param rateLimitRemaining what the service said last, the least of what it counts apart; empty
///   where none says, or nothing is limited
/// @param warnings what went wrong without costing an answer, each once
public record HttpUsage(
    long requests,
    long cacheHits,
    long quarantined,
    Optional<Long> rateLimitRemaining,
    List<String> warnings) {
  /// Nothing was asked.
  public static final HttpUsage NONE = new HttpUsage(0, 0, 0, Optional.empty(), List.of());

  public HttpUsage {
    warnings = List.copyOf(warnings);
  }
}
