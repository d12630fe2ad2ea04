// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.http.HttpCache;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// When jobs were submitted, as earlier runs were told: that never changes, and a job may wait for
/// days.
///
/// @param cache what is kept between runs; empty where nothing is
/// @param server whose jobs they are; one that was set up anew at the same address counts its jobs
///   from the first again, so that a job is known by its name and its user too, which one that is
///   sent anew may share
record KnownSubmissions(Optional<HttpCache> cache, String server) {

  /// What is known of a job, else what the server says now.
  Optional<Instant> of(Task job, Supplier<Optional<Instant>> asking) {
    Optional<Instant> known = remembered(job);
    if (known.isPresent()) {
      return known;
    }
    Optional<Instant> told = asking.get();
    told.ifPresent(at ->
        cache.ifPresent(kept -> kept.remember(key(job), server, at.toString().getBytes(UTF_8))));
    return told;
  }

  private Optional<Instant> remembered(Task job) {
    return cache
        .flatMap(kept -> kept.remembered(key(job), server))
        .flatMap(bytes -> {
          try {
            return Optional.of(Instant.parse(new String(bytes, UTF_8)));
          } catch (DateTimeException unreadable) {
            return Optional.empty();
          }
        });
  }

  private String key(Task job) {
    return String.join(
        "\n",
        "skypilot submission",
        server,
        Long.toString(job.jobId()),
        job.userHash(),
        job.user(),
        job.name());
  }
}
