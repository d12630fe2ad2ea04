// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.wandb.HandmadeWandb.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Lists of several pages, and lists that break off.
final class ListsTest {
  private static RunRow finished(String id) {
    return RunRow.called(id, "finished").seen(Duration.ofHours(1));
  }

  private static double completed(Reported reported) {
    return reported.value("wandb.runs.completed_24h", "run_type:other");
  }

  @Test
  void everyPageIsReadAndWaitedForInBetween() {
    List<Duration> waits = new ArrayList<>();
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "EndedRuns",
                asked ->
                    asked.says("\"after\":\"two\"")
                        ? HandmadeWandb.list(finished("c"))
                        : asked.says("\"after\":\"one\"")
                            ? HandmadeWandb.list("\"two\"")
                            : HandmadeWandb.list("\"one\"", finished("a"), finished("b")))) {
      Reported reported = ByHand.from(server).pausing(waits::add).run();

      assertThat(completed(reported)).isEqualTo(3);
      assertThat(server.asked("EndedRuns"))
          .hasSize(3)
          .allMatch(asked -> asked.says("\"first\":50"));
      assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
  }

  /// A run whose state changed while the list was read comes twice.
  @Test
  void aRunThatComesTwiceCountsOnce() {
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                asked ->
                    asked.says("\"after\"")
                        ? HandmadeWandb.list(finished("b"), finished("c"))
                        : HandmadeWandb.list("\"one\"", finished("a"), finished("b"))));

    assertThat(completed(reported)).isEqualTo(3);
  }

  @Test
  void aCursorThatStandsStillFailsTheList() {
    List<String> asked = new ArrayList<>();
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                _ -> {
                  asked.add("a");
                  return HandmadeWandb.list("\"one\"", finished("a" + asked.size()));
                }));

    assertWithheld(reported, "page 2 leads back to a page that was read already");
  }

  @Test
  void aPageThatComesAgainUnderAnotherCursorFailsTheList() {
    List<String> cursors = new ArrayList<>();
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                _ -> {
                  cursors.add("c");
                  return HandmadeWandb.list("\"" + cursors.size() + "\"", finished("a"));
                }));

    assertWithheld(reported, "page 2 has the items of a page before it");
  }

  /// 20,000 runs in a week, ten times a large team.
  @Test
  void alsoAVeryLongListIsReadWhole() {
    RunRow[] rows =
        IntStream.range(0, 50)
            .mapToObj(number ->
                finished("PAGE-" + number)
                    .on(8, "NVIDIA H100 80GB HBM3")
                    .summing("{\"overview/sps\":" + number + ",\"_runtime\":3600}"))
            .toArray(RunRow[]::new);
    String more = HandmadeWandb.list("\"PAGE-\"", rows).body();
    String last = HandmadeWandb.list(rows).body();
    List<String> cursors = new ArrayList<>();
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "EndedRuns",
                _ -> {
                  cursors.add("c");
                  int page = cursors.size();
                  return Reply.of(200, (page == 400 ? last : more).replace("PAGE-", page + "-"));
                })) {
      Reported reported = ByHand.from(server).run();

      assertThat(completed(reported)).isEqualTo(20_000);
      assertThat(reported.value("wandb.compute.total_gpu_hours_7d", "run_type:other"))
          .isCloseTo(160_000, Offset.offset(1e-6));
      assertThat(reported.value("collector.wandb.api_requests")).isEqualTo(404);
    }
  }

  @Test
  void pagesWithoutEndFailTheList() {
    List<String> cursors = new ArrayList<>();
    Reported reported =
        ByHand.reported(
            server ->
                server.answering(
                    "EndedRuns",
                    _ -> {
                      cursors.add("c");
                      return HandmadeWandb.list("\"" + cursors.size() + "\"");
                    }),
            collecting -> collecting.with("wandb.page_pause", "0s"));

    assertWithheld(reported, "more than 2000 pages");
  }

  @Test
  void aPageThatLeadsOnAndSaysNotWhereFailsTheList() {
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                _ ->
                    Reply.project(
                        "{\"list\":{\"edges\":[],\"pageInfo\":{\"endCursor\":null,\"hasNextPage\":true}}}")));

    assertWithheld(reported, "endCursor is missing");
  }

  @Test
  void anErrorBesideHalfOfTheDataFailsTheList() {
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                _ ->
                    Reply.of(
                        200,
                        "{\"data\":{\"project\":{\"list\":{\"edges\":[],\"pageInfo\":{\"endCursor\":null,\"hasNextPage\":false}}}},"
                            + "\"errors\":[{\"message\":\"a part took too long\"}]}")));

    assertWithheld(reported, "a part took too long");
  }

  /// Half of the runs would have no GPUs, and nobody would say why.
  @Test
  void aPageThatKnowsLessThanTheFirstFailsTheList() {
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                asked ->
                    !asked.says("\"after\"")
                        ? HandmadeWandb.list("\"one\"", finished("a"))
                        : asked.says("runInfo")
                            ? Reply.error(400, "Cannot query field \"runInfo\" on type \"Run\".")
                            : HandmadeWandb.list(finished("b"))));

    assertWithheld(reported, "the server forgot a field while it was read");
  }

  /// What a server does not know is asked for once, not with every page.
  @Test
  void whatTheFirstPageDoesNotKnowTheOthersAreNotAsked() {
    try (HandmadeWandb server =
        HandmadeWandb.start()
            .answering(
                "EndedRuns",
                asked ->
                    asked.says("runInfo")
                        ? Reply.error(400, "Cannot query field \"runInfo\" on type \"Run\".")
                        : asked.says("\"after\"")
                            ? HandmadeWandb.list(finished("b"))
                            : HandmadeWandb.list("\"one\"", finished("a")))) {
      Reported reported = ByHand.from(server).run();

      assertThat(completed(reported)).isEqualTo(2);
      assertThat(server.asked("EndedRuns")).hasSize(3);
      assertThat(reported.reasons("wandb.compute.total_gpu_hours_7d"))
          .containsExactly("this server does not know \"runInfo\" of a run");
    }
  }

  @Test
  void aSecondPageThatFailsFailsTheList() {
    Reported reported =
        ByHand.reported(server ->
            server.answering(
                "EndedRuns",
                asked ->
                    asked.says("\"after\"")
                        ? Reply.of(500, "{\"error\":\"database\"}")
                        : HandmadeWandb.list("\"one\"", finished("a"))));

    assertWithheld(reported, "500 (database)");
  }

  /// What the list would have told is told by nobody; the other lists are as ever.
  private static void assertWithheld(Reported reported, String why) {
    assertThat(reported.reasons("wandb.runs.completed_24h"))
        .singleElement()
        .asString()
        .contains(why);
    assertThat(reported.failed())
        .contains(
            "wandb.runs.failed_7d",
            "wandb.training.success_rate_pct",
            "wandb.compute.total_gpu_hours_7d",
            "wandb.metrics.best_accuracy",
            "wandb.run.age_hours")
        .doesNotContain("wandb.runs.active", "wandb.runs.queued", "wandb.sweeps.active");
    assertThat(reported.values("arena").keySet())
        .noneMatch(series -> series.matches(".*(_24h|_7d).*"));
    assertThat(reported.value("collector.wandb.error_count")).isPositive();
  }
}
