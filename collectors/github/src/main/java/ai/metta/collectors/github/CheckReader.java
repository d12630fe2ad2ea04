// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.github.GraphQl.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads which merges had the checks that are required. Apart from [PullReader], because many a
/// token that may read pull requests may not read checks.
///
/// @param required names of checks
record CheckReader(GraphQl graphQl, Overview overview, Set<String> required) {
  /// What a required check may come to.
  private static final Set<String> PASSES = Set.of("SUCCESS", "NEUTRAL", "SKIPPED");

  /// Of the pull requests that were merged or touched since, those of which each required check had
  /// passed when they were merged, by number.
  ///
  /// @throws UnsupportedException where GitHub does not show all checks of one
  Set<Long> passed(Instant since) {
    Question merged =
        Question.of(Document.CHECKS, overview.current()).whileSame(overview.pullsState());
    return graphQl.takeWhile(merged, PullReader.touchedSince(since)).stream()
        .filter(this::hasPassed)
        .map(pull -> pull.at("number").required(Json::whole))
        .collect(Collectors.toSet());
  }

  private boolean hasPassed(Json pull) {
    Instant merged = pull.at("mergedAt").required(Json::time);
    Optional<Json> contexts =
        pull.at("commits", "nodes")
            .unbroken()
            .findFirst()
            .map(head -> head.at("commit", "statusCheckRollup", "contexts"))
            .filter(Json::isObject);
    List<Json> checks = contexts.stream().flatMap(all -> shown(all, pull)).toList();
    return required.stream()
        .allMatch(name -> {
          List<Json> named = checks.stream().filter(check -> isNamed(check, name)).toList();
          return !named.isEmpty() && named.stream().allMatch(check -> passedBy(check, merged));
        });
  }

  private static Stream<Json> shown(Json contexts, Json pull) {
    List<Json> shown = contexts.at("nodes").unbroken().toList();
    if (contexts.at("totalCount").required(Json::whole) > shown.size()) {
      throw new UnsupportedException(
          "pull request "
              + pull.at("number").required(Json::whole)
              + " has more checks than GitHub shows beside it");
    }
    return shown.stream();
  }

  /// A check of Actions or of an App has a name, a commit status a context.
  private static boolean isNamed(Json check, String name) {
    return check.at("name").text().or(() -> check.at("context").text()).equals(Optional.of(name));
  }

  private static boolean passedBy(Json check, Instant merged) {
    boolean passed =
        check
            .at("conclusion")
            .text()
            .or(() -> check.at("state").text())
            .filter(PASSES::contains)
            .isPresent();
    return passed
        && check
            .at("completedAt")
            .time()
            .or(() -> check.at("createdAt").time())
            .filter(ended -> !ended.isAfter(merged))
            .isPresent();
  }
}
