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
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A GitHub App: it signs for itself, and gets a token of an installation for an hour at a time.
final class AppIdentity implements GithubIdentity {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration NEW = Duration.ofMinutes(1);

  private final Http http;
  private final Endpoint rest;
  private final InstantSource clock;
  private final AppKey key;
  private final Installation installation;
  private final Patience patience;
  private Optional<Failed> failed = Optional.empty();
  private Optional<Issued> issued = Optional.empty();
  private Optional<String> found = Optional.empty();

  /// Which installation speaks.
  sealed interface Installation {
    record Known(String id) implements Installation {}

    /// The one that the first of these paths of the API tells of that tells of any: a repository
    /// that is not there must not cost the others.
    record FoundAt(List<String> paths) implements Installation {}
  }

  private record Issued(Credential credential, Instant at, Instant expires) {
    /// A new one is as good as it gets, whatever it says of its end: clocks differ.
    boolean holds(Instant now) {
      return expires.isAfter(now.plus(EARLY)) || !now.isAfter(at.plus(NEW));
    }
  }

  private record Failed(Failure cause, Instant at) {}

  AppIdentity(
      Http http,
      Endpoint rest,
      InstantSource clock,
      AppKey key,
      Installation installation,
      Patience patience) {
    this.http = http;
    this.rest = rest;
    this.clock = clock;
    this.key = key;
    this.installation = installation;
    this.patience = patience;
  }

  @Override
  public Credential credential() {
    return unlike(Optional.empty(), clock.instant());
  }

  @Override
  public String who() {
    return "App "
        + key.appId()
        + ", "
        + switch (installation) {
          case Installation.Known(String id) -> id;
          case Installation.FoundAt(List<String> paths) -> paths.getFirst();
        };
  }

  @Override
  public String remedy() {
    return "GitHub does not take the token that it gave this App: see whether its installation was"
        + " suspended or taken back";
  }

  @Override
  public boolean renew(Credential refused) {
    unlike(Optional.of(refused), clock.instant());
    return true;
  }

  /// Of many who ask together, the first gets a token for all; or a failure, which is that of all
  /// who waited for it. Whoever asks later tries again.
  ///
  /// @param refused what is not to be shown again
  private synchronized Credential unlike(Optional<Credential> refused, Instant asked) {
    Instant now = clock.instant();
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
      failed = Optional.of(new Failed(none.failure(), clock.instant()));
      throw none;
    }
  }

  private Issued issue() {
    URI uri = rest.at("/app/installations/" + installationId() + "/access_tokens");
    Json answer =
        asApp(Request.post(uri, "application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    Secret token = Secret.of(answer.at("token").required(Json::text));
    return new Issued(
        new Credential.Bearer(token),
        clock.instant(),
        answer.at("expires_at").required(Json::time));
  }

  private String installationId() {
    return switch (installation) {
      case Installation.Known(String id) -> id;
      case Installation.FoundAt(List<String> paths) -> found(paths);
    };
  }

  /// It is looked up once.
  private String found(List<String> paths) {
    String id =
        found.orElseGet(() ->
            paths.stream()
                .map(this::lookedUp)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> notInstalled(paths)));
    found = Optional.of(id);
    return id;
  }

  /// Empty where GitHub says that there is none.
  private Optional<String> lookedUp(String path) {
    Request request = signed(Request.get(rest.at(path)));
    Answer answer = http.send(request);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(Long.toString(read(request, answer).at("id").required(Json::whole)));
  }

  private FailureException notInstalled(List<String> paths) {
    return new FailureException(
        new Failure.Credentials(
            "GET "
                + rest.at(paths.getFirst())
                + ": 404"
                + (paths.size() > 1 ? ", and so for the other repositories" : "")
                + "; the GitHub App is not installed there: install it for the owner of the"
                + " repositories"));
  }

  private Json asApp(Request request) {
    Request signed = signed(request);
    Answer answer = http.send(signed);
    if (answer.status() == 404) {
      throw new FailureException(
          new Failure.Credentials(
              signed.identity()
                  + ": 404; the GitHub App is not installed there: install it for the owner of the"
                  + " repositories, or correct GITHUB_APP_INSTALLATION_ID"));
    }
    return read(signed, answer);
  }

  private Request signed(Request request) {
    return patience
        .given(request)
        .header("Accept", "application/vnd.github+json")
        .repeated(Repeat.IDEMPOTENT)
        .as(new Credential.Bearer(key.token(clock.instant())));
  }

  private static Json read(Request signed, Answer answer) {
    if (answer.status() == 401) {
      throw new FailureException(
          new Failure.Credentials(
              signed.identity()
                  + ": 401; GitHub does not know this App by its key: GITHUB_APP_ID and"
                  + " GITHUB_APP_PRIVATE_KEY must be of the same App, and this machine's clock right"));
    }
    Refusals.check(signed, answer, "");
    return GithubApi.parsed(signed.identity(), answer.body(), _ -> true);
  }
}
