// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Event;
import ai.metta.metric.Series;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is told of one run each, by hand.
final class SingleRunMetricsTest {
  private static final Duration SCHEDULE = Duration.ofMinutes(30);

  @Test
  void aRunIsToldOfWhileItLivesAndOnceWhenItHasEnded() {
    Reported reported =
        ByHand.reported(server ->
            server
                .active(
                    RunRow.called("lives", "running")
                        .named("stable.1")
                        .seen(Duration.ofMinutes(1))
                        .computed(Duration.ofHours(1))
                        .summing(
                            "{\"overview/sps\":5,\"env_agent/heart.gained\":2,\"skypilot/queue_latency_s\":30}"),
                    RunRow.called("silent", "running").seen(SCHEDULE))
                .ended(
                    RunRow.called("ended", "crashed").seen(SCHEDULE.minusSeconds(1)),
                    RunRow.called("long-gone", "finished").seen(SCHEDULE),
                    RunRow.called("odd", "hibernating").seen(Duration.ofMinutes(1))));

    String[] lives = {"run_id:lives", "run_type:stable", "state:running"};
    assertThat(reported.value("wandb.run.duration_hours", lives)).isEqualTo(1);
    assertThat(reported.value("wandb.run.age_hours", lives)).isEqualTo(2);
    assertThat(reported.value("wandb.run.sps", lives)).isEqualTo(5);
    assertThat(reported.value("wandb.run.hearts_gained", lives)).isEqualTo(2);
    assertThat(reported.value("wandb.run.queue_latency_seconds", lives)).isEqualTo(30);
    assertThat(reported.value("wandb.run.age_hours", "run_id:ended", "state:crashed")).isEqualTo(2);
    assertThat(ids(reported, "wandb.run.age_hours")).containsExactlyInAnyOrder("lives", "ended");
    assertThat(ids(reported, "wandb.run.sps")).containsExactly("lives");
  }

  /// A run of the collector is of a whole minute, and asks somewhat later.
  @Test
  void whatIsHeardWhileItIsAskedIsToldAndWhatEndsMeanwhileTheNextTime() {
    Reported reported =
        ByHand.reported(server ->
            server
                .active(RunRow.called("lives", "running").seen(Duration.ofSeconds(-40)))
                .ended(RunRow.called("ends", "finished").seen(Duration.ofSeconds(-40))));

    assertThat(ids(reported, "wandb.run.age_hours")).containsExactly("lives");
    assertThat(reported.value("wandb.runs.active", "run_type:other")).isEqualTo(1);
    assertThat(reported.value("wandb.runs.completed_24h", "run_type:other")).isZero();
    assertThat(reported.result().events()).isEmpty();
  }

  @Test
  void theNewestFiftyAreTold() {
    RunRow[] rows =
        IntStream.range(0, 60)
            .mapToObj(number ->
                RunRow.called("r" + number, "finished")
                    .created(Duration.ofHours(1).plusMinutes(number))
                    .seen(Duration.ofMinutes(1)))
            .toArray(RunRow[]::new);
    Reported reported = ByHand.reported(server -> server.ended(rows));

    assertThat(ids(reported, "wandb.run.age_hours"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 50).mapToObj(number -> "r" + number).toList());
  }

  @Test
  void whoeverEndsIsAnEvent() {
    Reported reported =
        ByHand.reported(server ->
            server.ended(
                RunRow.called("abc", "failed")
                    .named("maze")
                    .seen(Duration.ofMinutes(5))
                    .computed(Duration.ofMinutes(90))
                    .on(4, "L4"),
                RunRow.called("long-gone", "finished").seen(SCHEDULE)));

    List<Event> events =
        reported.result().events().stream()
            .filter(event -> event.kind().equals("run_ended"))
            .toList();
    assertThat(events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.title()).isEqualTo("Run maze (abc) failed after 1.5 h");
          assertThat(event.text()).isEqualTo("User kofi, 4 GPUs.");
          assertThat(event.level()).isEqualTo(Event.Level.ERROR);
          assertThat(event.tags().texts())
              .contains("entity:metta-sandbox", "project:arena", "run_id:abc");
        });
  }

  private static List<String> ids(Reported reported, String metric) {
    return reported
        .series()
        .filter(series -> series.metric().equals(metric))
        .map((Series series) -> series.tags().value("run_id").orElseThrow())
        .toList();
  }
}
