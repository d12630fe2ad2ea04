// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collectors.github.GraphQl.Question;
import ai.metta.collectors.github.PullRequest.Review;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads pull requests.
record PullReader(GraphQl graphQl, Overview overview) {

  /// All that are open, and all that were closed or touched since.
  Collection<PullRequest> read(Instant since) {
    Question open =
        Question.of(Document.OPEN_PULLS, overview.current()).whileSame(overview.pullsState());
    Question closed =
        Question.of(Document.CLOSED_PULLS, overview.current()).whileSame(overview.pullsState());
    // What is closed while it is read shows in both lists: the later reading is right.
    Map<Long, PullRequest> byNumber = new LinkedHashMap<>();
    graphQl.all(open).stream().map(this::pull).forEach(pull -> byNumber.put(pull.number(), pull));
    graphQl.takeWhile(closed, touchedSince(since)).stream()
        .map(this::pull)
        .forEach(pull -> byNumber.put(pull.number(), pull));
    return byNumber.values();
  }

  /// Whether a pull request of a list, the latest touched first, was touched since.
  static Predicate<Json> touchedSince(Instant since) {
    return node -> !node.at("updatedAt").required(Json::time).isBefore(since);
  }

  private PullRequest pull(Json node) {
    return new PullRequest(
        node.at("number").required(Json::whole),
        Person.actor(node.at("author")),
        node.at("isDraft").required(Json::flag),
        node.at("createdAt").required(Json::time),
        node.at("updatedAt").required(Json::time),
        node.at("closedAt").time(),
        node.at("mergedAt").time(),
        node.at("baseRefName").required(Json::text),
        node.at("headRefName").required(Json::text),
        node.at("isCrossRepository").required(Json::flag),
        node.at("timelineItems", "nodes")
            .unbroken()
            .findFirst()
            .flatMap(e -> e.at("createdAt").time()),
        firstCommit(node.at("commits")),
        node.at("totalCommentsCount").required(Json::whole),
        node.at("reviewThreads", "totalCount").required(Json::whole),
        reviews(node));
  }

  /// When it was written; only asked for of what is closed.
  private static Optional<Instant> firstCommit(Json commits) {
    return commits.isNothing()
        ? Optional.empty()
        : commits
            .at("nodes")
            .unbroken()
            .findFirst()
            .flatMap(first -> first.at("commit", "authoredDate").time());
  }

  /// Those that came beside the pull request, or all of them read anew where some did not fit.
  private List<Review> reviews(Json pull) {
    List<Json> nodes = pull.at("reviews", "nodes").items();
    long all = pull.at("reviews", "totalCount").required(Json::whole);
    return (all <= nodes.size()
            ? pull.at("reviews", "nodes").unbroken()
            : graphQl
                .all(
                    Question.of(Document.REVIEWS, overview.current())
                        .with("number", pull.at("number").required(Json::whole))
                        .whileSame(overview.pullsState()))
                .stream())
        .flatMap(node -> review(node).stream())
        .toList();
  }

  /// A review that was not handed in yet has no time.
  private static Optional<Review> review(Json node) {
    return node.at("submittedAt")
        .time()
        .map(submitted ->
            new Review(
                submitted, node.at("state").required(Json::text), Person.actor(node.at("author"))));
  }
}
