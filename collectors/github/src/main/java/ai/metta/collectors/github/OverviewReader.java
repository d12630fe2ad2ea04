// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.GraphQl.Question;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads which repositories there are, and what one is like.
record OverviewReader(GraphQl graphQl) {

  Overview read(Repository repository) {
    Json found = graphQl.ask(Question.of(Document.OVERVIEW, repository)).at("repository");
    if (found.isNothing()) {
      throw new FailureException(
          new Failure.Credentials(
              "github: there is no repository " + repository + ", or the token may not see it"));
    }
    Optional<String> branch = found.at("defaultBranchRef", "name").text();
    long branches = found.at("branches", "totalCount").required(Json::whole);
    return new Overview(
        repository,
        found.at("nameWithOwner").required(Json::text),
        branch.isEmpty() && branches == 0,
        branch,
        Protection.classic(found.at("defaultBranchRef", "branchProtectionRule")),
        found.at("defaultBranchRef", "target", "oid").text().orElse(""),
        found.at("pushedAt").text().orElse(""),
        found.at("openPulls", "totalCount").required(Json::whole),
        touched(found.at("newestPull")),
        found.at("openIssues", "totalCount").required(Json::whole),
        touched(found.at("newestIssue")),
        branches);
  }

  /// An organisation's repositories that are in use, by name.
  List<Repository> ofOrganisation(String organisation, List<Glob> include, List<Glob> exclude) {
    Question question =
        new Question(Document.REPOSITORIES, Map.of("owner", organisation), Optional.empty());
    return graphQl.all(question).stream()
        .filter(node -> !node.at("isArchived").required(Json::flag))
        .map(node -> Repository.of(node.at("nameWithOwner").required(Json::text)))
        .filter(repository -> Glob.any(include, repository.name()))
        .filter(repository -> !Glob.any(exclude, repository.name()))
        .distinct()
        .toList();
  }

  private static String touched(Json newest) {
    return newest
        .at("nodes")
        .present()
        .findFirst()
        .flatMap(node -> node.at("updatedAt").text())
        .orElse("never");
  }
}
