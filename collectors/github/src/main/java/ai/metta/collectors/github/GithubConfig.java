// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The rules that differ from team to team.
///
/// @param testWorkflows globs on a workflow's name or file
/// @param hotfixLabels in lower case
/// @param bots who is not a person
/// @param stalePulls after what age an open pull request counts in `github.prs.stale`
/// @param trainingBugLabels sets of labels in lower case; an issue with all of any set is a
///   training bug
/// @param timeoutFloor cancelled runs shorter than this are not asked whether a time limit ended
///   them
/// @param reservePercent share of the rate limit that is left to others
record GithubConfig(
    List<Glob> testWorkflows,
    List<Glob> benchmarkWorkflows,
    Pattern hotfix,
    List<String> hotfixLabels,
    Pattern revert,
    Bots bots,
    Duration stalePulls,
    Duration staleIssues,
    CycleStart cycleStart,
    List<List<String>> trainingBugLabels,
    Duration timeoutFloor,
    TimeoutRule timeouts,
    DeploymentRule deployments,
    Authors authors,
    double reservePercent) {

  /// Where a pull request's cycle begins.
  enum CycleStart {
    CREATED,
    READY,
    FIRST_COMMIT
  }

  /// How a run is known to have hit a time limit.
  enum TimeoutRule {
    ANNOTATIONS,
    CONCLUSION
  }

  /// Whether contributors are named.
  enum Authors {
    BY_LOGIN,
    BY_PSEUDONYM
  }

  static final Setting<List<String>> REPOSITORIES =
      Setting.texts("github.repositories")
          .env("GITHUB_REPOSITORY")
          .only("owner/name, several parted by commas", GithubConfig::areRepositories)
          .says("Repositories to read, owner/name");
  static final Setting<String> ORGANISATION =
      Setting.text("github.organisation")
          .only("an organisation's name", name -> name.matches("[A-Za-z0-9_-]+"))
          .says(
              "Organisation whose repositories are read, archived ones and forks left out; wins over GITHUB_REPOSITORY, which GitHub Actions always sets, and not over github.repositories from the same place: a flag wins over the file");
  static final Setting<List<String>> INCLUDE =
      Setting.texts("github.include")
          .fallback(List.of("*"))
          .says("Of the organisation's repositories, only names that match, * for any text");
  static final Setting<List<String>> EXCLUDE =
      Setting.texts("github.exclude")
          .fallback(List.of())
          .says("Of the organisation's repositories, names to leave out");
  static final Setting<String> API_URL =
      Setting.address("github.api_url")
          .env("GITHUB_API_URL")
          .fallback("https://api.github.com")
          .says("REST address; https://HOST/api/v3 on an Enterprise Server");
  static final Setting<String> GRAPHQL_URL =
      Setting.address("github.graphql_url")
          .env("GITHUB_GRAPHQL_URL")
          .says("GraphQL address; follows from the REST address unless said");
  static final Setting<List<String>> TEST_WORKFLOWS =
      Setting.texts("github.test_workflows")
          .fallback(List.of("*test*"))
          .says("Workflows whose newest run says whether tests pass, by name or file");
  static final Setting<List<String>> BENCHMARK_WORKFLOWS =
      Setting.texts("github.benchmark_workflows")
          .fallback(List.of("*benchmark*"))
          .says("The same for benchmarks");
  static final Setting<String> HOTFIX =
      Setting.text("github.hotfix_pattern")
          .only("a regular expression", GithubConfig::isPattern)
          .fallback("\\bhot[- ]?fix\\b")
          .says("What in a commit's subject makes it a hotfix, case ignored");
  static final Setting<List<String>> HOTFIX_LABELS =
      Setting.texts("github.hotfix_labels")
          .fallback(List.of("hotfix"))
          .says("Labels of a pull request that make its commit a hotfix");
  static final Setting<String> REVERT =
      Setting.text("github.revert_pattern")
          .only("a regular expression", GithubConfig::isPattern)
          .fallback("^(\\w+(\\(.*\\))?!?:\\s*)?revert\\b")
          .says("What in a commit's subject makes it a revert, case ignored");
  static final Setting<List<String>> BOTS =
      Setting.texts("github.bots")
          .fallback(List.of())
          .says("Logins of bots that GitHub takes for people");
  static final Setting<Duration> STALE_PULLS =
      Setting.duration("github.stale_pulls")
          .fallback(Duration.ofDays(30))
          .says("Age from which an open pull request is in github.prs.stale");
  static final Setting<Duration> STALE_ISSUES =
      Setting.duration("github.stale_issues")
          .fallback(Duration.ofDays(60))
          .says("Age from which an open issue is in github.issues.stale");
  static final Setting<String> CYCLE_START =
      Setting.text("github.cycle_start")
          .only(
              "created, ready or first_commit", text -> text.matches("created|ready|first_commit"))
          .fallback("created")
          .says("Where a pull request's cycle time begins");
  static final Setting<List<String>> TRAINING_BUGS =
      Setting.texts("github.training_bug_labels")
          .only(
              "labels; one + stands between two that are both meant",
              sets ->
                  !sets.isEmpty()
                      && sets.stream()
                          .flatMap(set -> labels(set).stream())
                          .noneMatch(String::isEmpty))
          .fallback(List.of("bug+training", "training-bug"))
          .says("Labels of a training bug; a+b means both, and c++ is one label");
  static final Setting<Duration> TIMEOUT_FLOOR =
      Setting.duration("github.timeout_floor")
          .fallback(Duration.ofHours(1))
          .says("Cancelled runs at least this long are asked whether a time limit ended them");
  static final Setting<String> TIMEOUTS =
      Setting.text("github.timeouts")
          .only("annotations or conclusion", text -> text.matches("annotations|conclusion"))
          .fallback("annotations")
          .says(
              "How a run is known to have hit a time limit: by the annotations of its jobs, or by its conclusion alone, which misses the limits of jobs");
  static final Setting<String> DEPLOYMENTS =
      Setting.text("github.deployments")
          .only(
              "environment:NAME, workflow:GLOB or releases",
              text -> DeploymentRule.of(text).isPresent())
          .says("What counts as a deployment; turns the metrics github.dora.* on");
  static final Setting<Boolean> PSEUDONYMS =
      Setting.toggle("github.pseudonyms")
          .fallback(false)
          .says("Whether contributors appear under a pseudonym instead of their login");
  static final Setting<Double> RESERVE =
      Setting.number("github.reserve_percent")
          .only("a number from 0 to 95", share -> share >= 0 && share <= 95)
          .fallback(20.0)
          .says("Share of the rate limit that is left to others");
  static final Setting<String> INSTALLATION =
      Setting.text("github.app_installation_id")
          .env("GITHUB_APP_INSTALLATION_ID")
          .only("a number", text -> text.matches("\\d{1,18}"))
          .says(
              "Installation of the GitHub App, by which a run sees one owner's repositories; that of the first repository that has one unless said");
  static final Setting<String> APP_KEY_FILE =
      Setting.text("github.app_private_key_file")
          .env("GITHUB_APP_PRIVATE_KEY_FILE")
          .says("File that holds the GitHub App's private key, PEM");

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /// What GitHub and git write into the body of a revert.
  static final Pattern REVERTS_COMMIT =
      Pattern.compile("\\bThis reverts commit\\s+[0-9a-f]{7,40}\\b", ANY_CASE);

  static final SecretKey TOKEN =
      SecretKey.required("github.token", "github/dashboard-token", "GITHUB_TOKEN")
          .inFields("token", "GITHUB_TOKEN");
  static final SecretKey APP_ID =
      SecretKey.optional("github.app_id", "github/app-id", "GITHUB_APP_ID");
  static final SecretKey APP_KEY =
      SecretKey.optional(
          "github.app_private_key", "github/app-private-key", "GITHUB_APP_PRIVATE_KEY");

  static List<Setting<?>> settings() {
    return List.of(
        REPOSITORIES,
        ORGANISATION,
        INCLUDE,
        EXCLUDE,
        API_URL,
        GRAPHQL_URL,
        TEST_WORKFLOWS,
        BENCHMARK_WORKFLOWS,
        HOTFIX,
        HOTFIX_LABELS,
        REVERT,
        BOTS,
        STALE_PULLS,
        STALE_ISSUES,
        CYCLE_START,
        TRAINING_BUGS,
        TIMEOUT_FLOOR,
        TIMEOUTS,
        DEPLOYMENTS,
        PSEUDONYMS,
        RESERVE,
        INSTALLATION,
        APP_KEY_FILE);
  }

  static GithubConfig from(Settings settings) {
    return new GithubConfig(
        Glob.all(settings.get(TEST_WORKFLOWS)),
        Glob.all(settings.get(BENCHMARK_WORKFLOWS)),
        Pattern.compile(settings.get(HOTFIX), ANY_CASE),
        settings.get(HOTFIX_LABELS).stream().map(label -> label.toLowerCase(Locale.ROOT)).toList(),
        Pattern.compile(settings.get(REVERT), ANY_CASE),
        Bots.named(settings.get(BOTS)),
        settings.get(STALE_PULLS),
        settings.get(STALE_ISSUES),
        CycleStart.valueOf(settings.get(CYCLE_START).toUpperCase(Locale.ROOT)),
        settings.get(TRAINING_BUGS).stream()
            .map(set -> labels(set.toLowerCase(Locale.ROOT)))
            .toList(),
        settings.get(TIMEOUT_FLOOR),
        TimeoutRule.valueOf(settings.get(TIMEOUTS).toUpperCase(Locale.ROOT)),
        settings.find(DEPLOYMENTS).flatMap(DeploymentRule::of).orElse(DeploymentRule.none()),
        settings.get(PSEUDONYMS) ? Authors.BY_PSEUDONYM : Authors.BY_LOGIN,
        settings.get(RESERVE));
  }

  /// How a contributor appears in a tag: never by a mail address, which is all that is known of one
  /// without an account.
  String named(String person) {
    boolean hidden = authors == Authors.BY_PSEUDONYM || person.contains("@");
    return hidden ? "contributor-" + Secret.of(person).fingerprint().substring(0, 8) : person;
  }

  /// Those that one + stands between; two are of a label.
  private static List<String> labels(String set) {
    return Stream.of(set.split("(?<!\\+)\\+(?!\\+)", -1)).map(String::strip).toList();
  }

  private static boolean areRepositories(List<String> names) {
    return !names.isEmpty() && names.stream().allMatch(Repository::isName);
  }

  private static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException notOne) {
      return false;
    }
  }
}
