// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `doctor` says that a missing permission costs is what `collect` then loses.
final class PermissionsTest {
  private static final Pattern METRIC = Pattern.compile("github\\.[a-z0-9_.]*[a-z0-9]");

  /// A classic rule, as those see it who administer the repository.
  private static final String RULE =
      ",\"branchProtectionRule\":{\"requiresStatusChecks\":true,"
          + "\"requiredStatusCheckContexts\":[\"test\"]}}";

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  /// What GitHub keeps from a token that lacks a permission, by kind of question.
  private static String hidden(String permission) {
    return switch (permission) {
      case "pull_requests:read" ->
          "OpenPulls|ClosedPulls|Reviews|Checks|Commits|Branches|FilesOfPulls";
      case "issues:read" -> "OpenIssues|ClosedIssues";
      case "contents:read" ->
          "Commits|Contributions|Branches|FilesOfPulls|Releases|.*/(commits/:sha|activity)";
      case "actions:read" -> ".*/actions/.*";
      case "checks:read" -> "Checks|.*/check-runs.*";
      case "deployments:read" -> "Deployments|.*/deployments";
      default -> throw new IllegalArgumentException(permission);
    };
  }

  private static String overview(String permission) {
    return switch (permission) {
      case "pull_requests:read" -> World.overviewWithout("pulls");
      case "issues:read" -> World.overviewWithout("issues");
      case "contents:read" ->
          World.overview()
              .replaceFirst("\"defaultBranchRef\":\\{.*?}}", "\"defaultBranchRef\":null")
              .replace("\"branches\":{\"totalCount\":3}", "\"branches\":null");
      default -> World.overview();
    };
  }

  private void lacking(String permission) {
    server
        .answering("Overview", overview(permission))
        .disturbedBy((asked, _) ->
            !asked.kind().matches(hidden(permission))
                ? null
                : asked.kind().contains("/")
                    ? Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}")
                    : Reply.ok(
                        "{\"data\":{\"repository\":null},\"errors\":["
                            + World.FORBIDDEN.formatted("repository")
                            + "]}"));
  }

  private static Set<String> lost(Collecting collecting, String permission) {
    return Fetches.probe(new GithubCollector(), collecting.conditions(new Redactor())).stream()
        .filter(probe -> probe.question().endsWith(": " + permission))
        .flatMap(probe -> METRIC.matcher(said(probe)).results())
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String said(Probe probe) {
    return probe.finding().detail().replaceFirst(".*without it there is no ", "");
  }

  @ParameterizedTest
  @CsvSource({
    "pull_requests:read, github.timeouts, annotations",
    "issues:read, github.timeouts, annotations",
    "contents:read, github.timeouts, annotations",
    "actions:read, github.timeouts, annotations",
    "actions:read, github.timeouts, conclusion",
    "checks:read, github.timeouts, annotations",
    "checks:read, github.timeouts, conclusion",
    "pull_requests:read, github.deployments, environment:production",
    "contents:read, github.deployments, environment:production",
    "deployments:read, github.deployments, environment:production",
    "actions:read, github.deployments, environment:production",
    "actions:read, github.deployments, workflow:test",
    "contents:read, github.deployments, workflow:test",
    "contents:read, github.deployments, releases",
  })
  void theDoctorNamesWhatCollectLoses(String permission, String setting, String value) {
    server
        .answering("Releases", World.connection(""))
        .answering("GET /repos/acme/rocket/commits/:sha/check-runs", "{\"check_runs\":[]}");
    lacking(permission);
    Collecting collecting = World.collecting(server).with(setting, value);
    assertThat(lost(collecting, permission)).isEqualTo(collecting.run().failed());
  }

  /// Of which GitHub keeps no record: forced merges are an estimate, from what is seen of merges.
  @ParameterizedTest
  @CsvSource({
    "pull_requests:read, annotations",
    "checks:read, annotations",
    "checks:read, conclusion",
  })
  void underAClassicRuleTheDoctorNamesTheEstimateToo(String permission, String timeouts) {
    lacking(permission);
    server.answering(
        "Overview",
        overview(permission)
            .replaceFirst("\"target\":\\{[^}]*}}", "$0" + RULE)
            .replace("}}" + RULE, "}" + RULE));
    Collecting collecting = World.collecting(server).with("github.timeouts", timeouts);
    assertThat(lost(collecting, permission))
        .contains("github.commits.force_merge_7d")
        .isEqualTo(collecting.run().failed());
  }

  /// Most tokens may not see the record of bypasses, so that forced merges are an estimate.
  @Test
  void withoutTheRecordTheDoctorNamesTheEstimateToo() {
    lacking("pull_requests:read");
    server.answering(
        "GET /repos/acme/rocket/rulesets/rule-suites",
        _ -> Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}"));
    Collecting collecting = World.collecting(server);
    assertThat(lost(collecting, "pull_requests:read"))
        .contains("github.commits.force_merge_7d")
        .isEqualTo(collecting.run().failed());
  }

  @ParameterizedTest
  @CsvSource({"annotations, true", "conclusion, false"})
  void checksAreAskedForWhereAnythingNeedsThem(String timeouts, boolean asked) {
    Collecting collecting = World.collecting(server).with("github.timeouts", timeouts);
    assertThat(
            Fetches.probe(new GithubCollector(), collecting.conditions(new Redactor())).stream()
                .anyMatch(probe -> probe.question().endsWith("checks:read")))
        .isEqualTo(asked);
  }
}
