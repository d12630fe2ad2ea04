// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ai.metta.metric.FailureException;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {
  @TempDir Path data;

  private final FakeIntake intake = FakeIntake.start(Given.CLOCK);

  @AfterEach
  void close() {
    intake.close();
  }

  @Test
  void whatIsWrittenIsDeliveredAndItsFileDeleted() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    outbox.events().write(List.of(Given.event("1", Given.NOW), Given.event("2", Given.NOW)));

    Drained drained = Given.drain(outbox);

    assertThat(drained)
        .isEqualTo(new Drained(3, 2, 0, 0, 0, 0, 0, List.of(), 0, 0, List.of(), Optional.empty()));
    assertThat(intake.points())
        .extracting(StoredPoint::value, StoredPoint::received)
        .containsExactly(tuple(0.0, 1), tuple(1.0, 1), tuple(2.0, 1));
    assertThat(intake.events())
        .extracting(event -> event.aggregationKey().orElse(""))
        .containsExactlyInAnyOrder("job_failed:1", "job_failed:2");
    assertThat(outbox.list(Given.NOW)).isEmpty();
    assertThat(Given.files(outbox.folder())).isEmpty();
  }

  @Test
  void anEmptyOutboxDrainsToNothing() {
    Outbox outbox = outbox();

    assertThat(Given.drain(outbox))
        .isEqualTo(new Drained(0, 0, 0, 0, 0, 0, 0, List.of(), 0, 0, List.of(), Optional.empty()));
    outbox.series().write(List.of());
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  @Test
  void theNewestPointsGoFirst() {
    Outbox outbox = outbox();
    for (int minutes : List.of(20, 0, 40, 10, 30, 50)) {
      Instant at = Given.NOW.minus(Duration.ofMinutes(minutes));
      outbox.series().write(List.of(Given.gauge("m.minutes" + minutes, at, minutes)));
    }

    assertThat(outbox.list(Given.NOW))
        .extracting(entry -> Duration.between(entry.newest(), Given.NOW).toMinutes())
        .containsExactly(0L, 10L, 20L, 30L, 40L, 50L);
    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(6);
    // Four are under way at once: the fifth waits for one of them, the sixth for two.
    List<String> sent =
        intake.bodies().stream().map(body -> new String(body, StandardCharsets.UTF_8)).toList();
    assertThat(sent.subList(0, 2)).noneMatch(body -> body.contains("m.minutes50"));
    assertThat(sent.getFirst()).doesNotContain("m.minutes40");
  }

  @Test
  void aListedPayloadCanBeDroppedByItsIdOrWithAllOthers() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    outbox.series().write(Given.gauges("m.two", 2));
    outbox.events().write(List.of(Given.event("1", Given.NOW)));
    Entry first =
        outbox.list(Given.NOW).stream().filter(entry -> entry.points() == 3).findFirst().get();

    assertThat(first.kind()).isEqualTo(Kind.SERIES);
    assertThat(first.bytes()).isPositive();
    assertThat(outbox.drop(Optional.of(first.id()))).isEqualTo(1);
    assertThatThrownBy(() -> outbox.drop(Optional.of("../../" + first.id())))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("no payload");
    assertThat(outbox.drop(Optional.empty())).isEqualTo(2);
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  @Test
  void whatWasTakenWithWordsIsDeliveredAndTheWordsAreToldOnce() {
    Outbox outbox = outbox();
    for (int number = 0; number < 3; number++) {
      intake.sayNext("{\"errors\":[\"unit of m.number ignored\"]}");
      outbox.series().write(Given.gauges("m.number" + number, 2));
    }

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(6);
    assertThat(drained.complaints()).containsExactly("unit of m.number ignored");
    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.stoppedBy()).isEmpty();
    assertThat(intake.points()).hasSize(6).allMatch(point -> point.received() == 1);
    assertThat(Given.drain(outbox).complaints()).isEmpty();
  }

  /// A scheduled run drains the same outbox, and knows nothing of historical metrics.
  @Test
  void whatIsKeptAsHistoricalIsSentByWhoeverDrains() {
    Outbox outbox = outbox();
    intake.keepingHistory();
    Instant old = Given.NOW.minus(Duration.ofDays(30));
    outbox.series(Historical.ALLOWED).write(List.of(Given.gauge("m.history", old, 1)));
    outbox.series().write(List.of(Given.gauge("m.old", old, 1)));
    assertThat(outbox.list(Given.NOW))
        .extracting(entry -> entry.kind().word())
        .containsExactlyInAnyOrder("history", "series");
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(1, 1, 0));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(1);
    assertThat(drained.expiredPoints()).isEqualTo(1);
    assertThat(intake.points()).extracting(StoredPoint::metric).containsExactly("m.history");
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  /// Also in halves, after one of them was refused.
  @Test
  void theHalvesOfWhatIsKeptAsHistoricalAreHistoricalToo() {
    Outbox outbox = outbox();
    intake.keepingHistory();
    intake.refuseMetric("m.unwanted");
    Instant old = Given.NOW.minus(Duration.ofDays(30));
    outbox
        .series(Historical.ALLOWED)
        .write(
            List.of(
                Given.gauge("m.one", old, 1),
                Given.gauge("m.unwanted", old, 1),
                Given.gauge("m.two", old, 1)));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(2);
    assertThat(drained.rejected()).extracting(Rejected::name).containsExactly("m.unwanted");
    assertThat(drained.expiredPoints()).isZero();
  }

  @Test
  void whatDatadogWouldDropWithoutAWordIsTakenOutAndCounted() {
    Outbox outbox = outbox();
    Instant old = Given.NOW.minus(Duration.ofMinutes(61));
    outbox
        .series()
        .write(
            List.of(
                Given.gauge("m.old", old, 1),
                new Series(
                    "m.both",
                    MetricType.GAUGE,
                    Optional.empty(),
                    Duration.ZERO,
                    Tags.none(),
                    List.of(new Point(old, 1), new Point(Given.NOW, 2))),
                Given.gauge("m.ahead", Given.NOW.plus(Duration.ofMinutes(11)), 1)));
    outbox.series().write(List.of(Given.gauge("m.older", Given.NOW.minus(Duration.ofDays(2)), 1)));
    outbox
        .events()
        .write(
            List.of(
                Given.event("old", Given.NOW.minus(Duration.ofHours(19))),
                Given.event("new", Given.NOW.minus(Duration.ofHours(17)))));

    Drained drained = Given.drain(outbox);

    assertThat(drained)
        .isEqualTo(new Drained(1, 1, 4, 1, 0, 0, 0, List.of(), 0, 0, List.of(), Optional.empty()));
    assertThat(intake.points()).extracting(StoredPoint::metric).containsExactly("m.both");
    assertThat(intake.droppedPoints()).isZero();
  }

  @Test
  void oldPointsAreSentWhereHistoricalMetricsAreOn() {
    Outbox outbox = outbox();
    outbox.series().write(List.of(Given.gauge("m.old", Given.NOW.minus(Duration.ofDays(2)), 1)));

    Drained drained = outbox.drain(Given.http(), Given.CLOCK, Historical.ALLOWED);

    assertThat(drained.deliveredPoints()).isEqualTo(1);
    assertThat(drained.expiredPoints()).isZero();
    assertThat(intake.droppedPoints()).isEqualTo(1);
  }

  @Test
  void oldPointsExpireEvenWhileTheIntakeIsDown() {
    Outbox outbox = outbox();
    outbox.series().write(List.of(Given.gauge("m.old", Given.NOW.minus(Duration.ofDays(2)), 1)));
    outbox.series().write(Given.gauges("m.new", 2));
    intake.close();

    Drained drained = Given.drain(outbox);

    assertThat(drained.expiredPoints()).isEqualTo(1);
    assertThat(drained.pendingPoints()).isEqualTo(2);
  }

  @Test
  void severalDrainsAtOnceSendEveryPayloadOnce() throws Exception {
    for (int number = 0; number < 60; number++) {
      outbox().series().write(Given.gauges("m.number" + number, 5));
    }
    long delivered = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Drained>> drains = new ArrayList<>();
      for (int drain = 0; drain < 3; drain++) {
        drains.add(threads.submit(() -> Given.drain(outbox())));
      }
      for (Future<Drained> drain : drains) {
        delivered += drain.get().deliveredPoints();
      }
    }

    assertThat(delivered).isEqualTo(300);
    assertThat(intake.points()).hasSize(300).allMatch(point -> point.received() == 1);
    assertThat(intake.statuses()).hasSize(60);
  }

  @Test
  void whatWaitsIsSurveyedAsTheDrainWillFindIt() throws IOException {
    Outbox outbox = outbox();
    Instant old = Given.NOW.minus(Duration.ofMinutes(61));
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(0, 0, 0));
    outbox.series().write(Given.gauges("m.damaged", 5));
    Path file = Given.files(outbox.folder()).getFirst();
    Files.write(file, new byte[] {1, 2, 3});
    outbox.series().write(Given.gauges("m.new", 3));
    outbox
        .series()
        .write(Given.gauges("m.old", 4).stream().map(one -> Given.at(old, one)).toList());
    outbox.series().write(List.of(Given.gauge("m.b", old, 1), Given.gauge("m.b", Given.NOW, 1)));
    outbox.events().write(List.of(Given.event("1", Given.NOW), Given.event("2", old)));

    assertThat(outbox.waiting(Given.NOW, Historical.ALLOWED)).isEqualTo(new Waiting(9, 0, 1));
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(4, 5, 1));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(4);
    assertThat(drained.expiredPoints()).isEqualTo(5);
    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(0, 0, 0));
  }

  @Test
  void aSeriesThatCannotBeSentIsReportedByTheNextDrain() {
    Outbox outbox = outbox();
    outbox
        .series()
        .write(
            List.of(
                new Series(
                    "m.spread",
                    MetricType.DISTRIBUTION,
                    Optional.empty(),
                    Duration.ZERO,
                    Tags.none(),
                    List.of(new Point(Given.NOW, 1))),
                Given.gauge("m.one", Given.NOW, 1)));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(1);
    assertThat(drained.rejected()).extracting(Rejected::name).containsExactly("m.spread");
    assertThat(Given.drain(outbox).rejected()).isEmpty();
  }

  private Outbox outbox() {
    return Given.outbox(data, intake);
  }
}
