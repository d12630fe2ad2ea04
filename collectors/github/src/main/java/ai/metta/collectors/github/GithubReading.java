// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.Origin;
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
    List<Overview> read = known(overviews);
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

  /// What a glance showed of each repository that could be seen. One that is asked for under two
  /// names is one, and goes by its present name where that is one of them; the other is taken out.
  private static List<Overview> known(Map<Repository, Part<Overview>> overviews) {
    Map<Repository, Overview> byCurrent = new LinkedHashMap<>();
    for (Part<Overview> part : overviews.values()) {
      if (part.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
        byCurrent.merge(seen.current(), seen, (one, other) -> one.isRenamed() ? other : one);
      }
    }
    overviews
        .entrySet()
        .removeIf(entry ->
            entry.getValue().fetched() instanceof Fetched.Known<Overview>(Overview seen)
                && !byCurrent.containsValue(seen));
    return List.copyOf(byCurrent.values());
  }

  private static List<Repository> repositories(Fetch fetch, GithubApi api) {
    Settings settings = fetch.settings();
    Optional<String> organisation = organisation(settings);
    if (organisation.isEmpty()) {
      return settings.find(GithubConfig.REPOSITORIES).orElse(List.of()).stream()
          .map(Repository::of)
          .distinct()
          .toList();
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

  /// Where one is set and repositories are not, or by the environment alone: GitHub Actions sets
  /// GITHUB_REPOSITORY on every run, whatever was meant.
  private static Optional<String> organisation(Settings settings) {
    boolean named =
        switch (settings.origin(GithubConfig.REPOSITORIES)) {
          case Origin.Flag _, Origin.File _ -> true;
          case Origin.Environment _, Origin.Fallback _, Origin.Unset _ -> false;
        };
    return settings.find(GithubConfig.ORGANISATION).filter(_ -> !named);
  }

  /// For each repository, whether it may be read, and what of it.
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
            case Fetched.Known<Overview>(Overview seen) when seen.isRenamed() ->
                Probe.doubtful(
                    question,
                    "it is called "
                        + seen.current()
                        + " now, and found as long as nothing else takes its old name: correct"
                        + " github.repositories");
            case Fetched.Known<Overview>(Overview seen) ->
                Probe.good(
                    question,
                    seen.pulls().map(pulls -> pulls.open() + " open pull requests, ").orElse("")
                        + seen.branches().map(count -> count + " branches").orElse(""));
            case Fetched.Unsupported<Overview>(String reason) -> Probe.doubtful(question, reason);
            case Fetched.Failed<Overview>(Failure cause) -> Probe.failed(question, cause);
          });
      if (overview.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
        probes.addAll(new PermissionProbes(api, seen).all());
      }
    }
    return probes;
  }
}
