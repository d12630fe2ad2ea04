// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.GraphQl.Question;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the default branch's commits; an empty repository has none.
record CommitReader(GraphQl graphQl, Overview overview) {

  Collection<Commit> commits(Instant since) {
    Map<String, Commit> byOid = new LinkedHashMap<>();
    read(Document.COMMITS, overview.labelledCommitsState(), since).stream()
        .map(CommitReader::commit)
        .forEach(commit -> byOid.put(commit.oid(), commit));
    return byOid.values();
  }

  Collection<Contribution> contributions(Instant since) {
    Map<String, Contribution> byOid = new LinkedHashMap<>();
    for (Json node : read(Document.CONTRIBUTIONS, overview.commitsState(), since)) {
      String oid = node.at("oid").required(Json::text);
      byOid.put(
          oid,
          new Contribution(
              oid,
              node.at("committedDate").required(Json::time),
              Person.author(node.at("author"))));
    }
    return byOid.values();
  }

  private List<Json> read(Document document, Optional<String> state, Instant since) {
    if (overview.isEmpty()) {
      return List.of();
    }
    String _ = overview.branch();
    return graphQl.all(
        Question.of(document, overview.current()).with("since", since.toString()).whileSame(state));
  }

  private static Commit commit(Json node) {
    return new Commit(
        node.at("oid").required(Json::text),
        node.at("committedDate").required(Json::time),
        node.at("messageHeadline").text().orElse(""),
        node.at("messageBody").text().orElse(""),
        node.at("additions").required(Json::whole),
        node.at("deletions").required(Json::whole),
        node.at("parents", "totalCount").required(Json::whole),
        Person.author(node.at("author")),
        node.at("associatedPullRequests", "nodes")
            .unbroken()
            .findFirst()
            .map(CommitReader::origin));
  }

  private static Commit.Origin origin(Json pull) {
    return new Commit.Origin(
        pull.at("number").required(Json::whole),
        pull.at("headRefName").text().orElse(""),
        GraphQl.whole(pull.at("labels"))
            .flatMap(label -> label.at("name").text().stream())
            .toList());
  }
}
