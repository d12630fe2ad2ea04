// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// Reads documents that an address answers with: one, or a list of some.
///
/// @param credential goes to this address alone
record UrlClient(Http http, URI address, Optional<Credential> credential) {

  /// @throws FailureException of configuration where it is no address
  static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException notOne) {
      throw new FailureException(
          new Failure.Configuration(
              "\""
                  + text
                  + "\" is no address ("
                  + notOne.getReason()
                  + "): correct job_results.sources"));
    }
  }

  List<Document> read() {
    Request request =
        Request.get(address)
            .header("Accept", "application/json")
            .as(credential)
            .repeated(Repeat.PERSISTENT);
    Answer answer = http.send(request);
    if (answer.status() != 200) {
      throw new FailureException(refusal(request.identity() + ": " + answer.status(), answer));
    }
    return DocumentReader.several(request.identity(), answer.body());
  }

  private Failure refusal(String what, Answer answer) {
    return switch (answer.status()) {
      case 401, 403 ->
          new Failure.Credentials(
              what
                  + (credential.isPresent()
                      ? "; the token is refused: set JOB_RESULTS_TOKEN anew"
                      : "; no token was sent: set JOB_RESULTS_TOKEN, and job_results.token_host where"
                          + " sources are on several hosts"));
      case 404, 410 ->
          new Failure.Configuration(
              what + "; there is nothing at this address: correct job_results.sources");
      case 301, 302, 303, 307, 308 ->
          new Failure.Configuration(
              what + "; the address leads to another host: name that in job_results.sources");
      case 429 -> new Failure.RateLimit(what + "; the next run asks again", Optional.empty());
      default -> new Failure.Service(what + "; the next run asks again", Retry.MAY_HELP);
    };
  }
}
