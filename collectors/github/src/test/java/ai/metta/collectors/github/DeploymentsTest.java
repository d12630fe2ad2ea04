// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deployments that are runs of a workflow on the default branch, or releases.
final class DeploymentsTest {
  private static final String RUNS = "GET /repos/acme/rocket/actions/workflows/:n/runs";
  private static final String FREQUENCY = "github.dora.deployment_frequency_7d";

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private double perDay() {
    return perDay("workflow:LINT*");
  }

  private double perDay(String rule) {
    return World.collecting(server).with("github.deployments", rule).run().value(FREQUENCY);
  }

  @Test
  void everyOneCountsOnceHoweverManyThereAre() {
    ManyRuns.every(server, RUNS, Duration.ofMinutes(10));
    assertThat(perDay()).isEqualTo(144);
  }

  /// A fork may call its branch like our default one.
  @ParameterizedTest
  @CsvSource({"push, 7", "workflow_dispatch, 7", "pull_request, 0", "pull_request_target, 0"})
  void aRunForAPullRequestDeploysNothing(String event, double inAWeek) {
    ManyRuns.every(server, RUNS, Duration.ofDays(1));
    server.disturbedBy((asked, reply) ->
        asked.kind().equals(RUNS)
            ? Reply.ok(reply.body().replace("\"event\":\"push\"", "\"event\":\"" + event + "\""))
            : null);
    assertThat(perDay()).isEqualTo(inAWeek / 7);
  }

  private static String release(String drafted, String published, String more) {
    return "{\"createdAt\":\"%s\",\"publishedAt\":%s,\"isDraft\":false,\"isPrerelease\":false}"
        .formatted(drafted, published.isEmpty() ? "null" : "\"" + published + "\"")
        .replace("\"" + more + "\":false", "\"" + more + "\":true");
  }

  /// Releases come by when they were drafted.
  @Test
  void aReleaseCountsWhenItIsPublishedHoweverLongItWasADraft() {
    String newest =
        String.join(
            ",",
            release("2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z", ""),
            release("2026-03-09T10:00:00Z", "2026-03-09T11:00:00Z", "isPrerelease"),
            release("2026-03-08T10:00:00Z", "", "isDraft"),
            release("2025-12-01T10:00:00Z", "2025-12-01T11:00:00Z", ""));
    String oldest =
        String.join(
            ",",
            release("2025-11-01T10:00:00Z", "2026-03-09T10:00:00Z", ""),
            release("2025-10-01T10:00:00Z", "2026-03-11T12:30:00Z", ""));
    server.answering(
        "Releases",
        asked ->
            Reply.ok(
                asked.body().contains("\"after\"")
                    ? World.connection(oldest)
                    : World.data(World.pageBefore("more", newest))));
    assertThat(perDay("releases")).isEqualTo(2 / 7.0);
  }

  /// What they are made of costs them nothing as long as nobody switched them on.
  @ParameterizedTest
  @CsvSource({"ClosedPulls", "Commits"})
  void whatNobodySwitchedOnDoesNotFail(String kind) {
    server.disturbedBy((asked, _) -> asked.kind().equals(kind) ? Reply.json(422, "{}") : null);
    Reported off = World.collecting(server).run();
    assertThat(off.failed()).isNotEmpty().noneMatch(metric -> metric.startsWith("github.dora."));
    assertThat(off.reasons("github.dora.lead_time_hours"))
        .isEqualTo(off.reasons(FREQUENCY))
        .isEqualTo(off.reasons("github.dora.change_failure_rate_pct"))
        .containsExactly("nothing says what a deployment is: set github.deployments");
    Reported on =
        World.collecting(server).with("github.deployments", "environment:production").run();
    assertThat(on.failed()).anyMatch(metric -> metric.startsWith("github.dora."));
  }

  /// The failure was there, and its repetition mended it.
  @Test
  void anAttemptThatFailedIsADeploymentThatFailed() {
    String run =
        """
        {"id":7,"workflow_id":100,"name":"lint","path":".github/workflows/lint.yml","event":"push",
         "head_branch":"main","head_sha":"a","conclusion":"%s","status":"completed","run_attempt":%d,
         "created_at":"2026-03-10T10:00:00Z","run_started_at":"%s","updated_at":"%s"}\
        """;
    server
        .answering(
            RUNS,
            "{\"total_count\":1,\"workflow_runs\":["
                + run.formatted("success", 2, "2026-03-10T12:00:00Z", "2026-03-10T12:30:00Z")
                + "]}")
        .answering(
            "GET /repos/acme/rocket/actions/runs/:n/attempts/:n",
            run.formatted("failure", 1, "2026-03-10T10:00:00Z", "2026-03-10T10:30:00Z"));
    Reported reported = World.collecting(server).with("github.deployments", "workflow:lint").run();
    assertThat(reported.value(FREQUENCY)).isEqualTo(1 / 7.0);
    assertThat(reported.value("github.dora.change_failure_rate_pct")).isEqualTo(50);
    assertThat(reported.value("github.dora.time_to_restore_hours")).isEqualTo(2);
  }
}
