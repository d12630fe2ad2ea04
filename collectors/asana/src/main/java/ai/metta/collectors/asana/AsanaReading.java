// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collectors.asana.AsanaClient.Wanted;
import ai.metta.collectors.asana.AsanaSnapshot.Bugs;
import ai.metta.collectors.asana.AsanaSnapshot.Tasks;
import ai.metta.collectors.asana.Project.Health;
import ai.metta.metric.Counted;
import ai.metta.metric.Fetched;
import ai.metta.metric.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One reading of a workspace: its projects, and the tasks of each side by side.
///
/// @param window tasks that were completed before it are not read
record AsanaReading(Fetch fetch, AsanaClient client, AsanaConfig config, Window window) {
  static final String NO_BUGS_PROJECT = "no project holds bugs: set asana.bugs_project to its gid";

  /// @throws ai.metta.collect.NotConfiguredException where there is nothing to read, or nobody to
  ///   read it as
  static AsanaReading of(Fetch fetch, Window window) {
    return new AsanaReading(
        fetch, AsanaDoor.open(fetch), AsanaConfig.from(fetch.settings()), window);
  }

  /// Reads all of it.
  AsanaSnapshot snapshot() {
    Part<String> workspace = workspace();
    Part<List<Project>> projects = projects(workspace);
    Part<List<Health>> statuses = fetch.part("statuses", projects, this::statuses);
    Fetched<List<String>> counted = counted(projects);
    Map<String, Part<List<Task>>> listings = new LinkedHashMap<>();
    for (String project : listed(counted)) {
      listings.put(project, listing(workspace, project));
    }
    return new AsanaSnapshot(
        projects.fetched(),
        statuses.fetched(),
        counted
            .then(gids -> tasks(gids, listings))
            .then(byProject -> Fetched.known(new Tasks(byProject, config))),
        config
            .bugsProject()
            .map(project -> bugs(project, listings))
            .orElse(Fetched.unsupported(NO_BUGS_PROJECT)));
  }

  private Part<String> workspace() {
    return fetch.part("workspace", client::check);
  }

  private Part<List<Project>> projects(Part<String> workspace) {
    return fetch.part(
        "projects",
        workspace,
        _ ->
            client.projects().stream()
                .filter(one -> config.projects().isEmpty() || config.projects().contains(one.gid()))
                .toList());
  }

  private List<Health> statuses(List<Project> projects) {
    return projects.stream().filter(Project::isActive).map(client::health).toList();
  }

  /// The projects whose tasks count. Those that were named need not be looked up.
  private Fetched<List<String>> counted(Part<List<Project>> projects) {
    return config.projects().isEmpty()
        ? projects.fetched().then(known -> Fetched.known(known.stream().map(Project::gid).toList()))
        : Fetched.known(config.projects());
  }

  private List<String> listed(Fetched<List<String>> counted) {
    Stream<String> gids =
        counted instanceof Fetched.Known<List<String>>(List<String> known)
            ? known.stream()
            : Stream.empty();
    return Stream.concat(gids, config.bugsProject().stream()).distinct().toList();
  }

  private Part<List<Task>> listing(Part<String> workspace, String project) {
    Wanted wanted = config.bugsProject().equals(Optional.of(project)) ? Wanted.BUGS : Wanted.TASKS;
    return fetch.part(
        project + ": tasks", workspace, _ -> client.tasks(project, window.from(), wanted));
  }

  /// A sum over projects needs each of them.
  private static Fetched<Map<String, List<Task>>> tasks(
      List<String> projects, Map<String, Part<List<Task>>> listings) {
    Map<String, List<Task>> byProject = new LinkedHashMap<>();
    Fetched<Map<String, List<Task>>> all = Fetched.known(byProject);
    for (String project : projects) {
      all =
          all.then(_ -> fetched(project, listings))
              .then(tasks -> {
                byProject.put(project, tasks);
                return Fetched.known(byProject);
              });
    }
    return all;
  }

  /// A task that was moved out of the project while its list was read is no bug.
  private Fetched<Bugs> bugs(String project, Map<String, Part<List<Task>>> listings) {
    return fetched(project, listings)
        .then(tasks ->
            Fetched.known(
                new Bugs(
                    project, tasks.stream().filter(task -> task.isIn(project)).toList(), config)));
  }

  private static Fetched<List<Task>> fetched(
      String project, Map<String, Part<List<Task>>> listings) {
    return Optional.ofNullable(listings.get(project)).orElseThrow().fetched();
  }

  /// Whether it answers, lets us in, and shows what the metrics need: of tasks, those of the
  /// project that holds bugs, or of any other one.
  List<Probe> probes() {
    Part<String> workspace = workspace();
    Part<List<Project>> projects = projects(workspace);
    Stream<Probe> both =
        Stream.of(
            Probe.of("workspace visible", workspace.fetched(), name -> name)
                .proving(AsanaDoor.shown(fetch.secrets())),
            Probe.of(
                "projects readable",
                projects.fetched(),
                known -> Counted.of(known.size(), "project") + " not archived"));
    Stream<Probe> tasks =
        config
            .bugsProject()
            .or(() -> listed(counted(projects)).stream().findFirst())
            .map(project -> listing(workspace, project).fetched())
            .map(listing ->
                Probe.of(
                    "tasks readable",
                    listing,
                    known -> Counted.of(known.size(), "task") + " of one project"))
            .stream();
    return Stream.concat(both, tasks).toList();
  }
}
