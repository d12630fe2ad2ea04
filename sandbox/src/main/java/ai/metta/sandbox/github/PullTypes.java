// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Account;
import ai.metta.sandbox.github.organisation.Commit;
import ai.metta.sandbox.github.organisation.FileChange;
import ai.metta.sandbox.github.organisation.PullRequest;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.github.organisation.Review;
import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Pull requests and what is said of them.
final class PullTypes {
  static final ObjectType PULL = new ObjectType("PullRequest");
  static final ObjectType ACTOR = new ObjectType("Actor");
  private static final ObjectType USER = new ObjectType("User");
  private static final ObjectType BOT = new ObjectType("Bot");
  static final ObjectType NAMED = new ObjectType("Label");
  private static final ObjectType REVIEW = new ObjectType("PullRequestReview");
  private static final ObjectType THREAD = new ObjectType("PullRequestReviewThread");
  private static final ObjectType COMMENT = new ObjectType("IssueComment");
  private static final ObjectType ITEM = new ObjectType("PullRequestTimelineItems");
  private static final ObjectType READIED = new ObjectType("ReadyForReviewEvent");
  private static final ObjectType OWN_COMMIT = new ObjectType("PullRequestCommit");
  private static final ObjectType FILE = new ObjectType("PullRequestChangedFile");

  static final List<ObjectType> ALL =
      List.of(
          PULL, ACTOR, USER, BOT, NAMED, REVIEW, THREAD, COMMENT, ITEM, READIED, OWN_COMMIT, FILE);

  static {
    for (ObjectType actor : List.of(ACTOR, USER, BOT)) {
      actor.<Account>leaf("login", (account, _) -> account.login());
    }
    NAMED.<String>leaf("name", (name, _) -> name);
    THREAD.<Instant>leaf("isResolved", (_, _) -> false);
    COMMENT.<Instant>leaf("createdAt", (at, _) -> at);
    READIED.<Instant>leaf("createdAt", (at, _) -> at);
    OWN_COMMIT.<Seen<Commit>>object(
        "commit", () -> CommitTypes.COMMIT, (seen, _) -> CommitTypes.node(seen));
    FILE.<FileChange>leaf("path", (file, _) -> file.path())
        .<FileChange>leaf("additions", (file, _) -> file.additions())
        .<FileChange>leaf("deletions", (file, _) -> file.deletions());
    REVIEW
        .<Review>leaf("state", (review, _) -> review.state().name())
        .<Review>leaf("createdAt", (review, _) -> review.begun())
        .<Review>leaf("submittedAt", (review, _) -> review.submitted())
        .<Review>object("author", () -> ACTOR, (review, _) -> actor(review.author()));
    facts();
    lists();
  }

  private PullTypes() {}

  private static void facts() {
    PULL.<Seen<PullRequest>>leaf("number", (seen, _) -> seen.it().number())
        .<Seen<PullRequest>>leaf("title", (seen, _) -> seen.it().title())
        .<Seen<PullRequest>>leaf("state", (seen, _) -> seen.it().stateAt(seen.now()).name())
        .<Seen<PullRequest>>leaf("isDraft", (seen, _) -> seen.it().isDraftAt(seen.now()))
        .<Seen<PullRequest>>leaf("createdAt", (seen, _) -> seen.it().opened())
        .<Seen<PullRequest>>leaf("updatedAt", (seen, _) -> seen.it().touchedAt(seen.now()))
        .<Seen<PullRequest>>leaf(
            "closedAt", (seen, _) -> seen.it().closed().filter(at -> !at.isAfter(seen.now())))
        .<Seen<PullRequest>>leaf("mergedAt", (seen, _) -> seen.it().mergedBy(seen.now()))
        .<Seen<PullRequest>>leaf("merged", (seen, _) -> seen.it().mergedBy(seen.now()).isPresent())
        .<Seen<PullRequest>>leaf("baseRefName", (seen, _) -> seen.it().base())
        .<Seen<PullRequest>>leaf("headRefName", (seen, _) -> seen.it().head())
        .<Seen<PullRequest>>leaf(
            "isCrossRepository", (seen, _) -> seen.it().origin() == PullRequest.Origin.FORK)
        .<Seen<PullRequest>>leaf("changedFiles", (seen, _) -> seen.it().files().size())
        .<Seen<PullRequest>>leaf(
            "totalCommentsCount", (seen, _) -> past(seen, seen.it().comments()).size())
        .<Seen<PullRequest>>object("author", () -> ACTOR, (seen, _) -> actor(seen.it().author()))
        .<Seen<PullRequest>>object(
            "mergeCommit", () -> CommitTypes.COMMIT, (seen, _) -> mergeCommit(seen));
  }

  private static void lists() {
    PULL.<Seen<PullRequest>>connection(
            "comments", () -> COMMENT, (seen, _) -> nodes(COMMENT, past(seen, spoken(seen.it()))))
        .<Seen<PullRequest>>connection(
            "reviewThreads",
            () -> THREAD,
            (seen, _) -> nodes(THREAD, past(seen, seen.it().threads())))
        .<Seen<PullRequest>>connection(
            "reviews", () -> REVIEW, (seen, _) -> nodes(REVIEW, reviews(seen)), "states", "author")
        .<Seen<PullRequest>>connection(
            "timelineItems",
            () -> ITEM,
            (seen, arguments) ->
                nodes(
                    READIED,
                    arguments.words("itemTypes").contains("READY_FOR_REVIEW_EVENT")
                        ? past(seen, seen.it().readied().stream().toList())
                        : List.of()),
            "itemTypes",
            "since")
        .<Seen<PullRequest>>connection(
            "commits",
            () -> OWN_COMMIT,
            (seen, _) ->
                seen.it().commits().stream()
                    .filter(commit -> !commit.committed().isAfter(seen.now()))
                    .map(commit -> new Node(OWN_COMMIT, seen.of(commit)))
                    .toList())
        .<Seen<PullRequest>>connection(
            "files", () -> FILE, (seen, _) -> nodes(FILE, seen.it().files()))
        .<Seen<PullRequest>>connection(
            "labels", () -> NAMED, (seen, _) -> nodes(NAMED, seen.it().labels()), "orderBy");
  }

  static void of(ObjectType repository) {
    repository
        .<Seen<Repository>>connection(
            "pullRequests",
            () -> PULL,
            (seen, arguments) -> nodes(seen.it().pulls().stream(), seen, arguments),
            "states",
            "orderBy",
            "baseRefName",
            "headRefName")
        .<Seen<Repository>>object(
            "pullRequest",
            () -> PULL,
            (seen, arguments) ->
                seen.it().pulls().stream()
                    .filter(pull -> pull.existsAt(seen.now()))
                    .filter(pull ->
                        arguments
                            .text("number")
                            .filter(Long.toString(pull.number())::equals)
                            .isPresent())
                    .map(pull -> node(seen.of(pull)))
                    .findFirst(),
            "number");
  }

  static Node node(Seen<PullRequest> pull) {
    return new Node(PULL, pull);
  }

  /// Those that the arguments ask for.
  static List<Node> nodes(Stream<PullRequest> pulls, Seen<?> seen, Arguments arguments) {
    Set<String> states = arguments.words("states");
    Map<String, Function<PullRequest, ? extends Comparable<?>>> fields =
        Map.of(
            "CREATED_AT",
            PullRequest::opened,
            "UPDATED_AT",
            (PullRequest pull) -> pull.touchedAt(seen.now()));
    return pulls
        .filter(pull -> pull.existsAt(seen.now()))
        .filter(pull -> states.isEmpty() || states.contains(pull.stateAt(seen.now()).name()))
        .filter(pull -> arguments.text("baseRefName").map(pull.base()::equals).orElse(true))
        .filter(pull -> arguments.text("headRefName").map(pull.head()::equals).orElse(true))
        .sorted(Orders.by(arguments, fields, "CREATED_AT"))
        .map(pull -> node(seen.of(pull)))
        .toList();
  }

  static Object actor(Optional<Account> account) {
    return account.map(one -> new Node(one.isBot() ? BOT : USER, one));
  }

  static List<Node> nodes(ObjectType type, List<?> items) {
    return items.stream().map(item -> new Node(type, item)).toList();
  }

  private static List<Instant> past(Seen<PullRequest> seen, List<Instant> instants) {
    return instants.stream().filter(at -> !at.isAfter(seen.now())).toList();
  }

  /// What was said outside of its code.
  private static List<Instant> spoken(PullRequest pull) {
    List<Instant> spoken = new ArrayList<>(pull.comments());
    pull.threads().forEach(spoken::remove);
    return spoken;
  }

  private static List<Review> reviews(Seen<PullRequest> seen) {
    return seen.it().reviews().stream()
        .filter(review -> !review.begun().isAfter(seen.now()))
        .toList();
  }

  private static Object mergeCommit(Seen<PullRequest> seen) {
    return seen.it()
        .mergeOid()
        .flatMap(oid ->
            seen.repository().commits().stream()
                .filter(commit -> commit.oid().equals(oid))
                .filter(commit -> !commit.committed().isAfter(seen.now()))
                .findFirst())
        .map(commit -> CommitTypes.node(seen.of(commit)));
  }
}
