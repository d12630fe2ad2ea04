// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Requests about one metric, with both keys: what Datadog does not know is an answer, and not a
/// failure.
///
/// @param permission what the application key has to be allowed, for the message when it is not
record ManagedRequest(
    Http http, Destination destination, Secret applicationKey, String permission) {

  /// What a path answers; empty where there is nothing under it.
  ///
  /// @param fields all that are kept of the answer
  Optional<Json> get(String path, Set<String> fields) {
    return send(Request.get(destination.at(path)), fields);
  }

  /// The same of a PUT, which says the same however often it is sent.
  Optional<Json> put(String path, byte[] json, Set<String> fields) {
    return send(Request.put(destination.at(path), "application/json", json), fields);
  }

  private Optional<Json> send(Request request, Set<String> fields) {
    Answer answer =
        http.send(
            request
                .as(
                    new Credential.Several(
                        List.of(
                            new Credential.Header("DD-API-KEY", destination.apiKey()),
                            new Credential.Header("DD-APPLICATION-KEY", applicationKey))))
                .repeated(Repeat.PERSISTENT));
    boolean page = Reasons.isPage(answer);
    if (answer.status() == 404 && !page) {
      return Optional.empty();
    }
    if (answer.status() != 200 || page) {
      throw new FailureException(failure(request, answer));
    }
    return Optional.of(
        new JsonReading(request.identity(), JsonLimits.STANDARD)
            .text(
                answer.text(), parser -> Json.read(request.identity(), parser, fields::contains)));
  }

  private Failure failure(Request request, Answer answer) {
    String said =
        request.identity()
            + ": "
            + answer.status()
            + (Reasons.isPage(answer)
                ? " (a page)"
                : " (" + new Reasons(destination.apiKey()).of(answer) + ")");
    return switch (answer.status()) {
      case 200, 404 ->
          new Failure.Configuration(
              said + "; is this address a Datadog API? Check DD_URL and DD_SITE");
      case 400, 422 -> new Failure.Malformed(said);
      case 401, 403 ->
          new Failure.Credentials(
              said
                  + "; set DD_API_KEY and DD_APP_KEY to keys of this site, the latter with the"
                  + " permission "
                  + permission);
      case 429 -> new Failure.RateLimit(said, Optional.empty());
      default -> new Failure.Service(said, Retry.MAY_HELP);
    };
  }
}
