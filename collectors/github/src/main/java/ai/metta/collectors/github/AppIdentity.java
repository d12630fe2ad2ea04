// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// A GitHub App: it signs for itself, and gets a token of an installation for an hour at a time.
final class AppIdentity implements GithubIdentity {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration NEW = Duration.ofMinutes(1);
  private static final String REMEDY =
      "install it for the owner of the repositories, or correct GITHUB_APP_INSTALLATION_ID";

  private final AppRequests app;
  private final Supplier<Installation> installation;
  private Optional<Failed> failed = Optional.empty();
  private Optional<Issued> issued = Optional.empty();

  private record Issued(Credential credential, Instant at, Instant expires) {
    /// A new one is as good as it gets, whatever it says of its end: clocks differ.
    boolean holds(Instant now) {
      return expires.isAfter(now.plus(EARLY)) || !now.isAfter(at.plus(NEW));
    }
  }

  private record Failed(Failure cause, Instant at) {}

  /// @param installation which speaks; waits until that is known, or fails
  AppIdentity(AppRequests app, Supplier<Installation> installation) {
    this.app = app;
    this.installation = installation;
  }

  @Override
  public Credential credential() {
    return unlike(Optional.empty(), app.clock().instant());
  }

  @Override
  public String who() {
    return "App " + app.key().appId() + ", " + installation.get().id();
  }

  @Override
  public String cannotSee(Repository repository) {
    return installation.get().cannotSee(repository);
  }

  @Override
  public String remedy() {
    return "GitHub does not take the token that it gave this App: see whether its installation was"
        + " suspended or taken back";
  }

  @Override
  public boolean renew(Credential refused) {
    unlike(Optional.of(refused), app.clock().instant());
    return true;
  }

  /// Of many who ask together, the first gets a token for all; or a failure, which is that of all
  /// who waited for it. Whoever asks later tries again.
  ///
  /// @param refused what is not to be shown again
  private synchronized Credential unlike(Optional<Credential> refused, Instant asked) {
    Instant now = app.clock().instant();
    Optional<Issued> current =
        issued
            .filter(token -> token.holds(now))
            .filter(token -> !refused.equals(Optional.of(token.credential())));
    if (current.isPresent()) {
      return current.get().credential();
    }
    failed
        .filter(failure -> !asked.isAfter(failure.at()))
        .ifPresent(failure -> {
          throw new FailureException(failure.cause());
        });
    try {
      Issued fresh = issue();
      issued = Optional.of(fresh);
      return fresh.credential();
    } catch (FailureException none) {
      failed = Optional.of(new Failed(none.failure(), app.clock().instant()));
      throw none;
    }
  }

  private Issued issue() {
    URI uri = app.rest().at("/app/installations/" + installation.get().id() + "/access_tokens");
    Request request =
        app.signed(Request.post(uri, "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    Json answer = AppRequests.read(request, app.send(request), REMEDY);
    Secret token = Secret.of(answer.at("token").required(Json::text));
    return new Issued(
        new Credential.Bearer(token),
        app.clock().instant(),
        answer.at("expires_at").required(Json::time));
  }
}
