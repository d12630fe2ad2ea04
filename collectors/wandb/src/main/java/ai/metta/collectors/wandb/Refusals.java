// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Answer;
import ai.metta.access.json.Json;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer that is none means, typed by blame.
final class Refusals {
  private static final Pattern SAID =
      Pattern.compile("\"(?:message|error)\"\\s*:\\s*\"((?:\\\\.|[^\"\\\\]){1,200})");

  private Refusals() {}

  /// Of an answer that is no answer to a query.
  ///
  /// @param what was asked
  static Failure failure(String what, Answer answer) {
    Matcher found = SAID.matcher(answer.text());
    String said = what + ": " + answer.status() + (found.find() ? " (" + found.group(1) + ")" : "");
    return switch (answer.status()) {
      case 401, 403 ->
          new Failure.Credentials(said + "; the API key is refused: set WANDB_API_KEY anew");
      case 404, 405 ->
          new Failure.Configuration(
              said + "; W&B's API is not at this address: correct WANDB_BASE_URL");
      case 301, 302, 303, 307, 308 ->
          new Failure.Configuration(
              said
                  + "; it moved elsewhere, and the key is not sent after it: correct WANDB_BASE_URL");
      case 429 -> new Failure.RateLimit(said + "; W&B asks us to slow down", Optional.empty());
      default ->
          new Failure.Service(
              said + "; W&B could not answer, or not in time: the next run asks again",
              answer.status() >= 500 ? Retry.MAY_HELP : Retry.IS_USELESS);
    };
  }

  /// Of an answer with errors: what came beside them is only a part.
  static Failure failure(String what, int status, Json body) {
    String message =
        body.at("errors").items().stream()
            .flatMap(error -> error.at("message").text().stream())
            .findFirst()
            .or(() ->
                body.at("error").isText()
                    ? body.at("error").text()
                    : body.at("error", "message").text())
            .orElse("an error without a message");
    String said = what + ": " + message;
    if (message.toLowerCase(Locale.ROOT).contains("rate limit")) {
      return new Failure.RateLimit(said, Optional.empty());
    }
    return status == 400
        ? new Failure.Service(said + "; this server refuses the question", Retry.IS_USELESS)
        : new Failure.Service(said, Retry.MAY_HELP);
  }
}
