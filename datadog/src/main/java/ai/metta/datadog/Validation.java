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
/// @param trouble of kind credentials where the key is refused, of another where nobody could be
///   asked; empty where the key is good
/// @param clockAhead how far ours is ahead of the server's, to the second, negative when behind;
///   empty where it does not say, or is none. A clock ten minutes ahead or an hour behind loses
///   points
public record Validation(Optional<Failure> trouble, Optional<Duration> clockAhead) {

  public static Validation ask(Http http, Destination destination, InstantSource clock) {
    Request request = Intake.request(destination, Request.get(destination.at("/api/v1/validate")));
    try {
      Answer answer = http.send(request);
      Optional<Failure> trouble = trouble(request, destination, answer);
      // What is no Datadog may have a clock; it says nothing of Datadog's.
      boolean datadog = trouble.isEmpty() || trouble.get() instanceof Failure.Credentials;
      return new Validation(trouble, datadog ? ahead(answer, clock.instant()) : Optional.empty());
    } catch (FailureException e) {
      return new Validation(Optional.of(e.failure()), Optional.empty());
    }
  }

  private static Optional<Failure> trouble(
      Request request, Destination destination, Answer answer) {
    String reason = new Reasons(destination.apiKey()).of(answer);
    String said = request.identity() + ": " + answer.status() + " (" + reason + ")";
    Failure stranger = new Failure.Configuration(said + "; is this address a Datadog API?");
    if (answer.status() < 500 && Reasons.isPage(answer)) {
      return Optional.of(stranger);
    }
    return switch (answer.status()) {
      case 200 ->
          answer.text().replaceAll("\\s", "").contains("\"valid\":true")
              ? Optional.empty()
              : Optional.of(stranger);
      case 401, 403 ->
          Optional.of(
              new Failure.Credentials(said + "; set DD_API_KEY to a valid API key of this site"));
      default ->
          Optional.of(new Failure.Service(said + "; check DD_URL and DD_SITE", Retry.MAY_HELP));
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
