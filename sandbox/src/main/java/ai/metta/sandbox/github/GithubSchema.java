// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Commit;
import ai.metta.sandbox.github.organisation.Push;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Missing;
import ai.metta.sandbox.graphql.ObjectType.Node;
import ai.metta.sandbox.graphql.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of GitHub's schema that is spoken here: what begins a query, and repositories.
final class GithubSchema {
  static final ObjectType REPOSITORY = new ObjectType("Repository");
  private static final ObjectType ORGANIZATION = new ObjectType("Organization");
  private static final ObjectType OWNER = new ObjectType("RepositoryOwner");
  private static final ObjectType RATE_LIMIT =
      new ObjectType("RateLimit")
          .<RootView>leaf("limit", (root, _) -> root.quota().limit())
          .<RootView>leaf("remaining", (root, _) -> root.quota().remaining())
          .<RootView>leaf("used", (root, _) -> root.quota().used())
          .<RootView>leaf("cost", (root, _) -> root.cost())
          .<RootView>leaf("nodeCount", (root, _) -> root.nodes())
          .<RootView>leaf("resetAt", (root, _) -> root.quota().reset());
  private static final ObjectType QUERY =
      new ObjectType("Query")
          .<RootView>object("rateLimit", () -> RATE_LIMIT, (root, _) -> new Node(RATE_LIMIT, root))
          .<RootView>object(
              "repository",
              () -> REPOSITORY,
              GithubSchema::repository,
              "owner",
              "name",
              "followRenames")
          .<RootView>object("repositoryOwner", () -> OWNER, GithubSchema::owner, "login")
          .<RootView>object("organization", () -> ORGANIZATION, GithubSchema::owner, "login");

  static final Schema SCHEMA =
      new Schema(
          QUERY,
          Stream.of(
                  Stream.of(QUERY, REPOSITORY, OWNER, ORGANIZATION),
                  CommitTypes.ALL.stream(),
                  PullTypes.ALL.stream(),
                  StandingTypes.ALL.stream())
              .flatMap(types -> types)
              .toList());

  static {
    for (ObjectType owner : List.of(OWNER, ORGANIZATION)) {
      owner
          .<RootView>leaf("login", (root, _) -> root.organisation().login())
          .<RootView>connection(
              "repositories",
              () -> REPOSITORY,
              GithubSchema::repositories,
              "isFork",
              "isArchived",
              "ownerAffiliations",
              "orderBy");
    }
    REPOSITORY
        .<Seen<Repository>>leaf("id", (seen, _) -> "R_" + seen.it().fullName())
        .<Seen<Repository>>leaf("name", (seen, _) -> seen.it().name())
        .<Seen<Repository>>leaf("nameWithOwner", (seen, _) -> seen.it().fullName())
        .<Seen<Repository>>leaf("url", (seen, _) -> Contents.page(seen.it()))
        .<Seen<Repository>>leaf("isFork", (seen, _) -> is(seen, Repository.Use.FORK))
        .<Seen<Repository>>leaf("isArchived", (seen, _) -> is(seen, Repository.Use.ARCHIVED))
        .<Seen<Repository>>leaf("pushedAt", (seen, _) -> pushed(seen));
    CommitTypes.of(REPOSITORY);
    PullTypes.of(REPOSITORY);
    StandingTypes.of(REPOSITORY);
  }

  private GithubSchema() {}

  private static boolean is(Seen<Repository> seen, Repository.Use use) {
    return seen.it().use() == use;
  }

  private static Object repository(RootView root, Arguments arguments) {
    String owner = arguments.text("owner").orElse("");
    String name = arguments.text("name").orElse("");
    Optional<Repository> found = root.organisation().repository(owner, name);
    if (found.isEmpty() || root.fault().filter(Fault.NOT_FOUND::equals).isPresent()) {
      return new Missing(
          "NOT_FOUND",
          "Could not resolve to a Repository with the name '" + owner + "/" + name + "'.");
    }
    return node(root, found.get());
  }

  private static Node node(RootView root, Repository repository) {
    boolean emptied = root.fault().filter(Fault.EMPTY_REPOSITORY::equals).isPresent();
    Repository shown = emptied ? repository.emptied() : repository;
    return new Node(REPOSITORY, new Seen<>(shown, shown, root.now()));
  }

  private static Object owner(RootView root, Arguments arguments) {
    String login = arguments.text("login").orElse("");
    return login.equalsIgnoreCase(root.organisation().login())
        ? new Node(ORGANIZATION, root)
        : Optional.empty();
  }

  private static Object repositories(RootView root, Arguments arguments) {
    Optional<Boolean> fork = arguments.text("isFork").map(Boolean::valueOf);
    Optional<Boolean> archived = arguments.text("isArchived").map(Boolean::valueOf);
    return root.organisation().repositories().stream()
        .filter(
            one -> fork.map(wanted -> wanted == (one.use() == Repository.Use.FORK)).orElse(true))
        .filter(one ->
            archived.map(wanted -> wanted == (one.use() == Repository.Use.ARCHIVED)).orElse(true))
        .sorted(Orders.by(arguments, Map.of("NAME", Repository::name), "NAME"))
        .map(one -> node(root, one))
        .toList();
  }

  private static Object pushed(Seen<Repository> seen) {
    return Stream.concat(
            seen.it().pushes().stream().map(Push::at),
            seen.it().branches().stream()
                .flatMap(branch -> branch.tips().stream())
                .map(Commit::committed))
        .filter(at -> !at.isAfter(seen.now()))
        .max(Comparator.naturalOrder());
  }
}
