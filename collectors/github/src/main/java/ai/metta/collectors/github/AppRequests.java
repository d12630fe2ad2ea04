// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.time.InstantSource;

/// How GitHub is asked by an App that signs for itself.
record AppRequests(Http http, Endpoint rest, InstantSource clock, AppKey key, Patience patience) {

  /// The same, for who is to be done by then.
  AppRequests within(Duration all, Patience each) {
    return new AppRequests(http.until(clock.instant().plus(all)), rest, clock, key, each);
  }

  /// The same, with so many requests at once.
  AppRequests atOnce(int requests) {
    return new AppRequests(http.atOnce(requests), rest, clock, key, patience);
  }

  Request signed(Request request) {
    return patience
        .given(request)
        .header("Accept", "application/vnd.github+json")
        .repeated(Repeat.IDEMPOTENT)
        .as(new Credential.Bearer(key.token(clock.instant())));
  }

  Answer send(Request signed) {
    return http.send(signed);
  }

  /// Whether it is the App that is refused, whatever it asked for.
  static boolean isOfKey(Answer answer) {
    return answer.status() == 401;
  }

  static Failure ofKey(Request signed) {
    return new Failure.Credentials(
        signed.identity()
            + ": 401; GitHub does not know this App by its key: GITHUB_APP_ID and"
            + " GITHUB_APP_PRIVATE_KEY must be of the same App, and this machine's clock right");
  }

  /// @param remedy what is to be done where there is no installation
  static Json read(Request signed, Answer answer, String remedy) {
    if (isOfKey(answer)) {
      throw new FailureException(ofKey(signed));
    }
    if (answer.status() == 404) {
      throw new FailureException(
          new Failure.Credentials(
              signed.identity() + ": 404; the GitHub App is not installed there: " + remedy));
    }
    Refusals.check(signed, answer, "");
    return GithubApi.parsed(signed.identity(), answer.body(), _ -> true);
  }
}
