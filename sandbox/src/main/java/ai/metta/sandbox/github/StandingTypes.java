// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Deployment;
import ai.metta.sandbox.github.organisation.Issue;
import ai.metta.sandbox.github.organisation.Release;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Node;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Issues, deployments and releases.
final class StandingTypes {
  private static final ObjectType ISSUE = new ObjectType("Issue");
  private static final ObjectType DEPLOYMENT = new ObjectType("Deployment");
  private static final ObjectType STATUS = new ObjectType("DeploymentStatus");
  private static final ObjectType RELEASE = new ObjectType("Release");

  static final List<ObjectType> ALL = List.of(ISSUE, DEPLOYMENT, STATUS, RELEASE);

  static {
    ISSUE
        .<Seen<Issue>>leaf("number", (seen, _) -> seen.it().number())
        .<Seen<Issue>>leaf("title", (seen, _) -> seen.it().title())
        .<Seen<Issue>>leaf("state", (seen, _) -> state(seen))
        .<Seen<Issue>>leaf("createdAt", (seen, _) -> seen.it().opened())
        .<Seen<Issue>>leaf("updatedAt", (seen, _) -> seen.it().touchedAt(seen.now()))
        .<Seen<Issue>>leaf(
            "closedAt", (seen, _) -> seen.it().closed().filter(at -> !at.isAfter(seen.now())))
        .<Seen<Issue>>object(
            "author", () -> PullTypes.ACTOR, (seen, _) -> PullTypes.actor(seen.it().author()))
        .<Seen<Issue>>connection(
            "labels",
            () -> PullTypes.NAMED,
            (seen, _) -> PullTypes.nodes(PullTypes.NAMED, seen.it().labels()),
            "orderBy");
    STATUS
        .<Deployment.Status>leaf("state", (status, _) -> status.state())
        .<Deployment.Status>leaf("createdAt", (status, _) -> status.at());
    DEPLOYMENT
        .<Seen<Deployment>>leaf("createdAt", (seen, _) -> seen.it().created())
        .<Seen<Deployment>>leaf("environment", (seen, _) -> seen.it().environment())
        .<Seen<Deployment>>leaf("commitOid", (seen, _) -> seen.it().oid())
        .<Seen<Deployment>>connection(
            "statuses", () -> STATUS, (seen, _) -> PullTypes.nodes(STATUS, statuses(seen)));
    RELEASE
        .<Release>leaf("tagName", (release, _) -> release.tag())
        .<Release>leaf("createdAt", (release, _) -> release.created())
        .<Release>leaf("publishedAt", (release, _) -> release.published())
        .<Release>leaf("isDraft", (release, _) -> release.stage() == Release.Stage.DRAFT)
        .<Release>leaf("isPrerelease", (release, _) -> release.stage() == Release.Stage.PRERELEASE);
  }

  private StandingTypes() {}

  static void of(ObjectType repository) {
    repository
        .<Seen<Repository>>connection(
            "issues", () -> ISSUE, StandingTypes::issues, "states", "filterBy", "orderBy")
        .<Seen<Repository>>connection(
            "deployments", () -> DEPLOYMENT, StandingTypes::deployments, "environments", "orderBy")
        .<Seen<Repository>>connection(
            "releases", () -> RELEASE, StandingTypes::releases, "orderBy");
  }

  private static String state(Seen<Issue> seen) {
    return seen.it().isClosedAt(seen.now()) ? "CLOSED" : "OPEN";
  }

  private static Object issues(Seen<Repository> seen, Arguments arguments) {
    Set<String> states = arguments.words("states");
    Optional<Instant> since = arguments.member("filterBy", "since").map(Instant::parse);
    Map<String, Function<Issue, ? extends Comparable<?>>> fields =
        Map.of(
            "CREATED_AT",
            Issue::opened,
            "UPDATED_AT",
            (Issue issue) -> issue.touchedAt(seen.now()));
    return seen.it().issues().stream()
        .filter(issue -> !issue.opened().isAfter(seen.now()))
        .filter(issue -> states.isEmpty() || states.contains(state(seen.of(issue))))
        .filter(
            issue -> since.map(from -> !issue.touchedAt(seen.now()).isBefore(from)).orElse(true))
        .sorted(Orders.by(arguments, fields, "CREATED_AT"))
        .map(issue -> new Node(ISSUE, seen.of(issue)))
        .toList();
  }

  private static Object deployments(Seen<Repository> seen, Arguments arguments) {
    Set<String> environments = arguments.words("environments");
    Map<String, Function<Deployment, ? extends Comparable<?>>> fields =
        Map.of("CREATED_AT", Deployment::created);
    return seen.it().deployments().stream()
        .filter(one -> !one.created().isAfter(seen.now()))
        .filter(one -> environments.isEmpty() || environments.contains(one.environment()))
        .sorted(Orders.by(arguments, fields, "CREATED_AT"))
        .map(one -> new Node(DEPLOYMENT, seen.of(one)))
        .toList();
  }

  /// Newest first.
  private static List<Deployment.Status> statuses(Seen<Deployment> seen) {
    return seen.it().statuses().reversed().stream()
        .filter(status -> !status.at().isAfter(seen.now()))
        .toList();
  }

  private static Object releases(Seen<Repository> seen, Arguments arguments) {
    Map<String, Function<Release, ? extends Comparable<?>>> fields =
        Map.of("CREATED_AT", Release::created, "NAME", Release::tag);
    List<Release> all =
        seen.it().releases().stream()
            .filter(one -> !one.created().isAfter(seen.now()))
            .sorted(Orders.by(arguments, fields, "CREATED_AT"))
            .toList();
    return PullTypes.nodes(RELEASE, all);
  }
}
