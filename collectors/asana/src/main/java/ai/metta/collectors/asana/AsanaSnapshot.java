// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.metric.Fetched;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything one run knows of a workspace, each part known, unsupported or failed by itself.
///
/// @param projects those that count and are not archived
record AsanaSnapshot(Fetched<List<Project>> projects, Fetched<Tasks> tasks, Fetched<Bugs> bugs) {

  /// The tasks where they are to be told by project.
  Fetched<Tasks> tasksByProject() {
    return tasks.then(known ->
        known.rules().told() == AsanaConfig.Told.ALSO_BY_PROJECT
            ? Fetched.known(known)
            : Fetched.unsupported("asana.per_project is off"));
  }

  /// The tasks of all projects that count, by project; one that is in two of them is in both lists.
  ///
  /// @param names of projects by gid, of those that are known and not archived
  record Tasks(Map<String, List<Task>> byProject, Map<String, String> names, AsanaConfig rules) {

    /// What each project is called in a tag: by its name or, where it has none or another is called
    /// so, with its gid.
    Map<String, String> slugs() {
      Map<String, String> slugs = new LinkedHashMap<>();
      Set<String> taken = new HashSet<>();
      for (String gid : byProject.keySet()) {
        String name =
            AsanaConfig.lower(names.getOrDefault(gid, ""))
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        boolean own = !name.isEmpty() && taken.add(name);
        slugs.put(gid, own ? name : (name + "-" + gid).replaceAll("^-", ""));
      }
      return slugs;
    }
  }

  /// The tasks of the project that holds bugs.
  record Bugs(String project, List<Task> all, AsanaConfig rules) {}
}
