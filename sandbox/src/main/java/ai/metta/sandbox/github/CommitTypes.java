// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Account;
import ai.metta.sandbox.github.organisation.Commit;
import ai.metta.sandbox.github.organisation.Guard;
import ai.metta.sandbox.github.organisation.PullRequest;
import ai.metta.sandbox.github.organisation.PullRequest.Checks;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.github.organisation.Signature;
import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Node;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Commits, who signed them, and the branches that lead to them.
final class CommitTypes {
  private static final ObjectType OBJECT = new ObjectType("GitObject");
  static final ObjectType COMMIT = new ObjectType("Commit");
  private static final ObjectType REF = new ObjectType("Ref");
  private static final ObjectType CLASSIC = new ObjectType("BranchProtectionRule");
  private static final ObjectType VISIBLE = new ObjectType("RefUpdateRule");
  private static final ObjectType USER = new ObjectType("User");
  private static final ObjectType SIGNATURE = new ObjectType("GitActor");
  private static final ObjectType ROLLUP = new ObjectType("StatusCheckRollup");
  private static final ObjectType CONTEXT = new ObjectType("StatusCheckRollupContext");
  private static final ObjectType CHECK_RUN = new ObjectType("CheckRun");
  private static final ObjectType STATUS = new ObjectType("StatusContext");
  private static final ObjectType PARENT = new ObjectType("Commit");

  static final List<ObjectType> ALL =
      List.of(OBJECT, COMMIT, REF, SIGNATURE, ROLLUP, CONTEXT, CHECK_RUN, STATUS, CLASSIC, VISIBLE);

  static {
    OBJECT.<Seen<Commit>>leaf("oid", (seen, _) -> seen.it().oid());
    PARENT.<String>leaf("oid", (oid, _) -> oid);
    USER.<Account>leaf("login", (account, _) -> account.login());
    SIGNATURE
        .<Seen<Signed>>leaf("name", (seen, _) -> seen.it().by().name())
        .<Seen<Signed>>leaf("email", (seen, _) -> seen.it().by().email())
        .<Seen<Signed>>leaf("date", (seen, _) -> seen.it().at())
        .<Seen<Signed>>object(
            "user",
            () -> USER,
            (seen, _) -> seen.it().by().account().map(account -> new Node(USER, account)));
    for (ObjectType rule : List.of(CLASSIC, VISIBLE)) {
      rule.<Guard>leaf("requiredApprovingReviewCount", (guard, _) -> guard.approvals())
          .leaf("requiredStatusCheckContexts", (_, _) -> List.of("build"))
          .leaf("requiresCodeOwnerReviews", (_, _) -> false)
          .leaf("requiresLinearHistory", (_, _) -> false)
          .leaf("requiresConversationResolution", (_, _) -> false);
    }
    VISIBLE.leaf("requiresSignatures", (_, _) -> false);
    CLASSIC
        .leaf("isAdminEnforced", (_, _) -> false)
        .leaf("requiresApprovingReviews", (_, _) -> true)
        .leaf("requiresStatusChecks", (_, _) -> true)
        .leaf("requiresCommitSignatures", (_, _) -> false)
        .leaf("restrictsPushes", (_, _) -> false);
    ROLLUP
        .<List<Check>>leaf("state", (checks, _) -> state(checks).name())
        .<List<Check>>connection(
            "contexts",
            () -> CONTEXT,
            (checks, _) -> checks.stream().map(check -> new Node(CHECK_RUN, check)).toList());
    // Every check here is of Actions; none is reported as a status.
    STATUS
        .<Check>leaf("context", (check, _) -> check.name())
        .<Check>leaf("state", (check, _) -> check.conclusion())
        .<Check>leaf("createdAt", (check, _) -> check.completed());
    CHECK_RUN
        .<Check>leaf("name", (check, _) -> check.name())
        .<Check>leaf("conclusion", (check, _) -> check.conclusion())
        .<Check>leaf("completedAt", (check, _) -> check.completed());
    COMMIT
        .<Seen<Commit>>leaf("oid", (seen, _) -> seen.it().oid())
        .<Seen<Commit>>leaf("committedDate", (seen, _) -> seen.it().committed())
        .<Seen<Commit>>leaf("authoredDate", (seen, _) -> seen.it().authored())
        .<Seen<Commit>>leaf("messageHeadline", (seen, _) -> seen.it().subject())
        .<Seen<Commit>>leaf("messageBody", (seen, _) -> seen.it().body())
        .<Seen<Commit>>leaf("message", (seen, _) -> Contents.message(seen.it()))
        .<Seen<Commit>>leaf("additions", (seen, _) -> seen.it().additions())
        .<Seen<Commit>>leaf("deletions", (seen, _) -> seen.it().deletions())
        .<Seen<Commit>>leaf("changedFilesIfAvailable", (seen, _) -> seen.it().files().size())
        .<Seen<Commit>>object(
            "author",
            () -> SIGNATURE,
            (seen, _) ->
                new Node(SIGNATURE, seen.of(new Signed(seen.it().author(), seen.it().authored()))))
        .<Seen<Commit>>object("statusCheckRollup", () -> ROLLUP, (seen, _) -> rollup(seen))
        .<Seen<Commit>>connection(
            "parents",
            () -> PARENT,
            (seen, _) -> seen.it().parents().stream().map(oid -> new Node(PARENT, oid)).toList())
        .<Seen<Commit>>connection(
            "associatedPullRequests",
            () -> PullTypes.PULL,
            (seen, _) ->
                seen.it().pull().flatMap(seen.repository()::pull).stream()
                    .map(pull -> PullTypes.node(seen.of(pull)))
                    .toList(),
            "orderBy")
        .<Seen<Commit>>connection(
            "history", () -> COMMIT, CommitTypes::history, "since", "until", "path", "author");
    REF.<Seen<Ref>>leaf("name", (seen, _) -> seen.it().name())
        .<Seen<Ref>>leaf("prefix", (_, _) -> "refs/heads/")
        .<Seen<Ref>>object(
            "branchProtectionRule", () -> CLASSIC, (seen, _) -> classicRule(seen, CLASSIC))
        .<Seen<Ref>>object("refUpdateRule", () -> VISIBLE, (seen, _) -> classicRule(seen, VISIBLE))
        .<Seen<Ref>>object("target", () -> OBJECT, (seen, _) -> node(seen.of(seen.it().tip())))
        .<Seen<Ref>>connection(
            "associatedPullRequests",
            () -> PullTypes.PULL,
            (seen, arguments) ->
                PullTypes.nodes(
                    seen.repository().pulls().stream()
                        .filter(pull -> pull.origin() == PullRequest.Origin.REPOSITORY)
                        .filter(pull -> pull.head().equals(seen.it().name())),
                    seen,
                    arguments),
            "states",
            "orderBy",
            "baseRefName",
            "headRefName");
  }

  private record Signed(Signature by, Instant at) {}

  /// A branch and where it points.
  private record Ref(String name, Commit tip) {}

  /// The default branch's; REST tells of rulesets.
  private static Object classicRule(Seen<Ref> seen, ObjectType shown) {
    Repository repository = seen.repository();
    return repository
        .guard()
        .filter(_ -> repository.defaultBranch().filter(seen.it().name()::equals).isPresent())
        .filter(guard -> guard.kind() == Guard.Kind.CLASSIC)
        .map(guard -> new Node(shown, guard));
  }

  private CommitTypes() {}

  static void of(ObjectType repository) {
    repository
        .<Seen<Repository>>object(
            "defaultBranchRef", () -> REF, (seen, _) -> defaultBranch(seen).findFirst())
        .<Seen<Repository>>object("object", () -> OBJECT, CommitTypes::object, "oid", "expression")
        .<Seen<Repository>>connection(
            "refs", () -> REF, CommitTypes::refs, "refPrefix", "query", "direction", "orderBy");
  }

  static Node node(Seen<Commit> commit) {
    return new Node(COMMIT, commit);
  }

  private static Object object(Seen<Repository> seen, Arguments arguments) {
    return arguments
        .text("oid")
        .flatMap(oid ->
            Stream.concat(
                    seen.it().commits().stream(),
                    seen.it().pulls().stream().flatMap(pull -> pull.commits().stream()))
                .filter(commit -> commit.oid().equals(oid))
                .filter(commit -> !commit.committed().isAfter(seen.now()))
                .findFirst()
                .map(commit -> node(seen.of(commit))));
  }

  private static Stream<Node> defaultBranch(Seen<Repository> seen) {
    return seen
        .it()
        .defaultBranch()
        .flatMap(name -> seen.it().headAt(seen.now()).map(head -> new Ref(name, head)))
        .map(ref -> new Node(REF, seen.of(ref)))
        .stream();
  }

  private static Object refs(Seen<Repository> seen, Arguments arguments) {
    if (!arguments.text("refPrefix").filter("refs/heads/"::equals).isPresent()) {
      return List.of();
    }
    return Stream.concat(
            defaultBranch(seen),
            seen.it().branches().stream()
                .filter(branch -> branch.existsAt(seen.now()))
                .flatMap(branch ->
                    branch.tipAt(seen.now()).map(tip -> new Ref(branch.name(), tip)).stream())
                .sorted(Comparator.comparing(Ref::name))
                .map(ref -> new Node(REF, seen.of(ref))))
        .toList();
  }

  private static Object history(Seen<Commit> seen, Arguments arguments) {
    Optional<Instant> since = arguments.text("since").map(Instant::parse);
    Optional<Instant> until = arguments.text("until").map(Instant::parse);
    return seen.repository().historyAt(seen.now()).stream()
        .filter(commit -> since.map(from -> !commit.committed().isBefore(from)).orElse(true))
        .filter(commit -> until.map(to -> !commit.committed().isAfter(to)).orElse(true))
        .map(commit -> node(seen.of(commit)))
        .toList();
  }

  /// Checks are told of the newest commit of a pull request.
  private static Object rollup(Seen<Commit> seen) {
    return seen.it()
        .pull()
        .flatMap(seen.repository()::pull)
        .filter(pull -> pull.commits().getLast().oid().equals(seen.it().oid()))
        .map(pull -> new Node(ROLLUP, checks(pull, seen.it().committed())));
  }

  /// One check of a commit.
  ///
  /// @param end empty while it is under way
  private record Check(String name, Optional<Checks> end, Instant at) {
    Optional<String> conclusion() {
      return end.map(Checks::name);
    }

    Optional<Instant> completed() {
      return end.map(_ -> at);
    }
  }

  /// The required one, and one that nobody requires.
  private static List<Check> checks(PullRequest pull, Instant at) {
    Checks coverage = pull.number() % 9 == 0 ? Checks.FAILURE : Checks.SUCCESS;
    return List.of(
        new Check("build", Optional.of(pull.checks()).filter(end -> end != Checks.PENDING), at),
        new Check("coverage", Optional.of(coverage), at));
  }

  private static Checks state(List<Check> checks) {
    return checks.stream().anyMatch(check -> check.end().equals(Optional.of(Checks.FAILURE)))
        ? Checks.FAILURE
        : checks.stream().anyMatch(check -> check.end().isEmpty())
            ? Checks.PENDING
            : Checks.SUCCESS;
  }
}
