// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Backfill;
import ai.metta.collect.PastAgreement;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Steps;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Series;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A past that is read at once is the one that would be read instant by instant.
final class BackfillTest {
  private static final Instant NOW = Instant.parse("2026-03-18T14:25:07Z");
  private static final Duration STEP = Duration.ofHours(12);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String RUNS = "GET /repos/acme/rocket/actions/runs";
  private static final String OLDER = "GET /repos/acme/rocket/actions/workflows/:n/runs";
  private static final String ATTEMPT = RUNS + "/:n/attempts/:n";
  private static final String NO_RUNS = "{\"total_count\":0,\"workflow_runs\":[]}";

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private static PastAgreement agreement(Collecting collecting) {
    return new PastAgreement(
        new GithubCollector(), collecting.conditions(new Redactor()), collecting.plan());
  }

  private static Steps steps(Instant first, Instant last, Duration every) {
    return Steps.between(first, last, every).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"3, environment:production", "16, releases", "20260318, workflow:*"})
  void eachStepIsWhatARunOfThatInstantSays(long seed, String deployments) {
    try (GithubServer sandbox =
        GithubServer.start(
            GithubOptions.of(Organisation.of(seed, NOW), InstantSource.fixed(NOW)))) {
      Steps steps = steps(NOW.minus(Duration.ofDays(30)), NOW, STEP);
      Collecting collecting =
          Collecting.at(NOW)
              .from(sandbox.endpoint())
              .knowing("GITHUB_TOKEN", "sandbox-github-token")
              .with("github.organisation", "metta-sandbox")
              .with("github.deployments", deployments);
      long compared =
          agreement(collecting)
              .at(
                  steps,
                  steps.first(),
                  steps.first().plus(STEP.multipliedBy(3)),
                  steps.last().minus(Duration.ofDays(13)),
                  steps.last().minus(STEP),
                  steps.last());
      assertThat(compared).isGreaterThan(500);
    }
  }

  private static String run(long id, String created, String started, int attempt, String word) {
    return """
    {"id":%d,"workflow_id":100,"name":"test","path":".github/workflows/test.yml","event":"push",
     "head_branch":"main","head_sha":"a","conclusion":"%s","status":"completed","created_at":"%s",
     "run_started_at":"%s","updated_at":"%s","run_attempt":%d}\
    """
        .formatted(id, word, created, started, started.replace(":00Z", ":30Z"), attempt);
  }

  private static String only(String run) {
    return "{\"total_count\":1,\"workflow_runs\":[" + run + "]}";
  }

  /// Fails on the 2nd, is tried again on the 4th and cancelled, and succeeds on the 6th.
  private void tryAgainAndAgain() {
    String created = "2026-03-02T10:00:00Z";
    server
        .answering(RUNS, only(run(7, created, "2026-03-06T10:00:00Z", 3, "success")))
        .answering(OLDER, NO_RUNS)
        .answering(
            ATTEMPT,
            asked ->
                Reply.ok(
                    attempt(asked).equals("2")
                        ? run(7, created, "2026-03-04T10:00:00Z", 2, "cancelled")
                        : run(7, created, created, 1, "failure")));
  }

  private static String attempt(Asked asked) {
    return asked.uri().getPath().replaceAll(".*/", "");
  }

  @Test
  void aRunCountsAtEachStepAsTheAttemptOfThenLeftIt() {
    tryAgainAndAgain();
    Steps steps = steps(Instant.parse("2026-03-01T00:00:00Z"), World.NOW, DAY);
    PastAgreement agreement = agreement(World.collecting(server));
    Map<Instant, Backfill.Part> filled = agreement.filled(steps);
    assertThat(steps.all().map(step -> value(filled, step, "github.ci.failed_workflows_7d")))
        .containsExactly(0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(steps.all().map(step -> value(filled, step, "github.ci.cancelled_7d")))
        .containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(steps.all().map(step -> value(filled, step, "github.ci.flaky_checks_7d")))
        .containsExactly(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0);
    assertThat(steps.all().map(step -> seen(filled, step, "github.ci.tests_passing_on_main")))
        .containsExactly(
            "absent", "absent", "0.0", "0.0", "absent", "absent", "1.0", "1.0", "1.0", "1.0",
            "1.0");
    steps.all().forEach(step -> agreement.at(steps, step));
  }

  /// Each attempt is asked for once, however many steps it matters at.
  @Test
  void theStepsCostNoRequestsOfTheirOwn() {
    tryAgainAndAgain();
    Steps few = steps(Instant.parse("2026-03-01T00:00:00Z"), World.NOW, DAY);
    agreement(World.collecting(server)).filled(few);
    int requests = server.asked().size();
    server.forgetting();
    agreement(World.collecting(server))
        .filled(steps(few.first(), few.last(), Duration.ofMinutes(5)));
    assertThat(server.asked()).hasSize(requests);
    assertThat(server.asked(ATTEMPT)).hasSize(2);
  }

  /// What decided at the first step may have been tried again since: what decided before it is
  /// looked for too.
  @Test
  void theNewestDecisiveRunOfEachStepIsLookedForFarEnough() {
    String retried = run(9, "2026-01-20T10:00:00Z", "2026-03-05T10:00:00Z", 2, "cancelled");
    String before = run(8, "2026-01-10T10:00:00Z", "2026-01-10T10:00:00Z", 1, "failure");
    String filler = run(5, "2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z", 1, "cancelled");
    server
        .answering(RUNS, NO_RUNS)
        .answering(
            OLDER,
            asked -> {
              boolean pushes = asked.uri().getQuery().contains("event=push");
              boolean few = asked.uri().getQuery().contains("per_page=5");
              String next = server.endpoint().resolve(asked.uri() + "&page=2").toString();
              return pushes
                  ? few
                      ? Reply.ok("{\"total_count\":3,\"workflow_runs\":[" + retried + "]}")
                          .with("Link", "<" + next + ">; rel=\"next\"")
                      : Reply.ok(
                          "{\"total_count\":3,\"workflow_runs\":["
                              + String.join(",", retried, before, filler)
                              + "]}")
                  : Reply.ok(NO_RUNS);
            })
        .answering(
            ATTEMPT,
            _ -> Reply.ok(run(9, "2026-01-20T10:00:00Z", "2026-01-20T10:00:00Z", 1, "success")));
    Steps steps = steps(Instant.parse("2026-03-03T00:00:00Z"), World.NOW, DAY);
    Map<Instant, Backfill.Part> filled = agreement(World.collecting(server)).filled(steps);
    assertThat(steps.all().map(step -> seen(filled, step, "github.ci.tests_passing_on_main")))
        .containsExactly("1.0", "1.0", "1.0", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0");
  }

  /// GitHub's record goes back a month: the steps that it covers have a number, the others none.
  @Test
  void whatIsShownOfTheLastMonthOnlyIsUnsupportedBefore() {
    Steps steps = steps(World.NOW.minus(Duration.ofDays(30)), World.NOW, DAY);
    Map<Instant, Backfill.Part> filled = agreement(World.collecting(server)).filled(steps);
    for (String metric : List.of("github.commits.force_merge_7d", "github.commits.force_push_7d")) {
      List<String> seen = steps.all().map(step -> seen(filled, step, metric)).toList();
      assertThat(seen.subList(0, 7)).as(metric).containsOnly("unsupported");
      assertThat(seen.subList(7, 30)).as(metric).doesNotContain("unsupported", "absent");
      assertThat(seen.getLast()).isEqualTo("1.0");
    }
  }

  private static double value(Map<Instant, Backfill.Part> filled, Instant step, String metric) {
    return Optional.ofNullable(filled.get(step)).orElseThrow().series().stream()
        .filter(series -> series.metric().equals(metric))
        .map((Series series) -> series.points().getFirst().value())
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + " at " + step));
  }

  /// The value, else the outcome's word.
  private static String seen(Map<Instant, Backfill.Part> filled, Instant step, String metric) {
    MetricOutcome outcome =
        Optional.ofNullable(filled.get(step)).orElseThrow().outcomes().stream()
            .filter(one -> one.metric().equals(metric))
            .findFirst()
            .orElseThrow();
    return outcome.hasValue()
        ? Double.toString(value(filled, step, metric))
        : outcome.outcome().word();
  }
}
