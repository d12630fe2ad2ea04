// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Http;
import ai.metta.access.http.Request;
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

/// What `GET /api/v1/validate` tells: whether the key is good, and whether the clocks agree.
///
/// @param clockAhead how far ours is ahead of the server's, to the second, negative when behind;
///   empty where it does not say. A clock ten minutes ahead or an hour behind loses points
public record Validation(KeyCheck key, Optional<Duration> clockAhead) {

  public static Validation ask(Http http, Destination destination, InstantSource clock) {
    Request request = Intake.request(destination, Request.get(destination.at("/api/v1/validate")));
    try {
      Answer answer = http.send(request);
      return new Validation(key(request, destination, answer), ahead(answer, clock.instant()));
    } catch (FailureException e) {
      return new Validation(new KeyCheck.Unreachable(e.failure()), Optional.empty());
    }
  }

  private static KeyCheck key(Request request, Destination destination, Answer answer) {
    String reason = new Reasons(destination.apiKey()).of(answer);
    String said = request.identity() + ": " + answer.status() + " (" + reason + ")";
    return switch (answer.status()) {
      case 200 ->
          answer.text().replaceAll("\\s", "").contains("\"valid\":true")
              ? new KeyCheck.Valid()
              : new KeyCheck.Refused(said + "; is this address a Datadog API?");
      case 401, 403 ->
          new KeyCheck.Refused(said + "; set DD_API_KEY to a valid API key of this site");
      default ->
          new KeyCheck.Unreachable(
              new Failure.Service(said + "; check DD_URL and DD_SITE", Retry.MAY_HELP));
    };
  }

  private static Optional<Duration> ahead(Answer answer, Instant now) {
    return answer
        .headers()
        .first("Date")
        .flatMap(Validation::date)
        .map(theirs -> Duration.between(theirs, Instant.ofEpochSecond(now.getEpochSecond())));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
