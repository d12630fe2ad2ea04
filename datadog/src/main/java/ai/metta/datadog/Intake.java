// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.time.InstantSource;
import java.util.Optional;

/// Sends one payload and says what became of it. A payload may be sent twice: Datadog keeps one
/// value for a time and set of tags.
final class Intake {
  private static final long ANSWER_BYTES = 1024 * 1024;

  private final Http http;
  private final Destination destination;
  private final InstantSource clock;
  private final Reasons reasons;

  Intake(Http http, Destination destination, InstantSource clock) {
    this.http = http;
    this.destination = destination;
    this.clock = clock;
    this.reasons = new Reasons(destination.apiKey());
  }

  Verdict send(Kind kind, byte[] bytes) {
    Request plain =
        request(destination, Request.post(destination.at(kind.path()), "application/json", bytes));
    Request request =
        kind.contentEncoding().map(word -> plain.header("Content-Encoding", word)).orElse(plain);
    try {
      return verdict(request, http.send(request));
    } catch (FailureException e) {
      return switch (e.failure()) {
        case Failure.Malformed malformed -> new Verdict.Later(malformed);
        case Failure other -> new Verdict.Stop(other);
      };
    }
  }

  /// What every request to Datadog has in common.
  static Request request(Destination destination, Request bare) {
    return bare.as(new Credential.Header("DD-API-KEY", destination.apiKey()))
        .atMost(ANSWER_BYTES)
        .repeated(Repeat.PERSISTENT);
  }

  private Verdict verdict(Request request, Answer answer) {
    int status = answer.status();
    String said = request.identity() + ": " + status + " (" + reasons.of(answer) + ")";
    return switch (status) {
      // Whatever Datadog says then, it has taken the payload: sent again it would say the same. A
      // page is a proxy's, and has taken nothing.
      case 202 ->
          Reasons.isPage(answer)
              ? new Verdict.Stop(stranger(said))
              : new Verdict.Delivered(complaint(answer));
      // A 400 in another form is a proxy's, and says nothing about the payload.
      case 400 ->
          Reasons.errors(answer).isEmpty()
              ? new Verdict.Stop(stranger(said))
              : new Verdict.Refused(reasons.of(answer));
      case 413 -> tooLarge(said, answer);
      case 401, 403 -> new Verdict.Stop(credentials(said));
      case 429 -> new Verdict.Stop(rateLimit(said, answer));
      case 408 -> new Verdict.Later(new Failure.Service(said, Retry.MAY_HELP));
      default ->
          status >= 500
              ? new Verdict.Later(new Failure.Service(said, Retry.MAY_HELP))
              : new Verdict.Stop(stranger(said));
    };
  }

  /// A proxy may take less than Datadog does: it says so in another form.
  private Verdict tooLarge(String said, Answer answer) {
    boolean proxy = Reasons.errors(answer).isEmpty();
    return new Verdict.TooLarge(
        "413 " + reasons.of(answer) + (proxy ? " (from a proxy, not from Datadog)" : ""),
        new Failure.Configuration(
            said
                + ": "
                + (proxy ? "a proxy before Datadog" : "the intake")
                + " refuses every size, nothing was small enough; all of it is kept; "
                + (proxy ? "raise the size of requests that it takes, or check" : "check")
                + " DD_URL"));
  }

  private Optional<String> complaint(Answer answer) {
    return Reasons.errors(answer).isEmpty() ? Optional.empty() : Optional.of(reasons.of(answer));
  }

  private static Failure stranger(String said) {
    return new Failure.Configuration(
        said + " is no answer of Datadog's intake; check DD_URL and DD_SITE");
  }

  private Failure credentials(String said) {
    return new Failure.Credentials(
        said
            + "; check that DD_API_KEY is a valid API key of this site (its fingerprint is "
            + destination.keyFingerprint()
            + ")");
  }

  private Failure rateLimit(String said, Answer answer) {
    return new Failure.RateLimit(
        said + "; what waits is kept for the next run",
        answer
            .headers()
            .first("X-RateLimit-Reset")
            .filter(text -> text.matches("\\d{1,6}"))
            .flatMap(text -> Optional.of(clock.instant().plusSeconds(Long.parseLong(text)))));
  }
}
