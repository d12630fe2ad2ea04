// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collectors.asana.Project.Health;
import ai.metta.metric.Fetched;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything one run knows of a workspace, each part known, unsupported or failed by itself.
///
/// @param projects those that count and are not archived
/// @param statuses what the newest status update of each active one says
record AsanaSnapshot(
    Fetched<List<Project>> projects,
    Fetched<List<Health>> statuses,
    Fetched<Tasks> tasks,
    Fetched<Bugs> bugs) {

  /// The tasks where they are to be told by project. Without the projects' names they are not:
  /// under others they would make series that are not the usual ones.
  Fetched<Named> tasksByProject() {
    return tasks.then(known ->
        known.rules().told() == AsanaConfig.Told.ALSO_BY_PROJECT
            ? projects.then(all -> Fetched.known(new Named(known, all)))
            : Fetched.unsupported("asana.per_project is off"));
  }

  /// The tasks of all projects that count, by project; one that is in two of them is in both lists.
  record Tasks(Map<String, List<Task>> byProject, AsanaConfig rules) {}

  /// Tasks whose projects have names.
  ///
  /// @param projects those that are not archived
  record Named(Tasks tasks, List<Project> projects) {

    /// What each project is called in a tag, by gid: by its name or, where another is called so,
    /// with its gid. One that has no name, or is archived, is called by its gid.
    Map<String, String> slugs() {
      Map<String, String> names = new LinkedHashMap<>();
      tasks.byProject().keySet().forEach(gid -> names.put(gid, gid));
      projects.stream()
          .filter(project -> !project.slug().isEmpty())
          .forEach(project -> names.replace(project.gid(), project.slug()));
      Map<String, String> slugs = new LinkedHashMap<>(names);
      slugs.replaceAll(
          (gid, name) -> Collections.frequency(names.values(), name) > 1 ? name + "-" + gid : name);
      return slugs;
    }
  }

  /// The tasks of the project that holds bugs.
  record Bugs(String project, List<Task> all, AsanaConfig rules) {}
}
