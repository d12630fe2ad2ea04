// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Account;
import ai.metta.sandbox.github.organisation.Commit;
import ai.metta.sandbox.github.organisation.FileChange;
import ai.metta.sandbox.github.organisation.Guard;
import ai.metta.sandbox.github.organisation.Push;
import ai.metta.sandbox.github.organisation.Push.Rules;
import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.json.JsonTree;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Tells of a repository, its commits, its rules and what moved its branches.
final class Contents {
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "hour", Duration.ofHours(1),
          "day", Duration.ofDays(1),
          "week", Duration.ofDays(7),
          "month", Duration.ofDays(30));

  private Contents() {}

  /// Where people look at it.
  static String page(Repository repository) {
    return "https://github.com/" + repository.fullName();
  }

  static Answer repository(Repository repository, Asked asked) {
    return Answer.json(
        JsonTree.of(
            "name", repository.name(),
            "full_name", repository.fullName(),
            "private", false,
            "html_url", page(repository),
            "fork", repository.use() == Repository.Use.FORK,
            "archived", repository.use() == Repository.Use.ARCHIVED,
            "default_branch", repository.defaultBranch().orElse("main"),
            "open_issues_count", open(repository, asked.now())));
  }

  /// Issues and pull requests, as GitHub counts.
  private static long open(Repository repository, Instant now) {
    return repository.issues().stream().filter(issue -> issue.isOpenAt(now)).count()
        + repository.pulls().stream().filter(pull -> pull.isOpenAt(now)).count();
  }

  static Answer commit(Repository repository, Asked asked) {
    if (repository.defaultBranch().isEmpty()) {
      return Answer.refused(409, "Git Repository is empty.");
    }
    return found(repository, asked)
        .map(commit -> asked.paged(commit.files(), files -> commit(repository, commit, files)))
        .orElseGet(() -> noCommit(asked));
  }

  /// The commit that is asked for by its `sha`.
  static Optional<Commit> found(Repository repository, Asked asked) {
    return Stream.concat(
            repository.commits().stream(),
            repository.pulls().stream().flatMap(pull -> pull.commits().stream()))
        .filter(commit -> commit.oid().equals(asked.match().part("sha")))
        .filter(commit -> !commit.committed().isAfter(asked.now()))
        .findFirst();
  }

  static Answer noCommit(Asked asked) {
    return Answer.refused(422, "No commit found for SHA: " + asked.match().part("sha"));
  }

  private static Map<String, Object> commit(
      Repository repository, Commit commit, List<FileChange> files) {
    return JsonTree.of(
        "sha", commit.oid(),
        "html_url", page(repository) + "/commit/" + commit.oid(),
        "commit",
            JsonTree.of(
                "author", signed(commit, commit.authored()),
                "committer", signed(commit, commit.committed()),
                "message", message(commit)),
        "author", commit.author().account().map(account -> JsonTree.of("login", account.login())),
        "parents", commit.parents().stream().map(oid -> JsonTree.of("sha", oid)).toList(),
        "stats",
            JsonTree.of(
                "total", commit.additions() + commit.deletions(),
                "additions", commit.additions(),
                "deletions", commit.deletions()),
        "files", files.stream().map(Contents::file).toList());
  }

  private static Map<String, Object> signed(Commit commit, Instant at) {
    return JsonTree.of(
        "name", commit.author().name(), "email", commit.author().email(), "date", at);
  }

  static String message(Commit commit) {
    return commit.body().isEmpty() ? commit.subject() : commit.subject() + "\n\n" + commit.body();
  }

  private static Map<String, Object> file(FileChange file) {
    return JsonTree.of(
        "filename", file.path(),
        "status", "modified",
        "additions", file.additions(),
        "deletions", file.deletions(),
        "changes", file.additions() + file.deletions());
  }

  static Answer ruleSuites(Repository repository, Asked asked) {
    String result = asked.parameter("rule_suite_result").orElse("all");
    return within(
        asked,
        "day",
        since ->
            asked.paged(
                moves(repository, asked, since)
                    .filter(push -> push.rules() != Rules.NONE)
                    .filter(push -> result.equals("all") || word(push.rules()).equals(result))
                    .toList(),
                shown -> shown.stream().map(push -> ruleSuite(repository, push)).toList()));
  }

  private static Map<String, Object> ruleSuite(Repository repository, Push push) {
    return JsonTree.of(
        "id", push.id(),
        "actor_name", push.actor().map(Account::login).orElse("ghost"),
        "before_sha", push.before(),
        "after_sha", push.after(),
        "ref", "refs/heads/" + push.branch(),
        "repository_name", repository.name(),
        "pushed_at", push.at(),
        "result", word(push.rules()),
        "evaluation_result", word(push.rules()));
  }

  static Answer activity(Repository repository, Asked asked) {
    Optional<String> kind = asked.parameter("activity_type");
    return within(
        asked,
        "",
        since ->
            asked.paged(
                moves(repository, asked, since)
                    .filter(push -> kind.map(word(push.kind())::equals).orElse(true))
                    .toList(),
                shown -> shown.stream().map(Contents::activity).toList()));
  }

  private static Map<String, Object> activity(Push push) {
    return JsonTree.of(
        "id", push.id(),
        "before", push.before(),
        "after", push.after(),
        "ref", "refs/heads/" + push.branch(),
        "timestamp", push.at(),
        "activity_type", word(push.kind()),
        "actor", push.actor().map(account -> JsonTree.of("login", account.login())));
  }

  static Answer rules(Repository repository, Asked asked) {
    String branch = asked.match().part("branch");
    List<Object> rules = new ArrayList<>();
    Optional<Guard> guard = repository.guard().filter(one -> one.kind() == Guard.Kind.RULESET);
    if (repository.defaultBranch().filter(branch::equals).isPresent() && guard.isPresent()) {
      rules.add(
          JsonTree.of(
              "type",
              "pull_request",
              "ruleset_id",
              7,
              "parameters",
              JsonTree.of(
                  "required_approving_review_count",
                  guard.get().approvals(),
                  "dismiss_stale_reviews_on_push",
                  false)));
      rules.add(
          JsonTree.of(
              "type",
              "required_status_checks",
              "ruleset_id",
              7,
              "parameters",
              JsonTree.of("required_status_checks", List.of(JsonTree.of("context", "build")))));
    }
    return asked.paged(rules, shown -> shown);
  }

  private static Answer within(Asked asked, String usual, Function<Instant, Answer> answer) {
    String period = asked.parameter("time_period").orElse(usual);
    if (period.isEmpty()) {
      return answer.apply(Instant.MIN);
    }
    return Optional.ofNullable(PERIODS.get(period))
        .map(length -> answer.apply(asked.now().minus(length)))
        .orElseGet(() -> Answer.refused(422, "Invalid value for parameter 'time_period'."));
  }

  /// Newest first.
  private static Stream<Push> moves(Repository repository, Asked asked, Instant since) {
    Optional<String> ref = asked.parameter("ref").map(text -> text.replace("refs/heads/", ""));
    return repository.pushes().reversed().stream()
        .filter(push -> !push.at().isAfter(asked.now()) && push.at().isAfter(since))
        .filter(push -> ref.map(push.branch()::equals).orElse(true));
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
