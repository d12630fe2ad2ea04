// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.Settings;
import ai.metta.access.http.Endpoint;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collectors.github.InstallationReader.Place;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Where GitHub stands, and as whom we come.
final class GithubDoor {
  private GithubDoor() {}

  /// @throws NotConfiguredException where there is nothing to read, or nobody to read it as
  static GithubApi open(Fetch fetch, GithubConfig config) {
    Settings settings = fetch.settings();
    Selection selection = selection(settings);
    Endpoint rest = Endpoint.parse(settings.get(GithubConfig.API_URL), fetch.redactor());
    URI graphql =
        settings.find(GithubConfig.GRAPHQL_URL).map(URI::create).orElseGet(() -> graphql(rest));
    Duration run = fetch.remaining();
    Patience patience = Patience.of(run);
    return new GithubApi(
        fetch.http(),
        rest,
        graphql,
        identity(fetch, rest, selection, patience),
        new Limits(
            fetch.clock(), config.reservePercent(), fetch.clock().instant().plus(run.dividedBy(2))),
        patience);
  }

  private static Selection selection(Settings settings) {
    return Selection.of(settings)
        .orElseThrow(() ->
            new NotConfiguredException(
                new Failure.Configuration(
                    "no repository: set GITHUB_REPOSITORY to owner/name, or github.organisation in metta.yaml")));
  }

  /// `api.github.com` has it beside, an Enterprise Server below `/api`.
  private static URI graphql(Endpoint rest) {
    String base = rest.base().toString();
    return URI.create(
        base.endsWith("/api/v3")
            ? base.substring(0, base.length() - "v3".length()) + "graphql"
            : base + "/graphql");
  }

  private static GithubIdentity identity(
      Fetch fetch, Endpoint rest, Selection selection, Patience patience) {
    Optional<Secret> app = fetch.secrets().find(GithubConfig.APP_ID);
    if (app.isPresent()) {
      AppKey key = AppKey.of(app.get().reveal(), appKey(fetch));
      AppRequests requests = new AppRequests(fetch.http(), rest, fetch.clock(), key, patience);
      return new AppIdentity(requests, installation(fetch, requests, selection));
    }
    return GithubIdentity.Token.of(fetch.required(GithubConfig.TOKEN));
  }

  /// What is shown to be let in.
  static List<SecretKey> shown(Secrets secrets) {
    return secrets.find(GithubConfig.APP_ID).isPresent()
        ? List.of(GithubConfig.APP_ID, GithubConfig.APP_KEY)
        : List.of(GithubConfig.TOKEN);
  }

  private static Secret appKey(Fetch fetch) {
    return fetch
        .secrets()
        .find(GithubConfig.APP_KEY)
        .or(() -> fetch.settings().find(GithubConfig.APP_KEY_FILE).map(GithubDoor::file))
        .orElseThrow(() ->
            new NotConfiguredException(
                new Failure.Credentials(
                    "the GitHub App has no private key: set GITHUB_APP_PRIVATE_KEY or GITHUB_APP_PRIVATE_KEY_FILE")));
  }

  private static Secret file(String name) {
    try {
      return Secret.of(Files.readString(Path.of(name)));
    } catch (IOException unreadable) {
      throw new FailureException(
          new Failure.Credentials("GITHUB_APP_PRIVATE_KEY_FILE: " + name + " cannot be read"));
    }
  }

  private static Supplier<Installation> installation(
      Fetch fetch, AppRequests requests, Selection selection) {
    Optional<String> named = fetch.settings().find(GithubConfig.INSTALLATION);
    if (named.isPresent()) {
      Installation known = new Installation(named.get(), Optional.empty());
      return () -> known;
    }
    Part<Installation> found =
        fetch.part(
            "installation", () -> new InstallationReader(requests, fetch).read(places(selection)));
    return () ->
        switch (found.fetched()) {
          case Fetched.Known<Installation>(Installation installation) -> installation;
          case Fetched.Unsupported<Installation>(String reason) ->
              throw new FailureException(new Failure.Configuration(reason));
          case Fetched.Failed<Installation>(Failure cause) -> throw new FailureException(cause);
        };
  }

  private static List<Place> places(Selection selection) {
    return switch (selection) {
      case Selection.Named(List<Repository> repositories) ->
          repositories.stream()
              .map(one -> new Place("/repos/" + one + "/installation", one.owner()))
              .toList();
      case Selection.Organisation(String name) ->
          List.of(new Place("/orgs/" + name + "/installation", name));
    };
  }
}
