// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Failure;
import ai.metta.metric.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The share of the limit that is left to others, while the run is under way.
final class ReserveTest {
  private static final int AT_ONCE = 8;
  private static final int RERUNS = 60;
  private static final Instant RESET = World.NOW.plusSeconds(1800);
  private static final String ATTEMPTS = "GET /repos/acme/rocket/actions/runs/:n/attempts/:n";

  private final ScriptedGithub server = World.served();
  private final AtomicInteger afterwards = new AtomicInteger();

  @AfterEach
  void stop() {
    server.close();
  }

  private static Reply limited(Reply reply, String pool, long remaining) {
    return reply
        .with("X-RateLimit-Limit", "5000")
        .with("X-RateLimit-Remaining", Long.toString(remaining))
        .with("X-RateLimit-Reset", Long.toString(RESET.getEpochSecond()))
        .with("X-RateLimit-Resource", pool);
  }

  /// Runs that succeeded when they were tried again, each of another commit.
  private static String reruns() {
    return "{\"total_count\":%d,\"workflow_runs\":[%s]}"
        .formatted(
            RERUNS,
            IntStream.rangeClosed(1, RERUNS)
                .mapToObj(
                    """
                    {"id":%1$d,"workflow_id":101,"name":"lint","path":".github/workflows/lint.yml",
                     "event":"push","head_branch":"main","head_sha":"sha%1$d","conclusion":"success",
                     "status":"completed","created_at":"2026-03-10T00:00:00Z",
                     "run_started_at":"2026-03-10T00:00:00Z","updated_at":"2026-03-10T00:03:00Z",
                     "run_attempt":2}\
                    """
                        ::formatted)
                .collect(Collectors.joining(",")));
  }

  /// Others use the limit up to the reserve, and this many attempts have been read by then.
  private Reported drainedAfter(int attempts) {
    server.answering("GET /repos/acme/rocket/actions/runs", reruns());
    AtomicInteger read = new AtomicInteger();
    server.disturbedBy((asked, reply) -> {
      if (!asked.kind().startsWith("GET /repos/")) {
        return limited(reply, "graphql", 4800);
      }
      boolean isAttempt = asked.kind().equals(ATTEMPTS);
      int count = isAttempt ? read.incrementAndGet() : read.get();
      if (count > attempts) {
        afterwards.incrementAndGet();
      }
      return limited(reply, "core", attempts > 0 && count >= attempts ? 1000 : 4900);
    });
    return World.collecting(server).run();
  }

  @Test
  void nothingMoreGoesOutWhenOnlyTheReserveIsLeft() {
    Reported reported = drainedAfter(20);
    assertThat(afterwards).as("those under way by then").hasValueLessThan(AT_ONCE);
    assertThat(reported.reasons("github.ci.flaky_checks_7d"))
        .containsExactly(
            "github: 1000 of 5000 REST requests are left until 2026-03-11T12:30:00Z, and 20 % are"
                + " kept for others (github.reserve_percent)");
    assertThat(
            reported
                .outcomes()
                .filter(one -> one.metric().equals("github.ci.flaky_checks_7d"))
                .map(MetricOutcome::outcome))
        .containsExactly(
            new Outcome.Failed(
                new Failure.RateLimit(
                    reported.reasons("github.ci.flaky_checks_7d").getFirst(), Optional.of(RESET))));
  }

  /// Attempts that were read before the reserve was reached are no count of all of them.
  @Test
  void whatDoesNotNeedTheRestStaysRightAndWhatDoesHasNoValue() {
    Reported reported = drainedAfter(1);
    assertThat(reported.failed()).contains("github.ci.flaky_checks_7d");
    assertThat(reported.values().keySet())
        .noneMatch(series -> series.startsWith("github.ci.flaky_checks_7d"));
    assertThat(reported.value("github.ci.workflow_runs_7d")).isEqualTo(RERUNS);
    assertThat(reported.value("github.prs.open")).isEqualTo(2);
    assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
  }

  @Test
  void withEnoughLeftEverythingIsCounted() {
    assertThat(drainedAfter(0).value("github.ci.flaky_checks_7d")).isEqualTo(RERUNS);
  }

  /// A pool of points, of which a query takes what it took the last time.
  @Test
  void aQueryThatWouldTouchTheReserveDoesNotGoOut() {
    AtomicInteger pages = new AtomicInteger();
    server
        .answering(
            "ClosedPulls",
            _ ->
                limited(
                    Reply.ok(
                        World.data(World.pageBefore("page" + pages.incrementAndGet(), closed()))
                            .replace("\"cost\":1", "\"cost\":9")),
                    "graphql",
                    pages.get() == 1 ? 1100 : 1008))
        .disturbedBy((asked, reply) ->
            asked.kind().startsWith("GET ") ? limited(reply, "core", 4900) : null);
    Reported reported = World.collecting(server).run();
    // Eight are to spare after the second, and another would cost nine.
    assertThat(pages).hasValue(2);
    assertThat(reported.reasons("github.prs.merged_7d").getFirst())
        .startsWith("github: 1008 of 5000 GraphQL points are left");
    assertThat(reported.value("github.ci.workflow_runs_7d")).isEqualTo(4);
  }

  static String closed() {
    return """
    {"number":3,"isDraft":false,"createdAt":"2026-03-09T12:00:00Z","updatedAt":"2026-03-10T13:00:00Z",
     "closedAt":"2026-03-10T12:00:00Z","mergedAt":null,"baseRefName":"main","headRefName":"three",
     "isCrossRepository":false,"totalCommentsCount":0,"author":null,"reviewThreads":{"totalCount":0},
     "reviews":{"totalCount":0,"nodes":[]},"timelineItems":{"nodes":[]},"commits":{"nodes":[]}}\
    """;
  }

  /// What GitHub named is not lost with the last try.
  @Test
  void aRefusalThatLastsSaysWhenItEnds() {
    server.disturbedBy((asked, _) ->
        asked.kind().equals("GET /repos/acme/rocket/activity")
            ? Reply.json(429, "{\"message\":\"Slow down\"}").with("Retry-After", "7")
            : null);
    List<Outcome> outcomes =
        World.collecting(server)
            .run()
            .outcomes()
            .filter(one -> one.metric().equals("github.commits.force_push_7d"))
            .map(MetricOutcome::outcome)
            .toList();
    assertThat(outcomes)
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.cause())
                    .isInstanceOfSatisfying(
                        Failure.RateLimit.class,
                        limit -> assertThat(limit.retryAt()).contains(World.NOW.plusSeconds(7))));
  }
}
