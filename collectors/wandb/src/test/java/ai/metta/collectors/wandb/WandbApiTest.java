// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.Status;
import ai.metta.collectors.wandb.HandmadeWandb.Reply;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How W&B is asked, and what its refusals mean.
final class WandbApiTest {
  private static final String[] EVERY_METRIC =
      WandbMetrics.CATALOGUE.metrics().stream().map(Metric::name).toArray(String[]::new);

  private static Reported answering(String operation, HandmadeWandb.Answer answer) {
    return ByHand.reported(server -> server.answering(operation, answer));
  }

  /// W&B answers 200 to whoever comes with a wrong key.
  @Test
  void aKeyThatIsNobodysCostsEverything() {
    Reported reported = answering("Viewer", _ -> Reply.data("{\"viewer\":null}"));

    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.failed()).containsExactlyInAnyOrder(EVERY_METRIC);
    assertThat(reported.values("arena")).isEmpty();
    assertThat(reported.result().reason())
        .get()
        .isInstanceOf(Failure.Credentials.class)
        .extracting(Failure::message)
        .asString()
        .contains("the API key is not valid at 127.0.0.1", "set WANDB_API_KEY");
  }

  @Test
  void nothingElseIsAskedWithAKeyThatIsNobodys() {
    try (HandmadeWandb server =
        HandmadeWandb.start().answering("Viewer", _ -> Reply.data("{\"viewer\":null}"))) {
      ByHand.from(server).run();

      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void theKeyIsThePasswordOfTheUserApi() {
    try (HandmadeWandb server = HandmadeWandb.start()) {
      ByHand.from(server).run();

      String expected =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(("api:" + Collecting.KEY).getBytes(StandardCharsets.UTF_8));
      assertThat(server.asked())
          .allMatch(asked -> expected.equals(asked.headers().getFirst("Authorization")));
    }
  }

  /// One that is not there and one that may not be seen are the same to W&B.
  @Test
  void aProjectThatCannotBeSeenIsNamedAndCostsOnlyItself() {
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "EndedRuns",
                asked ->
                    asked.says("\"project\":\"lost\"")
                        ? Reply.project("null")
                        : HandmadeWandb.list(
                            RunRow.called("a", "finished").seen(Duration.ofHours(1))))) {
      Reported reported = ByHand.from(server).of("lost,arena").run();

      assertThat(reported.result().status()).isEqualTo(Status.PARTIAL);
      assertThat(reported.values("arena"))
          .containsEntry("wandb.runs.completed_24h{run_type:other}", 1.0);
      assertThat(reported.values("lost").keySet())
          .noneMatch(series -> series.startsWith("wandb.runs.completed"));
      assertThat(reported.reasons("wandb.runs.completed_24h"))
          .containsExactly(
              "wandb: there is no project metta-sandbox/lost, or the key may not see it: correct"
                  + " WANDB_ENTITY and WANDB_PROJECT, or let its user in");
    }
  }

  @ParameterizedTest
  @CsvSource({"RateLimit-Reset, 7", "Retry-After, 9"})
  void aLimitIsWaitedForAsLongAsItSays(String header, long seconds) {
    AtomicInteger asked = new AtomicInteger();
    List<Duration> waits = new ArrayList<>();
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "RunCount",
                _ ->
                    asked.incrementAndGet() == 1
                        ? Reply.of(429, "{\"error\":\"Rate limit exceeded\"}")
                            .with(header, Long.toString(seconds))
                        : Reply.project("{\"runCount\":3}"))) {
      Reported reported = ByHand.from(server).pausing(waits::add).run();

      assertThat(reported.value("wandb.runs.queued", "queue:none")).isEqualTo(3);
      assertThat(waits).containsExactly(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void aLimitThatDoesNotEndIsALimitsFailure() {
    Reported reported =
        answering("RunCount", _ -> Reply.of(429, "{\"error\":\"Rate limit exceeded\"}"));

    assertThat(reported.failed()).containsExactly("wandb.runs.queued");
    assertThat(reported.reasons("wandb.runs.queued"))
        .singleElement()
        .asString()
        .contains("429 (Rate limit exceeded)");
  }

  /// Whoever got the last of a limit waits before asking more.
  @Test
  void whenNothingRemainsTheNextRequestWaits() {
    List<Duration> waits = new ArrayList<>();
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "Viewer",
                _ ->
                    Reply.data("{\"viewer\":{\"username\":\"kofi\"}}")
                        .with("RateLimit-Remaining", "0")
                        .with("RateLimit-Reset", "5"))) {
      ByHand.from(server).pausing(waits::add).run();

      assertThat(waits).isNotEmpty().allMatch(wait -> wait.equals(Duration.ofSeconds(5)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {\"errors\":[{\"message\":\"invalid filters\"}]}   | service     | invalid filters; this server refuses the question",
        "400 | {\"error\":{\"message\":\"no such operator\"}}     | service     | no such operator",
        "401 | {\"error\":\"unauthorised\"}                       | credentials | 401 (unauthorised); the API key is refused",
        "403 | {}                                                 | credentials | 403; the API key is refused",
        "404 | {}                                                 | configuration | W&B's API is not at this address",
        "500 | {\"error\":{\"message\":\"database\"}}             | service     | 500 (database)",
        "200 | {\"errors\":[{}]}                                  | service     | an error without a message",
        "200 | {\"errors\":[{\"message\":\"Rate limit exceeded\"}]} | rate_limit | Rate limit exceeded",
        "200 | <html>sign in</html>                               | malformed   | login page",
        "200 | {\"data\":{\"project\":{                           | malformed   | ends too early",
        "200 | {\"data\":{\"project\":{\"runCount\":\"3\"}}}      | malformed   | runCount is no whole number",
        "200 | {\"data\":{\"project\":{}}}                        | malformed   | runCount is missing",
      })
  void aRefusalIsTypedByBlameAndIsNotZero(int status, String body, String kind, String message) {
    Reported reported = answering("RunCount", _ -> Reply.of(status, body));

    assertThat(reported.failed()).containsExactly("wandb.runs.queued");
    assertThat(reported.values("arena").keySet()).noneMatch(name -> name.contains("queued"));
    assertThat(reported.reasons("wandb.runs.queued")).singleElement().asString().contains(message);
    assertThat(
            reported
                .outcomes()
                .flatMap(one ->
                    one.outcome() instanceof Outcome.Failed(Failure cause)
                        ? Stream.of(cause.kind())
                        : Stream.empty())
                .toList())
        .containsExactly(kind);
  }

  @Test
  void aRedirectIsNotFollowedAndTheKeyStays() {
    try (HandmadeWandb elsewhere = HandmadeWandb.start();
        HandmadeWandb server =
            HandmadeWandb.start()
                .answering(
                    "Viewer",
                    _ -> Reply.of(302, "").with("Location", elsewhere.endpoint() + "/graphql"))) {
      Reported reported = ByHand.from(server).run();

      assertThat(elsewhere.asked()).isEmpty();
      assertThat(reported.result().reason().orElseThrow().message())
          .contains("302", "the key is not sent after it: correct WANDB_BASE_URL");
    }
  }

  /// An older server's word for a field that it does not know.
  private static Reply lacking(HandmadeWandb.Asked asked, String field, String type) {
    return asked.says(field)
        ? Reply.error(400, "Cannot query field \"" + field + "\" on type \"" + type + "\".")
        : HandmadeWandb.list(RunRow.called("a", "running").seen(Duration.ZERO).on(1, "L4"));
  }

  @ParameterizedTest
  @CsvSource({
    "systemMetrics, Run, wandb.training.gpu_utilization_pct",
    "runInfo, Run, wandb.compute.total_gpu_hours_7d",
    "gpuCount, RunInfo, wandb.compute.runs_without_gpu_count_7d",
    "user, Run, wandb.users.active_7d",
    "username, User, wandb.users.runs_without_user_7d",
  })
  void whatAnOlderServerDoesNotKnowIsUnsupportedAndNotZero(
      String field, String type, String metric) {
    Reported reported = answering("ActiveRuns", asked -> lacking(asked, field, type));

    assertThat(reported.failed()).isEmpty();
    assertThat(reported.reasons(metric))
        .singleElement()
        .asString()
        .startsWith("this server does not know \"");
    assertThat(reported.value("wandb.runs.active", "run_type:other")).isEqualTo(1);
  }

  @Test
  void aFieldThatEverythingNeedsMakesTheListUnsupported() {
    Reported reported = answering("ActiveRuns", asked -> lacking(asked, "displayName", "Run"));

    assertThat(reported.failed()).isEmpty();
    assertThat(reported.reasons("wandb.runs.active"))
        .containsExactly("this server does not know \"displayName\" of a Run; a newer one does");
  }

  @Test
  void aServerWithoutSweepsSaysSoAndCostsNothingElse() {
    Reported reported =
        answering(
            "Sweeps", _ -> Reply.error(400, "Cannot query field \"sweeps\" on type \"Project\"."));

    assertThat(reported.failed()).isEmpty();
    assertThat(reported.reasons("wandb.sweeps.active"))
        .containsExactly("this server does not know \"sweeps\" of a Project; a newer one does");
  }

  @Test
  void timesWithoutAZoneAreUtc() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("a", "finished").with("heartbeatAt", "\"2026-06-02T12:00:01\""),
                RunRow.called("b", "finished").with("heartbeatAt", "\"2026-06-02T12:00:00\"")));

    assertThat(reported.value("wandb.runs.completed_24h", "run_type:other")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-13-02T12:00:00", "2026-06-02", "yesterday"})
  void whatIsNoTimeFailsTheList(String time) {
    Reported reported =
        ByHand.reported(server ->
            server.ended(RunRow.called("a", "finished").with("heartbeatAt", '"' + time + '"')));

    assertThat(reported.reasons("wandb.runs.completed_24h"))
        .singleElement()
        .asString()
        .endsWith("heartbeatAt is no time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Viewer", "ActiveRuns", "EndedRuns", "RunCount", "Sweeps"})
  void theKeyIsInNoMessage(String operation) {
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                operation,
                asked ->
                    Reply.error(
                        200,
                        "no such key: "
                            + Collecting.KEY
                            + " "
                            + asked.headers().getFirst("Authorization")))) {
      Reported reported = ByHand.from(server).run();

      assertThat(reported.said()).contains("no such key: ***").doesNotContain(Collecting.KEY);
    }
  }
}
