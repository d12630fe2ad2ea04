// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Figures of an instant that is past: what came later does not count.
final class PastTest {
  private static final String RUNS = "GET /repos/acme/rocket/actions/runs";
  private static final String OLDER = "GET /repos/acme/rocket/actions/workflows/:n/runs";

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private Reported run() {
    return World.collecting(server).later(Duration.ofDays(20)).run();
  }

  private static String run(String created, String started, int attempt, String conclusion) {
    return """
    {"id":7,"workflow_id":100,"name":"test","path":".github/workflows/test.yml","event":"push",
     "head_branch":"main","head_sha":"a","conclusion":"%s","status":"completed","created_at":"%s",
     "run_started_at":"%s","updated_at":"%s","run_attempt":%d}\
    """
        .formatted(conclusion, created, started, started.replace(":00Z", ":30Z"), attempt);
  }

  private static String only(String run) {
    return "{\"total_count\":1,\"workflow_runs\":[" + run + "]}";
  }

  private static String attempt(Asked asked) {
    return asked.uri().getPath().replaceAll(".*/", "");
  }

  @Test
  void aRunCountsAsItsLatestAttemptOfThenLeftIt() {
    String created = "2026-03-10T10:00:00Z";
    server
        .answering(RUNS, only(run(created, "2026-03-20T10:00:00Z", 4, "success")))
        .answering(
            RUNS + "/:n/attempts/:n",
            asked ->
                Reply.ok(
                    switch (attempt(asked)) {
                      case "3" -> run(created, "2026-03-19T10:00:00Z", 3, "success");
                      case "2" -> run(created, "2026-03-10T11:00:00Z", 2, "failure");
                      default -> run(created, created, 1, "success");
                    }));
    Reported reported = run();
    assertThat(reported.value("github.ci.failed_workflows_7d")).isEqualTo(1);
    assertThat(reported.value("github.ci.success_rate_7d")).isZero();
    assertThat(reported.value("github.ci.tests_passing_on_main")).isZero();
  }

  @Test
  void anAttemptThatMayNotBeReadIsNotGuessed() {
    server
        .answering(RUNS, only(run("2026-03-10T10:00:00Z", "2026-03-20T10:00:00Z", 2, "success")))
        .answering(RUNS + "/:n/attempts/:n", _ -> Reply.json(404, "{\"message\":\"Not Found\"}"));
    assertThat(run().failed())
        .contains("github.ci.success_rate_7d", "github.ci.failed_workflows_7d");
  }

  /// Of the newest ones all may be later: they are asked for by when they were created.
  @Test
  void aWorkflowPassesByTheRunsThatHadEndedThen() {
    String later = run("2026-03-11T12:30:00Z", "2026-03-11T12:30:00Z", 1, "failure");
    String before = run("2026-02-10T10:00:00Z", "2026-02-10T10:00:00Z", 1, "success");
    server
        .answering(RUNS, only(later))
        .answering(
            OLDER,
            asked ->
                Reply.ok(
                    only(
                        asked.uri().getQuery().contains("created=<=2026-03-11T12:00:00Z")
                            ? before
                            : later)));
    assertThat(run().value("github.ci.tests_passing_on_main")).isEqualTo(1);
  }

  @Test
  void theNewestRunsOfNowAreAskedForByTheSameAddressAllDayLong() {
    World.collecting(server).run();
    assertThat(server.asked(OLDER))
        .isNotEmpty()
        .noneMatch(asked -> asked.uri().getQuery().contains("created"));
  }

  @Test
  void aDeploymentThatWasRepeatedSinceHadEndedAsItDidThen() {
    String created = "2026-03-10T10:00:00Z";
    server
        .answering(OLDER, only(run(created, "2026-03-20T10:00:00Z", 2, "failure")))
        .answering(RUNS + "/:n/attempts/:n", _ -> Reply.ok(run(created, created, 1, "success")));
    assertThat(
            World.collecting(server)
                .later(Duration.ofDays(20))
                .with("github.deployments", "workflow:test")
                .run()
                .value("github.dora.deployment_frequency_7d"))
        .isEqualTo(1 / 7.0);
  }

  /// Of a run that is being tried again, GitHub shows what it is now: that it has not ended.
  @Test
  void whatIsBeingTriedAgainHadEndedAsItDidThen() {
    String created = "2026-03-10T10:00:00Z";
    String underWay =
        run(created, "2026-03-31T11:59:00Z", 2, "success")
            .replace("\"completed\"", "\"in_progress\"")
            .replace("\"conclusion\":\"success\"", "\"conclusion\":null");
    server
        .answering(RUNS, "{\"total_count\":0,\"workflow_runs\":[]}")
        .answering(
            OLDER,
            asked ->
                Reply.ok(
                    asked.uri().getQuery().contains("status=completed")
                        ? "{\"total_count\":0,\"workflow_runs\":[]}"
                        : only(underWay)))
        .answering(RUNS + "/:n/attempts/:n", _ -> Reply.ok(run(created, created, 1, "success")));
    Reported reported =
        World.collecting(server)
            .later(Duration.ofDays(20))
            .with("github.deployments", "workflow:test")
            .run();
    assertThat(reported.value("github.ci.tests_passing_on_main")).isEqualTo(1);
    assertThat(reported.value("github.dora.deployment_frequency_7d")).isEqualTo(1 / 7.0);
  }

  @Test
  void jobsOfAnotherAttemptDoNotMakeARunATimeout() {
    server.answering(
        RUNS + "/:n/jobs",
        "{\"total_count\":1,\"jobs\":[{\"id\":77,\"run_attempt\":2,\"conclusion\":\"cancelled\"}]}");
    assertThat(World.collecting(server).run().value("github.ci.timeout_cancellations_7d")).isZero();
  }
}
