// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Deployments that are runs of a workflow on the default branch.
final class WorkflowDeploymentTest {
  private static final String RUNS = "GET /repos/acme/rocket/actions/workflows/:n/runs";
  private static final String FREQUENCY = "github.dora.deployment_frequency_7d";

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private double perDay() {
    return World.collecting(server)
        .with("github.deployments", "workflow:LINT*")
        .run()
        .value(FREQUENCY);
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
            ? ScriptedGithub.Reply.ok(
                reply.body().replace("\"event\":\"push\"", "\"event\":\"" + event + "\""))
            : null);
    assertThat(perDay()).isEqualTo(inAWeek / 7);
  }
}
