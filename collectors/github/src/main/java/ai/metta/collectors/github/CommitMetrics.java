// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.Lookback.DAYS_30;
import static ai.metta.collectors.github.Lookback.DAYS_7;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Across.NEVER;
import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.collectors.github.GithubSnapshot.Commits;
import ai.metta.collectors.github.GithubSnapshot.Contributions;
import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Priority;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Target;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The default branch: its commits, what they changed, who made them, and what entered against the
/// rules. A commit belongs to a window by its committer's date.
final class CommitMetrics {
  private static final Source HISTORY =
      new Source("GraphQL defaultBranchRef.target.history", Optional.of("contents:read"));
  private static final Source RULES =
      new Source("GET /repos/{repo}/rulesets/rule-suites", Optional.of("administration:read"));
  private static final int MOST_AUTHORS = 10;
  private static final String NO_COMMITS = "no known person committed in the last 30 days";

  /// Ten of each repository; this many different ones in all, since a run's repositories share a
  /// budget.
  private static final TagKey AUTHOR = TagKey.open("author", 100, Overflow.DROP);

  static final Metric TOTAL =
      commits("github.commits.total_7d", "Commits on the default branch in the last 7 days")
          .priority(Priority.HIGH)
          .shownIn("Commits", 1);
  static final Metric HOTFIX =
      commits(
              "github.commits.hotfix",
              "Commits of the last 7 days whose subject, or whose pull request's label or branch, says hotfix")
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(5))
          .fom("ci", "hotfix_count", 10, 0)
          .shownIn("Commits", 2);
  static final Metric REVERTS =
      commits(
              "github.commits.reverts",
              "Commits of the last 7 days whose subject begins with revert, or that name the commit they revert")
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(1))
          .fom("ci", "revert_count", 2, 0)
          .shownIn("Commits", 3);
  static final Metric FORCE_MERGES =
      commits(
              "github.commits.force_merge_7d",
              "Changes of the default branch in the last 7 days that bypassed a rule: as GitHub recorded them, else an estimate from today's rules")
          .orientation(LOWER_IS_BETTER)
          .target(Target.below(7))
          .fom("ci", "force_merge_count", 14, 0)
          .from(RULES)
          .shownIn("Commits", 4);
  static final Metric DIRECT_PUSHES =
      commits(
              "github.commits.direct_push_7d",
              "Commits of the last 7 days that no pull request brought to the default branch")
          .orientation(LOWER_IS_BETTER)
          .shownIn("Commits", 5);
  static final Metric FORCE_PUSHES =
      commits(
              "github.commits.force_push_7d",
              "How often the default branch was rewritten in the last 7 days")
          .noun("push")
          .orientation(LOWER_IS_BETTER)
          .from(new Source("GET /repos/{repo}/activity", Optional.of("contents:read")))
          .shownIn("Commits", 6);
  static final Metric PER_DEVELOPER =
      commits(
              "github.commits.per_developer_7d",
              "Commits of the last 7 days to each developer; those without a known author count as commits")
          .across(NEVER)
          .shownIn("Developers", 3);
  static final Metric BY_AUTHOR =
      Metric.gauge("github.commits.by_author_30d")
          .noun("commit")
          .says(
              "Commits on the default branch in the last 30 days, by the ten who made most of a repository's; those without a known author left out")
          .across(SUM)
          .taggedBy(AUTHOR)
          .emitted(Emitted.OPTIONAL_ON)
          .window(DAYS_30)
          .history(History.DERIVABLE)
          .from(HISTORY)
          .shownIn("Developers", 4);
  static final Metric LINES_ADDED =
      lines("github.code.lines_added_7d", "Lines added by the commits of the last 7 days", 1);
  static final Metric LINES_DELETED =
      lines("github.code.lines_deleted_7d", "Lines deleted by the commits of the last 7 days", 2);
  static final Metric CHURN =
      lines("github.code.churn_7d", "Lines added or deleted by the commits of the last 7 days", 3);
  static final Metric FILES =
      Metric.gauge("github.code.files_changed_7d")
          .noun("file")
          .says("Different files that the commits of the last 7 days changed; merges left out")
          .across(SUM)
          .window(DAYS_7)
          .history(History.DERIVABLE)
          .from(new Source("GET /repos/{repo}/commits/{sha}", Optional.of("contents:read")))
          .shownIn("Code", 4);
  static final Metric DEVELOPERS =
      developers(
              "github.developers.active_7d",
              "People with a commit in the last 7 days; those without a known author left out",
              NEVER)
          .window(DAYS_7)
          .priority(Priority.HIGH)
          .shownIn("Developers", 1);
  static final Metric TOP_CONTRIBUTOR =
      commits(
              "github.developers.top_contributor_commits",
              "Commits in the last 30 days by the person who made most; those without a known author left out")
          .across(MAX)
          .window(DAYS_30)
          .shownIn("Developers", 2);

  private CommitMetrics() {}

  static List<Emission<GithubSnapshot>> emissions() {
    return List.of(
        of(TOTAL, (commits, asOf) -> Outcome.count(week(commits, asOf).count())),
        of(
            HOTFIX,
            (commits, asOf) ->
                Outcome.count(
                    week(commits, asOf)
                        .filter(commit -> isHotfix(commit, commits.rules()))
                        .count())),
        of(
            REVERTS,
            (commits, asOf) ->
                Outcome.count(
                    week(commits, asOf)
                        .filter(commit -> isRevert(commit, commits.rules()))
                        .count())),
        emit(FORCE_MERGES).from(GithubSnapshot::bypasses).by(ForceMerges::count),
        of(
            DIRECT_PUSHES,
            (commits, asOf) ->
                Outcome.count(
                    week(commits, asOf).filter(commit -> commit.pull().isEmpty()).count())),
        emit(FORCE_PUSHES)
            .from(GithubSnapshot::forcePushes)
            .by((month, asOf) -> month.week(asOf, pushes -> forcePushes(pushes, asOf))),
        of(PER_DEVELOPER, CommitMetrics::perDeveloper),
        emit(BY_AUTHOR).from(GithubSnapshot::contributions).by(CommitMetrics::byAuthor),
        of(LINES_ADDED, (commits, asOf) -> lines(commits, asOf, Commit::additions)),
        of(LINES_DELETED, (commits, asOf) -> lines(commits, asOf, Commit::deletions)),
        of(
            CHURN,
            (commits, asOf) ->
                lines(commits, asOf, commit -> commit.additions() + commit.deletions())),
        emit(FILES)
            .from(GithubSnapshot::commits)
            .and(GithubSnapshot::files)
            .by(CommitMetrics::files),
        of(DEVELOPERS, (commits, asOf) -> Outcome.count(people(commits, asOf))),
        emit(TOP_CONTRIBUTOR)
            .from(GithubSnapshot::contributions)
            .by(CommitMetrics::topContributor));
  }

  private static Outcome forcePushes(List<Instant> pushes, Instant asOf) {
    return Outcome.count(pushes.stream().filter(Window.ending(asOf, DAYS_7)::contains).count());
  }

  private static Emission<GithubSnapshot> of(
      Metric metric, BiFunction<Commits, Instant, Outcome> function) {
    return emit(metric).from(GithubSnapshot::commits).by(function);
  }

  static Stream<Commit> week(Commits commits, Instant asOf) {
    Window week = Window.ending(asOf, DAYS_7);
    return commits.all().stream().filter(commit -> week.contains(commit.committed()));
  }

  static boolean isHotfix(Commit commit, GithubConfig rules) {
    return rules.hotfix().matcher(commit.subject()).find()
        || commit.pull().filter(pull -> isHotfix(pull, rules)).isPresent();
  }

  private static boolean isHotfix(Commit.Origin pull, GithubConfig rules) {
    return pull.head().toLowerCase(Locale.ROOT).startsWith("hotfix/")
        || pull.labels().stream()
            .map(label -> label.toLowerCase(Locale.ROOT))
            .anyMatch(rules.hotfixLabels()::contains);
  }

  /// Never by a word in the body: a body that merely speaks of reverts reverts nothing.
  static boolean isRevert(Commit commit, GithubConfig rules) {
    return rules.revert().matcher(commit.subject()).find()
        || GithubConfig.REVERTS_COMMIT.matcher(commit.body()).find();
  }

  private static Outcome lines(Commits commits, Instant asOf, ToLongFunction<Commit> lines) {
    return Outcome.count(
        week(commits, asOf).filter(commit -> !commit.isMerge()).mapToLong(lines).sum());
  }

  private static Outcome files(Commits commits, Map<String, List<String>> files, Instant asOf) {
    return Outcome.count(
        week(commits, asOf)
            .filter(commit -> !commit.isMerge())
            .flatMap(commit -> files.getOrDefault(commit.oid(), List.of()).stream())
            .distinct()
            .count());
  }

  private static long people(Commits commits, Instant asOf) {
    return week(commits, asOf)
        .flatMap(commit -> commit.author().stream())
        .filter(commits.rules().bots()::isHuman)
        .map(Person::key)
        .distinct()
        .count();
  }

  private static Outcome perDeveloper(Commits commits, Instant asOf) {
    long people = people(commits, asOf);
    return people == 0
        ? new Outcome.Absent("no known person committed in the last 7 days")
        : Outcome.value((double) week(commits, asOf).count() / people);
  }

  private static Map<String, Long> perPerson(Contributions contributions, Instant asOf) {
    Window month = Window.ending(asOf, DAYS_30);
    return contributions.all().stream()
        .filter(one -> month.contains(one.committed()))
        .flatMap(one -> one.author().stream())
        .filter(contributions.rules().bots()::isHuman)
        .collect(Collectors.groupingBy(Person::key, Collectors.counting()));
  }

  private static Outcome byAuthor(Contributions contributions, Instant asOf) {
    List<Sample> samples =
        perPerson(contributions, asOf).entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_AUTHORS)
            .map(entry ->
                Sample.of(
                    "author",
                    contributions.rules().named(entry.getKey()),
                    (double) entry.getValue()))
            .toList();
    return Outcome.samples(samples, NO_COMMITS);
  }

  private static Outcome topContributor(Contributions contributions, Instant asOf) {
    return perPerson(contributions, asOf).values().stream()
        .max(Comparator.naturalOrder())
        .map(most -> Outcome.count(most))
        .orElse(new Outcome.Absent(NO_COMMITS));
  }

  private static Metric commits(String name, String says) {
    return Metric.gauge(name)
        .noun("commit")
        .says(says)
        .across(SUM)
        .window(DAYS_7)
        .history(History.DERIVABLE)
        .from(HISTORY);
  }

  private static Metric lines(String name, String says, int order) {
    return Metric.gauge(name)
        .noun("line")
        .says(says + "; merges left out")
        .across(SUM)
        .window(DAYS_7)
        .history(History.DERIVABLE)
        .from(HISTORY)
        .shownIn("Code", order);
  }

  private static Metric developers(String name, String says, Across across) {
    return Metric.gauge(name)
        .noun("developer")
        .says(says)
        .across(across)
        .history(History.DERIVABLE)
        .from(HISTORY);
  }
}
