// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Decides after a try whether there is another, and after what wait.
///
/// @param until when the run ends; no wait reaches past it
record Repetition(
    Request request, HttpPolicy policy, InstantSource clock, Optional<Instant> until) {
  /// No service asks for 30 years of patience: a reset this large is a date.
  private static final long LEAST_EPOCH_SECONDS = 1_000_000_000L;

  /// The wait before the next try; empty where this answer is the last.
  ///
  /// @param tried how often the request was sent so far
  /// @throws FailureException when the service names a time that is too far away
  Optional<Duration> after(Head head, int tried) {
    if (!request.repeat().allows(head.status()) || tried >= policy.tries()) {
      return Optional.empty();
    }
    Optional<Duration> asked = asked(head);
    if (asked.isPresent() && !canWait(asked.get())) {
      throw new FailureException(tooFar(head.status(), clock.instant().plus(asked.get())));
    }
    return asked.or(() -> ownDelay(tried));
  }

  Optional<Duration> after(Breakage breakage, int tried) {
    return request.repeat().allows(breakage.kind()) ? afterRefusal(tried) : Optional.empty();
  }

  /// Of something that may be sent again.
  Optional<Duration> afterRefusal(int tried) {
    return tried < policy.tries() ? ownDelay(tried) : Optional.empty();
  }

  private Optional<Duration> ownDelay(int tried) {
    return Optional.of(policy.delayAfter(tried)).filter(this::endsInTime);
  }

  private boolean canWait(Duration wait) {
    return wait.compareTo(policy.patience()) <= 0 && endsInTime(wait);
  }

  private boolean endsInTime(Duration wait) {
    return until.map(end -> clock.instant().plus(wait).isBefore(end)).orElse(true);
  }

  private Optional<Duration> asked(Head head) {
    Optional<Duration> retryAfter = head.headers().first("Retry-After").flatMap(this::retryAfter);
    return retryAfter.isPresent() || !isLimited(head)
        ? retryAfter
        : head.headers().ofLimit("Reset").flatMap(this::reset);
  }

  /// Some services name the end of the limit's period in every answer, also in a 502.
  private static boolean isLimited(Head head) {
    Optional<Long> left = head.headers().ofLimit("Remaining").flatMap(WholeNumber::read);
    return head.status() == 429 || left.equals(Optional.of(0L));
  }

  private Optional<Duration> retryAfter(String text) {
    return WholeNumber.read(text).map(Repetition::seconds).or(() -> date(text));
  }

  private Optional<Duration> reset(String text) {
    return WholeNumber.read(text)
        .map(number ->
            number >= LEAST_EPOCH_SECONDS
                ? untilThen(Instant.ofEpochSecond(Math.min(number, 32_503_680_000L)))
                : seconds(number));
  }

  private static Duration seconds(long number) {
    return Duration.ofSeconds(Math.min(number, LEAST_EPOCH_SECONDS));
  }

  private Optional<Duration> date(String text) {
    try {
      return Optional.of(
          untilThen(
              ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Duration untilThen(Instant then) {
    Duration left = Duration.between(clock.instant(), then);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Failure tooFar(int status, Instant listensAgain) {
    String message =
        request.identity()
            + ": "
            + status
            + "; the service listens again at "
            + InWords.of(listensAgain)
            + ", which is too long to wait"
            + until.map(end -> " (this run ends at " + InWords.of(end) + ")").orElse("");
    return status == 429
        ? new Failure.RateLimit(message, Optional.of(listensAgain))
        : new Failure.Service(message, Retry.MAY_HELP);
  }
}
