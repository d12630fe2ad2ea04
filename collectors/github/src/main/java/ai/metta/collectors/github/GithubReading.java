// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.Settings;
import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One reading of everything that is asked for: which repositories, what a glance shows of each,
/// what can be afforded, and then all of it side by side.
record GithubReading(Fetch fetch) {

  Map<Scope, GithubSnapshot> snapshots(Window window) {
    GithubConfig config = GithubConfig.from(fetch.settings());
    GithubApi api = GithubDoor.open(fetch, config);
    Part<Boolean> limits = fetch.part("limits", () -> new LimitReader(api).read());
    List<Repository> repositories = repositories(fetch, api);
    Map<Repository, Part<Overview>> overviews = new LinkedHashMap<>();
    for (Repository repository : repositories) {
      overviews.put(
          repository,
          fetch.part(
              repository + ": overview",
              () -> new OverviewReader(new GraphQl(api)).read(repository)));
    }
    limits.fetched();
    List<Overview> read = new ArrayList<>();
    overviews
        .values()
        .forEach(part -> {
          if (part.fetched() instanceof Fetched.Known<Overview>(Overview overview)) {
            read.add(overview);
          }
        });
    CostBook costs = new CostBook(api);
    Budget budget = Budget.of(read, api.limits(), costs);
    Map<Scope, GithubSnapshot> snapshots = new LinkedHashMap<>();
    List<RepositoryFetch> fetches = new ArrayList<>();
    overviews.forEach((repository, overview) ->
        fetches.add(
            new RepositoryFetch(fetch, config, api, repository, overview, budget, costs, window)));
    List<RepositoryFetch.Begun> begun = fetches.stream().map(RepositoryFetch::begin).toList();
    begun.forEach(one -> snapshots.put(one.repository().scope(), one.snapshot()));
    return snapshots;
  }

  private static List<Repository> repositories(Fetch fetch, GithubApi api) {
    Settings settings = fetch.settings();
    Optional<String> organisation = settings.find(GithubConfig.ORGANISATION);
    List<Repository> named =
        settings.find(GithubConfig.REPOSITORIES).orElse(List.of()).stream()
            .map(Repository::of)
            .distinct()
            .toList();
    if (!named.isEmpty() || organisation.isEmpty()) {
      return named;
    }
    Part<List<Repository>> all =
        fetch.part(
            "repositories",
            () ->
                new OverviewReader(new GraphQl(api))
                    .ofOrganisation(
                        organisation.get(),
                        Glob.all(settings.get(GithubConfig.INCLUDE)),
                        Glob.all(settings.get(GithubConfig.EXCLUDE))));
    return switch (all.fetched()) {
      case Fetched.Known<List<Repository>>(List<Repository> found) when found.isEmpty() ->
          throw new FailureException(
              new Failure.Configuration(
                  "github: no repository of "
                      + organisation.get()
                      + " matches github.include and github.exclude, or the token sees none"));
      case Fetched.Known<List<Repository>>(List<Repository> found) -> found;
      case Fetched.Unsupported<List<Repository>>(String reason) ->
          throw new FailureException(new Failure.Configuration(reason));
      case Fetched.Failed<List<Repository>>(Failure cause) -> throw new FailureException(cause);
    };
  }

  /// For each repository, whether it may be read.
  List<Probe> probes() {
    GithubConfig config = GithubConfig.from(fetch.settings());
    GithubApi api = GithubDoor.open(fetch, config);
    List<Probe> probes = new ArrayList<>();
    for (Repository repository : repositories(fetch, api)) {
      Part<Overview> overview =
          fetch.part(
              repository + ": overview",
              () -> new OverviewReader(new GraphQl(api)).read(repository));
      String question = "may read " + repository;
      probes.add(
          switch (overview.fetched()) {
            case Fetched.Known<Overview>(Overview seen)
                when !seen.currentName().equalsIgnoreCase(repository.toString()) ->
                Probe.doubtful(
                    question,
                    "it is called "
                        + seen.currentName()
                        + " now, and found as long as nothing else takes its old name: correct"
                        + " github.repositories");
            case Fetched.Known<Overview>(Overview seen) ->
                Probe.good(
                    question,
                    seen.openPulls() + " open pull requests, " + seen.branches() + " branches");
            case Fetched.Unsupported<Overview>(String reason) -> Probe.doubtful(question, reason);
            case Fetched.Failed<Overview>(Failure cause) -> Probe.failed(question, cause);
          });
    }
    return probes;
  }
}
