// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.GraphQl.Question;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the branches, the default one left out.
record BranchReader(GraphQl graphQl, Overview overview) {
  Collection<Branch> read() {
    if (overview.isEmpty()) {
      return List.of();
    }
    String defaultBranch = overview.branch();
    Map<String, Branch> byName = new LinkedHashMap<>();
    Question question =
        Question.of(Document.BRANCHES, overview.current()).whileSame(overview.branchesState());
    for (Json node : graphQl.all(question)) {
      String name = node.at("name").required(Json::text);
      if (!name.equals(defaultBranch)) {
        byName.put(
            name,
            new Branch(
                name,
                node.at("target", "committedDate").time(),
                node.at("associatedPullRequests", "totalCount").required(Json::whole)));
      }
    }
    return byName.values();
  }
}
