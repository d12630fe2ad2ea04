// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers that are not github.com, limits that they have or not, and a token that is revoked.
final class EnterpriseTest {
  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private Collecting collecting() {
    return World.collecting(server);
  }

  @ParameterizedTest
  @CsvSource({
    "rulesets/rule-suites, github.commits.force_merge_7d",
    "actions/runs/:n/jobs, github.ci.timeout_cancellations_7d",
    "check-runs/:n/annotations, github.ci.timeout_cancellations_7d"
  })
  void aTokenThatIsRevokedInMidRunIsNoMissingPermission(String path, String metric) {
    AtomicBoolean revoked = new AtomicBoolean();
    AtomicInteger shownAfter = new AtomicInteger();
    server.disturbedBy((asked, _) -> {
      if (revoked.get()) {
        shownAfter.incrementAndGet();
      }
      return revoked.get() || (asked.kind().endsWith(path) && !revoked.getAndSet(true))
          ? Reply.json(401, "{\"message\":\"Bad credentials\"}")
          : null;
    });
    Reported reported = collecting().run();
    assertThat(reported.failed()).contains(metric);
    assertThat(reported.reasons(metric).getFirst()).contains("wrong, revoked or expired");
    // Those that were under way by then, of eight at once, and no more.
    assertThat(shownAfter).hasValueLessThan(8);
  }

  @Test
  void anEnterpriseServerWithoutLimitsIsReadToTheEnd() {
    server.disturbedBy((asked, reply) -> {
      if (asked.kind().equals("GET /rate_limit")) {
        return Reply.json(404, "{\"message\":\"Rate limiting is not enabled.\"}");
      }
      return new Reply(
          reply.status(),
          reply.headers(),
          reply.body().replaceAll("\"rateLimit\":\\{[^}]*\\}", "\"rateLimit\":null"));
    });
    Reported reported = collecting().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
  }

  @Test
  void limitsOfZeroAreNone() {
    server.disturbedBy((_, reply) ->
        reply
            .with("X-RateLimit-Limit", "0")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", "0"));
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    Reported reported = collecting().pausing(waits::add).run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(waits).isEmpty();
  }

  /// Where there is no limit, nothing left of it is no refusal for want of patience.
  @Test
  void aMissingPermissionWithoutLimitsIsNoLimit() {
    server.disturbedBy((asked, reply) ->
        (asked.kind().endsWith("/actions/runs")
                ? Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}")
                    .with("X-Accepted-GitHub-Permissions", "actions=read")
                : reply)
            .with("X-RateLimit-Limit", "0")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", "0"));
    assertThat(collecting().run().reasons("github.ci.workflow_runs_7d").getFirst())
        .contains("the token lacks \"actions:read\"");
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs")).hasSize(1);
  }

  @Test
  void aWaitThatWouldOutlastTheRunIsNotMade() {
    server.disturbedBy((asked, _) ->
        asked.kind().endsWith("/actions/runs")
            ? Reply.json(403, "{\"message\":\"API rate limit exceeded\"}")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", Long.toString(World.NOW.getEpochSecond() + 3000))
            : null);
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    Reported reported = collecting().pausing(waits::add).run();
    assertThat(waits).isEmpty();
    assertThat(reported.reasons("github.ci.workflow_runs_7d").getFirst())
        .contains("2026-03-11T12:50:00Z, which is too long to wait");
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs")).hasSize(1);
  }

  @Test
  void aShortWaitIsMadeAsGithubAsks() {
    server.disturbedBy((asked, _) ->
        asked.number() == 1
            ? Reply.json(429, "{\"message\":\"Slow down\"}").with("Retry-After", "7")
            : null);
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    assertThat(collecting().pausing(waits::add).run().result().status()).isEqualTo(Status.OK);
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void anEnterpriseServersGraphqlStandsBesideItsRest() {
    server.disturbedBy(
        (asked, _) -> asked.uri().getPath().startsWith("/api/") ? null : Reply.json(404, "{}"));
    collecting().with("github.api_url", server.endpoint() + "/api/v3").run();
    assertThat(server.asked().stream().map(asked -> asked.uri().getPath()).distinct())
        .allMatch(path -> path.startsWith("/api/v3/") || path.equals("/api/graphql"))
        .contains("/api/graphql");
  }
}
