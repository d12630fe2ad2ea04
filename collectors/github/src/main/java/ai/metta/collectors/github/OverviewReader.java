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

  /// What the token may see of it at a glance.
  ///
  /// @throws FailureException where it may not see the repository at all
  Overview read(Repository repository) {
    Json seen = graphQl.askWhatMayBeSeen(Question.of(Document.OVERVIEW, repository));
    Json found = seen.at("repository");
    if (found.isNothing()) {
      throw new FailureException(
          new Failure.Credentials(
              "github: there is no repository "
                  + repository
                  + ", or the token may not see it"
                  + graphQl.api().cannotSee(repository)));
    }
    Json branch = found.at("defaultBranchRef");
    return new Overview(
        repository,
        Repository.of(found.at("nameWithOwner").required(Json::text)),
        List.of(),
        branch.at("name").text(),
        Protection.classic(branch.at("branchProtectionRule")),
        branch.at("target", "oid").text().orElse(""),
        found.at("pushedAt").text().orElse(""),
        listed(seen.at("pulls")),
        listed(seen.at("issues")),
        found.at("branches", "totalCount").whole());
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

  private static Optional<Overview.Listed> listed(Json list) {
    if (list.at("open").isNothing() || list.at("newest").isNothing()) {
      return Optional.empty();
    }
    String touched =
        list.at("newest", "nodes")
            .unbroken()
            .findFirst()
            .flatMap(node -> node.at("updatedAt").text())
            .orElse("never");
    return Optional.of(
        new Overview.Listed(list.at("open", "totalCount").required(Json::whole), touched));
  }
}
