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

/// One reading of everything that is asked for: which repositories, what a glance shows of each,
/// what is planned for it, and then all of it side by side.
record GithubReading(Fetch fetch) {

  Map<Scope, GithubSnapshot> snapshots(Window window) {
    GithubConfig config = GithubConfig.from(fetch.settings());
    GithubApi api = GithubDoor.open(fetch, config);
    // Nothing else is read before it, so that it must not take the whole run.
    GithubApi early = api.until(api.limits().plansEnd());
    Part<Boolean> limits = fetch.part("limits", () -> new LimitReader(early).read());
    // Whoever does not know what is left may take of what is kept for others.
    limits.fetched();
    Map<Repository, Part<Overview>> overviews = overviews(repositories(fetch, early), early);
    List<Overview> read = known(overviews);
    CostBook costs = new CostBook(api, config.deployments(), window);
    Budget budget = Budget.of(read, api.limits(), costs);
    Places places = Places.among(Math.max(1, overviews.size()));
    Map<Scope, GithubSnapshot> snapshots = new LinkedHashMap<>();
    List<RepositoryFetch> fetches = new ArrayList<>();
    overviews.forEach((repository, overview) ->
        fetches.add(
            new RepositoryFetch(
                fetch,
                config,
                api.atOnce(places.ofRepository()),
                places,
                repository,
                overview,
                budget,
                costs,
                window)));
    List<RepositoryFetch.Begun> begun = fetches.stream().map(RepositoryFetch::begin).toList();
    begun.forEach(one -> snapshots.put(one.repository().scope(), one.snapshot()));
    return snapshots;
  }

  /// What a glance showed of each repository that could be seen. One that is asked for under two
  /// names is one, and goes by its present name where that is one of them; the other is taken out.
  private List<Overview> known(Map<Repository, Part<Overview>> overviews) {
    Map<Repository, Overview> byCurrent = new LinkedHashMap<>();
    for (Part<Overview> part : overviews.values()) {
      if (part.fetched() instanceof Fetched.Known<Overview>(Overview seen)) {
        byCurrent.merge(seen.current(), seen, GithubReading::one);
      }
    }
    for (Overview one : byCurrent.values()) {
      one.otherNames().forEach(overviews::remove);
      if (!one.otherNames().isEmpty()) {
        overviews.computeIfPresent(
            one.repository(),
            (repository, part) -> fetch.part(repository + ": names", part, _ -> one));
      }
    }
    return List.copyOf(byCurrent.values());
  }

  private static Overview one(Overview first, Overview second) {
    return first.isRenamed() && !second.isRenamed() ? second.also(first) : first.also(second);
  }

  private static List<Repository> repositories(Fetch fetch, GithubApi api) {
    Settings settings = fetch.settings();
    return switch (Selection.of(settings).orElseThrow()) {
      case Selection.Named(List<Repository> repositories) -> repositories;
      case Selection.Organisation(String name) -> ofOrganisation(name, fetch, api);
    };
  }

  private static List<Repository> ofOrganisation(String name, Fetch fetch, GithubApi api) {
    Settings settings = fetch.settings();
    Part<List<Repository>> all =
        fetch.part(
            "repositories",
            () ->
                new OverviewReader(new GraphQl(api))
                    .ofOrganisation(
                        name,
                        Glob.all(settings.get(GithubConfig.INCLUDE)),
                        Glob.all(settings.get(GithubConfig.EXCLUDE))));
    return switch (all.fetched()) {
      case Fetched.Known<List<Repository>>(List<Repository> found) when found.isEmpty() ->
          throw new FailureException(
              new Failure.Configuration(
                  "github: no repository of "
                      + name
                      + " matches github.include and github.exclude, or the token sees none"));
      case Fetched.Known<List<Repository>>(List<Repository> found) -> found;
      case Fetched.Unsupported<List<Repository>>(String reason) ->
          throw new FailureException(new Failure.Configuration(reason));
      case Fetched.Failed<List<Repository>>(Failure cause) -> throw new FailureException(cause);
    };
  }

  /// For each repository, whether it may be read, and what of it.
  List<Probe> probes() {
    GithubConfig config = GithubConfig.from(fetch.settings());
    GithubApi api = GithubDoor.open(fetch, config);
    List<Probe> probes = new ArrayList<>();
    Selection.unused(fetch.settings())
        .ifPresent(unused -> probes.add(Probe.doubtful("repositories", unused)));
    Map<Repository, Part<Overview>> overviews = overviews(repositories(fetch, api), api);
    Map<Repository, List<PermissionProbes.Begun>> permissions = new LinkedHashMap<>();
    overviews.forEach((repository, part) ->
        permissions.put(
            repository,
            part.fetched() instanceof Fetched.Known<Overview>(Overview seen)
                ? new PermissionProbes(fetch, config, api, seen).begin()
                : List.of()));
    overviews.forEach((repository, part) -> {
      probes.add(
          glance("may read " + repository, part.fetched())
              .proving(GithubDoor.shown(fetch.secrets())));
      permissions.getOrDefault(repository, List.of()).stream()
          .map(PermissionProbes.Begun::probe)
          .forEach(probes::add);
    });
    return probes;
  }

  private static Probe glance(String question, Fetched<Overview> overview) {
    return switch (overview) {
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
    };
  }

  private Map<Repository, Part<Overview>> overviews(List<Repository> repositories, GithubApi api) {
    Map<Repository, Part<Overview>> overviews = new LinkedHashMap<>();
    for (Repository repository : repositories) {
      overviews.put(
          repository,
          fetch.part(
              repository + ": overview",
              () -> new OverviewReader(new GraphQl(api)).read(repository)));
    }
    return overviews;
  }
}
