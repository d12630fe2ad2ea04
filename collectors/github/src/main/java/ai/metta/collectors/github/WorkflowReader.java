// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Set;

/// Reads which workflows there are.
record WorkflowReader(GithubApi api, Repository repository) {
  private static final Set<String> KEYS =
      Set.of("total_count", "workflows", "id", "name", "path", "state");

  /// A workflow.
  ///
  /// @param name empty text where it has none
  /// @param file without its folder
  /// @param active whether it is in use
  record Workflow(long id, String name, String file, boolean active) {}

  /// Those that match any of the globs, by name or file.
  List<Workflow> read(List<Glob> wanted) {
    URI all = api.at("/repos/" + repository + "/actions/workflows?per_page=100");
    return api.items(api.page(all, KEYS::contains), "workflows", KEYS::contains).stream()
        .map(WorkflowReader::workflow)
        .filter(workflow -> Glob.any(wanted, workflow.name(), workflow.file()))
        .distinct()
        .toList();
  }

  private static Workflow workflow(Json node) {
    return new Workflow(
        node.at("id").required(Json::whole),
        node.at("name").text().orElse(""),
        WorkflowRun.fileName(node.at("path").text().orElse("")),
        node.at("state").text().filter("active"::equals).isPresent());
  }
}
