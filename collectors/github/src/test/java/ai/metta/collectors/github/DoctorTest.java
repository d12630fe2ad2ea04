// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `doctor` finds of a repository and of the permissions that its metrics need.
final class DoctorTest {
  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private Collecting collecting() {
    return World.collecting(server);
  }

  @Test
  void theDoctorSaysWhatARepositoryIsCalledNow() {
    server
        .answering("Overview", World.overview().replace("acme/rocket", "acme/starship"))
        .moving("/repos/acme/rocket/", "/repos/acme/starship/");
    assertThat(Fetches.probe(new GithubCollector(), collecting().conditions(new Redactor())))
        .extracting(Probe::finding)
        .filteredOn(Probe.Doubtful.class::isInstance)
        .singleElement()
        .extracting(Probe.Finding::detail)
        .asString()
        .contains("it is called acme/starship now");
  }

  private List<String> doctor(Collecting collecting) {
    return Fetches.probe(new GithubCollector(), collecting.conditions(new Redactor())).stream()
        .map(probe ->
            (probe.question() + " = " + probe.finding().detail())
                .replace(server.endpoint().toString(), "http://github.test"))
        .toList();
  }

  @Test
  void theDoctorSaysWhichPermissionsAreMissingAndWhatThatCosts() {
    Reply refused =
        Reply.json(403, "{\"message\":\"Resource not accessible by personal access token\"}");
    server
        .answering("Overview", World.overviewWithout("issues"))
        .answering(
            "GET /repos/acme/rocket/actions/runs",
            _ -> refused.with("X-Accepted-GitHub-Permissions", "actions=read"))
        .answering("GET /repos/acme/rocket/commits/:sha/check-runs", _ -> refused)
        .answering("GET /repos/acme/rocket/rulesets/rule-suites", _ -> refused)
        .answering("GET /repos/acme/rocket/deployments", "[]");
    assertThat(doctor(collecting().with("github.deployments", "environment:production")))
        .containsExactly(
            "may read acme/rocket = 2 open pull requests, 3 branches",
            "acme/rocket: pull_requests:read = granted",
            "acme/rocket: issues:read = the token does not show them: grant it \"issues:read\";"
                + " without it there is no github.issues.open, github.issues.closed_7d,"
                + " github.issues.stale, github.issues.training_bugs",
            "acme/rocket: contents:read = granted",
            "acme/rocket: actions:read = GET"
                + " http://github.test/repos/acme/rocket/actions/runs?per_page=1: 403 (Resource not"
                + " accessible by personal access token); the token lacks \"actions:read\": grant"
                + " it; without it there is no github.ci.tests_passing_on_main,"
                + " github.ci.benchmarks_passing, github.ci.workflow_runs_7d, github.ci.runs_7d,"
                + " github.ci.failed_workflows_7d, github.ci.cancelled_7d,"
                + " github.ci.success_rate_7d, github.ci.avg_workflow_duration_minutes,"
                + " github.ci.duration_p50_minutes, github.ci.duration_p90_minutes,"
                + " github.ci.duration_p99_minutes, github.ci.timeout_cancellations_7d,"
                + " github.ci.flaky_checks_7d",
            "acme/rocket: checks:read = GET http://github.test/repos/acme/rocket/commits/"
                + World.SQUASHED
                + "/check-runs?per_page=1: 403 (Resource not accessible by personal access token);"
                + " the token lacks \"checks:read\": grant it; without it there is no"
                + " github.ci.runs_7d, github.ci.timeout_cancellations_7d",
            "acme/rocket: deployments:read = granted",
            "acme/rocket: administration:read = not granted: github.commits.force_merge_7d is"
                + " estimated from today's rules");
  }

  @Test
  void theDoctorSaysWhatIsSetAndNotUsed() {
    assertThat(
            doctor(
                World.organisation(server)
                    .with("github.include", "rocket")
                    .knowing("GITHUB_REPOSITORY", "acme/tools")))
        .contains(
            "repositories = github.repositories (env GITHUB_REPOSITORY) is not used:"
                + " github.organisation is set too");
  }

  /// Its pause is as long as the doctor's patience; the other questions are answered meanwhile.
  @Test
  void theDoctorNamesWhatHangs() {
    server
        .answering("GET /repos/acme/rocket/commits/:sha/check-runs", "{\"check_runs\":[]}")
        .disturbedBy(
            (asked, _) -> asked.kind().endsWith("/actions/runs") ? Reply.json(502, "{}") : null);
    List<String> said =
        doctor(
            collecting()
                .pausing(_ -> {
                  throw new InterruptedException("the doctor's patience ended");
                }));
    assertThat(said)
        .contains(
            "acme/rocket: administration:read = granted", "acme/rocket: checks:read = granted");
    assertThat(said)
        .filteredOn(line -> line.contains("interrupted: deadline"))
        .singleElement()
        .asString()
        .startsWith(
            "acme/rocket: actions:read = GET http://github.test/repos/acme/rocket/actions/runs");
  }
}
