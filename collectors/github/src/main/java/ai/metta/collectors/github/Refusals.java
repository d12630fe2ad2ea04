// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer that is none means, typed by blame (`spec`: GitHub's REST status codes).
final class Refusals {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:\\\\.|[^\"\\\\]){1,200})");

  private Refusals() {}

  /// @param permissions what was needed, where GitHub does not say; may be empty text
  /// @throws FailureException unless the answer is a success with a JSON body
  static void check(Request request, Answer answer, String permissions) {
    if (answer.status() != 200 && answer.status() != 201) {
      throw new FailureException(failure(request, answer, permissions));
    }
    String type = answer.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.contains("json")) {
      throw new FailureException(
          new Failure.Malformed(
              request.identity()
                  + ": a page was answered where data was expected; is the address GitHub's API, or"
                  + " is there a login in front of it?"));
    }
  }

  /// Of a credential that is not taken.
  ///
  /// @param remedy what is to be done
  static Failure unknown(Request request, Answer answer, String remedy) {
    String said = said(answer).map(text -> " (" + text + ")").orElse("");
    return new Failure.Credentials(
        request.identity() + ": " + answer.status() + said + "; " + remedy);
  }

  static Failure failure(Request request, Answer answer, String permissions) {
    String what = request.identity() + ": " + answer.status();
    String said = said(answer).map(text -> " (" + text + ")").orElse("");
    return switch (answer.status()) {
      case 401 -> unknown(request, answer, "it does not know who asks");
      case 403, 429 -> refused(what, said, answer, permissions);
      case 404 -> absent(request, what + said, answer, permissions);
      case 301, 302, 307, 308 ->
          new Failure.Service(
              what + "; it moved elsewhere: correct its name in github.repositories",
              Retry.IS_USELESS);
      case 409 -> new Failure.Service(what + said + "; the repository is empty", Retry.IS_USELESS);
      case 410, 451 -> new Failure.Service(what + said + "; it is gone", Retry.IS_USELESS);
      case 422 ->
          new Failure.Service(what + said + "; GitHub cannot answer this", Retry.IS_USELESS);
      default ->
          new Failure.Service(
              what + said + "; GitHub could not answer, or not in time: the next run asks again",
              Retry.MAY_HELP);
    };
  }

  private static Failure absent(Request request, String said, Answer answer, String permissions) {
    return request.uri().getPath().endsWith("/graphql")
        ? new Failure.Configuration(
            said
                + "; GitHub's GraphQL is not at this address: correct github.api_url, which ends in"
                + " /api/v3 for an Enterprise Server, or github.graphql_url")
        : new Failure.Credentials(
            said
                + "; there is no such thing, or the token may not see it"
                + permission(answer, permissions).map(name -> ": grant it " + name).orElse(""));
  }

  private static Failure refused(String what, String said, Answer answer, String permissions) {
    boolean limited =
        answer.status() == 429
            || answer.headers().first("Retry-After").isPresent()
            || Limits.isUsedUp(answer.headers())
            || said.toLowerCase(Locale.ROOT).contains("rate limit");
    if (limited) {
      return new Failure.RateLimit(what + said + "; GitHub asks us to slow down", Optional.empty());
    }
    if (answer.headers().first("X-GitHub-SSO").isPresent()) {
      return new Failure.Credentials(
          what
              + "; the organisation wants single sign-on: authorise the token for it in GitHub's"
              + " token settings");
    }
    return new Failure.Credentials(
        what
            + said
            + permission(answer, permissions)
                .map(name -> "; the token lacks " + name + ": grant it")
                .orElse("; the token may not read this"));
  }

  private static Optional<String> permission(Answer answer, String permissions) {
    return answer
        .headers()
        .first("X-Accepted-GitHub-Permissions")
        .filter(text -> !text.isBlank())
        .map(text -> "\"" + text.replace('=', ':') + "\"")
        .or(() -> Optional.of(permissions).filter(text -> !text.isEmpty()));
  }

  private static Optional<String> said(Answer answer) {
    Matcher message = MESSAGE.matcher(answer.text());
    return message.find() ? Optional.of(message.group(1)) : Optional.empty();
  }
}
