// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.GraphQl.Question;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Reads issues.
record IssueReader(GraphQl graphQl, Overview overview) {

  /// All that are open, and all that were closed or touched since.
  Collection<Issue> read(Instant since) {
    Question open =
        Question.of(Document.OPEN_ISSUES, overview.current()).whileSame(overview.issuesState());
    Question closed =
        Question.of(Document.CLOSED_ISSUES, overview.current())
            .with("since", since.toString())
            .whileSame(overview.issuesState());
    Map<Long, Issue> byNumber = new LinkedHashMap<>();
    Stream.concat(graphQl.all(open).stream(), graphQl.all(closed).stream())
        .map(IssueReader::issue)
        .forEach(issue -> byNumber.put(issue.number(), issue));
    return byNumber.values();
  }

  private static Issue issue(Json node) {
    return new Issue(
        node.at("number").required(Json::whole),
        node.at("createdAt").required(Json::time),
        node.at("closedAt").time(),
        GraphQl.whole(node.at("labels"))
            .flatMap(label -> label.at("name").text().stream())
            .toList());
  }
}
