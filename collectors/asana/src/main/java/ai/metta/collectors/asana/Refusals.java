// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Request;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer that is none means, typed by blame (Asana's documentation, page "Errors").
final class Refusals {
  private static final Pattern MESSAGE =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:\\\\.|[^\"\\\\]){1,200})");
  private static final Pattern PHRASE =
      Pattern.compile("\"phrase\"\\s*:\\s*\"([A-Za-z0-9 -]{1,80})\"");

  private Refusals() {}

  static FailureException of(Request request, Answer answer) {
    String what = request.identity() + ": " + answer.status() + said(answer);
    return new FailureException(
        switch (answer.status()) {
          case 400 ->
              new Failure.Service(what + "; Asana does not take the question", Retry.IS_USELESS);
          case 401 ->
              new Failure.Credentials(
                  what + "; the token is wrong, revoked or expired: set ASANA_ACCESS_TOKEN anew");
          case 402 ->
              new Failure.Service(what + "; this is for paid workspaces only", Retry.IS_USELESS);
          case 403 ->
              new Failure.Credentials(
                  what
                      + "; the token may not see this: add its user to the project, or grant the"
                      + " scopes workspaces:read, projects:read, tasks:read and users:read");
          case 404 ->
              new Failure.Configuration(
                  what
                      + "; there is no such thing, or the token may not see it: correct the gids of"
                      + " asana.projects and asana.bugs_project, or asana.base_url, which ends in"
                      + " /api/1.0");
          case 429 ->
              new Failure.RateLimit(
                  what + "; lower asana.requests_per_minute, or run less often", Optional.empty());
          case 301, 302, 303, 307, 308 ->
              new Failure.Configuration(
                  what + "; Asana's API is not at this address: correct asana.base_url");
          default ->
              new Failure.Service(
                  what + phrase(answer) + "; the next run asks again", Retry.MAY_HELP);
        });
  }

  /// An exchange of an application's id and secret for a token.
  static FailureException ofExchange(Request request, Answer answer) {
    String what = request.identity() + ": " + answer.status();
    boolean refused = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
    return refused
        ? new FailureException(
            new Failure.Credentials(
                what
                    + "; Asana gives this application no token: correct ASANA_CLIENT_ID and"
                    + " ASANA_CLIENT_SECRET"))
        : of(request, answer);
  }

  private static String said(Answer answer) {
    Matcher message = MESSAGE.matcher(answer.text());
    return message.find() ? " (" + message.group(1) + ")" : "";
  }

  /// What Asana's support asks for.
  private static String phrase(Answer answer) {
    Matcher phrase = PHRASE.matcher(answer.text());
    return phrase.find() ? "; Asana's support asks for \"" + phrase.group(1) + "\"" : "";
  }
}
