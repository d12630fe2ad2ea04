// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.wandb.HandmadeWandb.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    Reported reported =
        ByHand.reported(server ->
            server.answering("EndedRuns", _ -> HandmadeWandb.list("\"one\"", finished("a"))));

    assertWithheld(reported, "page 2 leads back to a page that was read already");
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
