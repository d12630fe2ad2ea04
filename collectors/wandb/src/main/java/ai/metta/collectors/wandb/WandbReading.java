// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.json.Json;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collectors.wandb.WandbApi.Question;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One reading of everything that is asked for: who we are, and then the projects side by side.
record WandbReading(Fetch fetch, WandbConfig config, Lists lists, List<Project> projects) {
  private static final int REQUESTS_AT_ONCE = 4;

  static WandbReading of(Fetch fetch) {
    String entity =
        fetch
            .settings()
            .find(WandbConfig.ENTITY)
            .orElseThrow(missing("no entity: set WANDB_ENTITY, or wandb.entity in metta.yaml"));
    List<String> names =
        fetch
            .settings()
            .find(WandbConfig.PROJECTS)
            .orElseThrow(missing("no project: set WANDB_PROJECT, or wandb.projects in metta.yaml"));
    WandbConfig config = WandbConfig.from(fetch.settings());
    Endpoint server = Endpoint.parse(fetch.settings().get(WandbConfig.BASE_URL), fetch.redactor());
    WandbApi api =
        new WandbApi(
            fetch.http().atOnce(REQUESTS_AT_ONCE),
            server.at("/graphql"),
            new Credential.Basic("api", fetch.required(WandbConfig.API_KEY)));
    return new WandbReading(
        fetch,
        config,
        new Lists(api, config.pagePause()),
        names.stream().distinct().map(name -> new Project(entity, name)).toList());
  }

  private static Supplier<NotConfiguredException> missing(String what) {
    return () -> new NotConfiguredException(new Failure.Configuration(what));
  }

  /// What is being read of a project.
  private record Begun(
      Part<Runs> active,
      Part<Runs> ended,
      Part<Long> pending,
      Optional<Part<Map<String, Long>>> queues,
      Part<Long> sweeps) {
    WandbSnapshot snapshot() {
      return new WandbSnapshot(
          active.fetched(),
          ended.fetched(),
          Runs.together(active.fetched(), ended.fetched()),
          pending.fetched(),
          queues.map(Part::fetched).orElse(Fetched.known(Map.of())),
          sweeps.fetched());
    }
  }

  /// @param window what ended before it is left out
  Map<Scope, WandbSnapshot> snapshots(Window window) {
    Part<String> viewer = viewer();
    Map<Scope, Begun> begun = new LinkedHashMap<>();
    Optional<Part<Map<String, Long>>> queues = queues(viewer);
    for (Project project : projects) {
      // Queues are the entity's: told with each project they would count as often.
      begun.put(
          project.scope(),
          begin(project, window, viewer, begun.isEmpty() ? queues : Optional.empty()));
    }
    Map<Scope, WandbSnapshot> snapshots = new LinkedHashMap<>();
    begun.forEach((scope, one) -> snapshots.put(scope, one.snapshot()));
    return snapshots;
  }

  private Part<String> viewer() {
    return fetch.part("viewer", () -> lists.api().viewer());
  }

  private Optional<Part<Map<String, Long>>> queues(Part<String> viewer) {
    return config.queues().isEmpty()
        ? Optional.empty()
        : Optional.of(
            fetch.part(
                "launch queues",
                viewer,
                _ ->
                    new QueueReader(lists).waiting(projects.getFirst().entity(), config.queues())));
  }

  private Begun begin(
      Project project,
      Window window,
      Part<String> viewer,
      Optional<Part<Map<String, Long>>> queues) {
    RunReader runs = new RunReader(lists, config, project, fetch.since());
    Part<Runs> active =
        fetch.part(
            project + ": active runs",
            viewer,
            _ -> runs.read(Document.ACTIVE_RUNS, Filters.atWork()));
    Part<Runs> ended =
        fetch.part(
            project + ": ended runs",
            viewer,
            _ -> {
              // Afterwards, whatever came of it: a run that ends in between is in both, not in
              // none.
              Fetched<Runs> _ = active.fetched();
              return runs.read(Document.ENDED_RUNS, Filters.over(window));
            });
    return new Begun(
        active,
        ended,
        fetch.part(project + ": pending runs", viewer, _ -> pending(project)),
        queues,
        fetch.part(
            project + ": sweeps", viewer, _ -> new QueueReader(lists).runningSweeps(project)));
  }

  private long pending(Project project) {
    return lists
        .api()
        .project(Question.of(Document.RUN_COUNT, project).with("filters", Filters.pending()))
        .data()
        .at("runCount")
        .required(Json::whole);
  }

  /// Whether the key is good, and what it may see.
  List<Probe> probes() {
    Part<String> viewer = viewer();
    Map<Project, Part<Long>> pending = new LinkedHashMap<>();
    for (Project project : projects) {
      pending.put(project, fetch.part(project + ": pending runs", viewer, _ -> pending(project)));
    }
    Optional<Part<Map<String, Long>>> queues = queues(viewer);
    List<Probe> probes = new ArrayList<>();
    probes.add(
        Probe.of("key accepted", viewer.fetched(), name -> "as " + name)
            .proving(List.of(WandbConfig.API_KEY)));
    pending.forEach((project, part) ->
        probes.add(
            Probe.of(
                "may read " + project,
                part.fetched(),
                count -> Counted.of(count, "run") + " pending")));
    queues.ifPresent(part ->
        probes.add(
            Probe.of(
                "launch queues readable",
                part.fetched(),
                found -> String.join(", ", found.keySet()))));
    return probes;
  }
}
