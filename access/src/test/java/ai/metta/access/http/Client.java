// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.access.secret.Redactor;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A client whose clock stands still and whose waits take no time.
///
/// @param pauses every wait that it would have made
record Client(Http http, Redactor redactor, List<Duration> pauses) {
  static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  static Client plain() {
    return with(Optional.empty());
  }

  static Client caching(Path directory) {
    return with(Optional.of(HttpCache.in(directory, InstantSource.fixed(NOW))));
  }

  static Client with(Optional<HttpCache> cache) {
    List<Duration> pauses = new CopyOnWriteArrayList<>();
    HttpPolicy policy =
        HttpPolicy.standard("1.2", new SplittableRandom(1)).pausing(wait -> pauses.add(wait));
    Redactor redactor = new Redactor();
    return new Client(Http.of(policy, InstantSource.fixed(NOW), redactor, cache), redactor, pauses);
  }

  Answer send(Request request) {
    return http.send(request);
  }

  /// The failure that a request ends with; the test fails where there is none.
  Failure failure(Request request) {
    return failureOf(() -> http.send(request));
  }

  static Failure failureOf(ThrowingCallable call) {
    return catchThrowableOfType(FailureException.class, call).failure();
  }
}
