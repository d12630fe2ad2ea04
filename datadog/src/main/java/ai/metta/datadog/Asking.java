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

/// How an answer is read from Datadog's API, which wants both keys for it.
record Asking(Http http, Destination destination, Secret applicationKey) {
  private static final long ANSWER_BYTES = 256L << 20;

  /// What a path answers.
  ///
  /// @param query behind the path, encoded
  /// @param fields all that are kept of the answer
  /// @throws FailureException where it is refused, of kind configuration where the query is wrong
  Json get(String path, String query, Set<String> fields) {
    Request request =
        Request.get(destination.at(path + "?" + query))
            .as(
                new Credential.Several(
                    List.of(
                        new Credential.Header("DD-API-KEY", destination.apiKey()),
                        new Credential.Header("DD-APPLICATION-KEY", applicationKey))))
            .atMost(ANSWER_BYTES)
            .repeated(Repeat.PERSISTENT);
    Answer answer = http.send(request);
    String what = "GET " + destination.base() + path;
    requireSuccess(what, answer);
    return new JsonReading(what, JsonLimits.STANDARD)
        .text(answer.text(), parser -> Json.read(what, parser, fields::contains));
  }

  private void requireSuccess(String what, Answer answer) {
    int status = answer.status();
    if (status == 200) {
      return;
    }
    String reason = new Reasons(destination.apiKey()).of(answer);
    String said = what + ": " + status + " (" + reason + ")";
    throw new FailureException(
        switch (status) {
          case 400 -> new Failure.Configuration(reason);
          case 401, 403 ->
              new Failure.Credentials(
                  said + "; set DD_API_KEY and DD_APP_KEY to keys of this site");
          case 429 -> new Failure.RateLimit(said, Optional.empty());
          default -> new Failure.Service(said + "; check DD_URL and DD_SITE", Retry.MAY_HELP);
        });
  }
}
