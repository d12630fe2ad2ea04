// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    Drained drained = drain(outbox);

    assertThat(drained)
        .isEqualTo(new Drained(3, 2, 0, 0, 0, 0, 0, List.of(), 0, List.of(), Optional.empty()));
    assertThat(intake.points())
        .extracting(StoredPoint::value, StoredPoint::received)
        .containsExactly(tuple(0.0, 1), tuple(1.0, 1), tuple(2.0, 1));
    assertThat(intake.events())
        .extracting(event -> event.aggregationKey().orElse(""))
        .containsExactlyInAnyOrder("job_failed:1", "job_failed:2");
    assertThat(outbox.list(Given.NOW)).isEmpty();
    assertThat(files(outbox.folder())).isEmpty();
  }

  @Test
  void anEmptyOutboxDrainsToNothing() {
    Outbox outbox = outbox();

    assertThat(drain(outbox))
        .isEqualTo(new Drained(0, 0, 0, 0, 0, 0, 0, List.of(), 0, List.of(), Optional.empty()));
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
    assertThat(drain(outbox).deliveredPoints()).isEqualTo(6);
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
  void tooLargePayloadsAreHalvedUntilTheyPass() {
    intake.limitTo(2_000, 20_000);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.many", 1000));

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(1000);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(intake.points()).hasSize(1000).allMatch(point -> point.received() == 1);
    assertThat(intake.statuses()).contains(413);
  }

  @Test
  void aSingleSeriesThatIsTooLargeIsHalvedByItsPoints() {
    intake.limitTo(600, 5_000);
    Outbox outbox = outbox();
    outbox.series().write(List.of(Given.line("m.long", 1000, Given.NOW)));

    assertThat(drain(outbox).deliveredPoints()).isEqualTo(1000);
    assertThat(intake.points()).hasSize(1000).allMatch(point -> point.received() == 1);
  }

  /// Where others are taken, it is the one that is too large.
  @ParameterizedTest
  @ValueSource(strings = {"", "proxy"})
  void whatIsTooLargeEvenAloneIsRejectedWhereOthersPass(String who) {
    intake.limitTo(300, 5_000);
    if (who.equals("proxy")) {
      intake.answerTooLargeAsAProxy();
    }
    Outbox outbox = outbox();
    List<Series> series = new ArrayList<>(Given.gauges("m.small", 20));
    series.add(7, unwieldy());
    outbox.series().write(series);

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(20);
    assertThat(drained.rejected()).extracting(Rejected::name).containsExactly("m.unwieldy");
    assertThat(drained.rejected().getFirst().reason()).contains("413").contains(who);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(drained.stoppedBy()).isEmpty();
  }

  @Test
  void whatIsTooLargeAloneAndWaitsAloneIsKept() {
    intake.limitTo(300, 5_000);
    Outbox outbox = outbox();
    outbox.series().write(List.of(unwieldy()));

    Drained drained = drain(outbox);

    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).contains("413", "nothing was small enough"));

    outbox.series().write(Given.gauges("m.small", 1));
    assertThat(drain(outbox).rejected()).extracting(Rejected::name).containsExactly("m.unwieldy");
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  private static Series unwieldy() {
    Random random = new Random(1);
    List<String> tags =
        Stream.generate(() -> "t" + random.nextLong() + ":" + random.nextLong()).limit(20).toList();
    return Series.gauge("m.unwieldy", Optional.empty(), Tags.parse(tags), Given.NOW, 1);
  }

  @Test
  void oneOffenderAmongFiveThousandIsFoundInFewRequests() throws IOException {
    intake.refuseMetric("m.bad");
    List<Series> series = new ArrayList<>(Given.gauges("m.good", 4999));
    series.add(3217, Given.gauge("m.bad", Given.NOW, 1));
    Outbox outbox = outbox();
    outbox.series().write(series);

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(4999);
    assertThat(drained.rejected())
        .containsExactly(new Rejected("m.bad", "env:test", 1, "metric m.bad is not wanted"));
    assertThat(drained.stoppedBy()).isEmpty();
    assertThat(intake.statuses()).hasSizeLessThanOrEqualTo(27);
    assertThat(intake.points()).hasSize(4999).allMatch(point -> point.received() == 1);
    List<Path> kept = files(outbox.folder().resolve("rejected"));
    assertThat(kept).hasSize(2);
    assertThat(Files.readString(kept.get(1)))
        .isEqualToNormalizingNewlines("m.bad{env:test}: metric m.bad is not wanted (1 points)\n");
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  @Test
  void anIntakeThatRefusesEverythingIsNotAskedForEver() {
    intake.refuseMetric("m.bad");
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.bad", 5000));

    Drained drained = drain(outbox);

    assertThat(intake.statuses()).hasSizeBetween(40, 44);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure ->
            assertThat(failure.message()).contains("in a row").contains("m.bad is not wanted"));
    assertThat(drained.pendingPoints() + drained.rejected().size()).isEqualTo(5000);
  }

  /// Nothing was taken, so it says nothing of any one payload.
  @ParameterizedTest
  @ValueSource(strings = {"the intake", "a proxy"})
  void whereEverythingIsTooLargeEverythingIsKept(String who) {
    intake.limitTo(20, 5_000);
    if (who.equals("a proxy")) {
      intake.answerTooLargeAsAProxy();
    }
    Outbox outbox = outbox();
    for (int minutes = 0; minutes < 50; minutes += 10) {
      Instant then = Given.NOW.minus(Duration.ofMinutes(minutes));
      outbox.series().write(Given.gauges("m.many", 1000).stream().map(s -> at(then, s)).toList());
    }
    outbox.events().write(List.of(Given.event("1", Given.NOW)));

    Drained drained = drain(outbox);

    assertThat(intake.statuses()).hasSizeLessThanOrEqualTo(44).containsOnly(413);
    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(5000);
    assertThat(drained.pendingEvents()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure ->
            assertThat(failure.message())
                .contains(who, "413", "nothing was small enough", "DD_URL"));
  }

  @Test
  void aProxyThatTakesLessThanDatadogIsGivenLess() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.many", 1000));
    intake.answerWithHtml(413);
    intake.answerWithHtml(413);

    assertThat(drain(outbox).deliveredPoints()).isEqualTo(1000);
    assertThat(intake.points()).hasSize(1000).allMatch(point -> point.received() == 1);
  }

  @Test
  void aFailureInsideTheIntakeIsTriedAgain() {
    intake.answerNext(500, 1, Map.of());
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).isEmpty();
    assertThat(intake.statuses()).containsExactly(500, 202);
  }

  @Test
  void severalOffendersAreFoundAndAllOthersDelivered() {
    intake.refuseMetric("m.bad");
    Outbox outbox = outbox();
    List<Series> series = new ArrayList<>(Given.gauges("m.good", 997));
    for (int at : List.of(0, 499, 997)) {
      series.add(
          at, Series.gauge("m.bad", Optional.empty(), Tags.of("at", "p" + at), Given.NOW, at));
    }
    outbox.series().write(series);

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(997);
    assertThat(drained.rejected())
        .extracting(Rejected::name, Rejected::tags)
        .containsExactlyInAnyOrder(
            tuple("m.bad", "at:p0"), tuple("m.bad", "at:p499"), tuple("m.bad", "at:p997"));
    assertThat(intake.points()).hasSize(997).allMatch(point -> point.received() == 1);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(drain(outbox).rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[\"bad unit\"]}",
        "{\"status\":\"error\",\"code\":400,\"errors\":[\"bad unit\"]}",
        "{\"errors\":[{\"title\":\"bad unit\",\"source\":{\"line\":1}}]}"
      })
  void aRefusalIsUnderstoodInEachFormThatDatadogHas(String json) {
    intake.answerNext(400, json);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 1));

    assertThat(drain(outbox).rejected()).extracting(Rejected::reason).containsExactly("bad unit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[\"bad\"]", "{\"errors\":[]}", "{\"errors\":[\"cut", "bad unit"})
  void aRefusalInAnotherFormCostsNoPoint(String text) {
    intake.answerNext(400, text);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 1));

    Drained drained = drain(outbox);

    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(1);
  }

  @Test
  void whatWasTakenWithWordsIsDeliveredAndTheWordsAreToldOnce() {
    Outbox outbox = outbox();
    for (int number = 0; number < 3; number++) {
      intake.sayNext("{\"errors\":[\"unit of m.number ignored\"]}");
      outbox.series().write(Given.gauges("m.number" + number, 2));
    }

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(6);
    assertThat(drained.complaints()).containsExactly("unit of m.number ignored");
    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.stoppedBy()).isEmpty();
    assertThat(intake.points()).hasSize(6).allMatch(point -> point.received() == 1);
    assertThat(drain(outbox).complaints()).isEmpty();
  }

  @Test
  void aProxysRefusalCostsNoPoint() {
    intake.answerWithHtml(400);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = drain(outbox);

    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Configuration.class);
  }

  @Test
  void aRefusedEventIsRejectedByItsTitle() {
    intake.answerNext(400, 1, Map.of());
    Outbox outbox = outbox();
    outbox.events().write(List.of(Given.event("1", Given.NOW)));

    assertThat(drain(outbox).rejected())
        .containsExactly(new Rejected("Job 1 failed", "", 1, "scripted 400"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void passingTroubleIsTriedAgain(int status) {
    intake.answerNext(status, 2, Map.of("X-RateLimit-Reset", "1"));
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    assertThat(drain(outbox).deliveredPoints()).isEqualTo(3);
    assertThat(intake.statuses()).containsExactly(status, status, 202);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 507})
  void lastingTroubleLeavesEverythingForTheNextRun(int status) {
    intake.answerNext(status, 50, Map.of());
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isZero();
    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.pendingPayloads()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure -> {
          assertThat(failure.retriable()).isTrue();
          assertThat(failure.message()).contains("/api/v2/series").contains("" + status);
        });
  }

  @Test
  void aPayloadThatTheIntakeFailsOnDoesNotKeepBackTheOthers() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 1));
    outbox.series().write(Given.gauges("m.two", 2));
    outbox.series().write(Given.gauges("m.three", 3));
    intake.failOnMetric("m.two");

    Drained drained = drain(outbox);

    assertThat(drained.pendingPayloads()).isEqualTo(1);
    assertThat(drained.pendingPoints()).isEqualTo(2);
    assertThat(drained.deliveredPoints()).isEqualTo(4);
    assertThat(drained.stoppedBy()).isPresent();
    assertThat(intake.points()).hasSize(4);
  }

  @Test
  void aDroppedConnectionIsTriedAgain() {
    intake.dropNext(2);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    assertThat(drain(outbox).deliveredPoints()).isEqualTo(3);
  }

  @Test
  void anIntakeThatIsGoneLeavesEverythingThere() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    intake.close();

    Drained drained = drain(outbox);

    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Service.class);
  }

  @Test
  void aPassedDeadlineLeavesEverythingThere() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = outbox.drain(Given.http().until(Given.NOW.minusSeconds(1)), Given.CLOCK);

    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).isPresent();
    assertThat(intake.statuses()).isEmpty();
  }

  @Test
  void aWrongKeyStopsAtOnceAndIsNowhereToBeSeen() throws IOException {
    String wrong = "0123456789abcdef0123456789abcdef";
    Destination destination = new Destination(intake.url(), Secret.of(wrong));
    Outbox outbox = Outbox.at(data, destination);
    for (int number = 0; number < 20; number++) {
      outbox.series().write(Given.gauges("m.number" + number, 1));
    }

    Drained drained = drain(outbox);

    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure -> {
          assertThat(failure).isInstanceOf(Failure.Credentials.class);
          assertThat(failure.message())
              .contains("Forbidden")
              .contains(destination.keyFingerprint());
          assertThat(failure.message()).doesNotContain(wrong.substring(0, 8));
        });
    assertThat(drained.pendingPoints()).isEqualTo(20);
    assertThat(intake.statuses()).hasSizeLessThanOrEqualTo(4).containsOnly(403);
    assertThat(destination.toString()).doesNotContain(wrong);
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.toList()) {
        assertThat(path.toString()).doesNotContain(wrong.substring(0, 8));
        if (Files.isRegularFile(path)) {
          assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
              .doesNotContain(wrong.substring(0, 8));
        }
      }
    }
  }

  @Test
  void anAnswerThatEchoesTheKeyIsKeptWithoutIt() throws IOException {
    Outbox outbox = outbox();
    intake.refuseMetric("m." + FakeIntake.KEY);
    outbox.series().write(List.of(Given.gauge("m." + FakeIntake.KEY, Given.NOW, 1)));

    assertThat(drain(outbox).rejected().getFirst().reason())
        .contains("***")
        .doesNotContain(FakeIntake.KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 404, 405, 415})
  void anAnswerThatIsNotTheIntakesIsAMatterOfConfiguration(int status) {
    intake.answerNext(status, 1, Map.of());
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = drain(outbox);

    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Configuration.class);
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

    Drained drained = drain(outbox);

    assertThat(drained)
        .isEqualTo(new Drained(1, 1, 4, 1, 0, 0, 0, List.of(), 0, List.of(), Optional.empty()));
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

    Drained drained = drain(outbox);

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
        drains.add(threads.submit(() -> drain(outbox())));
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
  void aFileThatWasCutShortIsQuarantinedWholeAndTheOthersAreDelivered() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path file = files(outbox.folder()).getFirst();
    byte[] half = Arrays.copyOf(Files.readAllBytes(file), 40);
    Files.write(file, half);
    outbox.series().write(Given.gauges("m.two", 2));

    Drained drained = drain(outbox);

    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(drained.deliveredPoints()).isEqualTo(2);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(
            Files.readAllBytes(outbox.folder().resolve("quarantine").resolve(file.getFileName())))
        .isEqualTo(half);
  }

  @Test
  void aFileOfTheSameLengthThatWasChangedIsQuarantined() throws IOException {
    Outbox outbox = outbox();
    outbox.events().write(List.of(Given.event("1", Given.NOW)));
    Path file = files(outbox.folder()).getFirst();
    Files.writeString(file, Files.readString(file).replace("failed", "passed"));

    Drained drained = drain(outbox);

    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(intake.events()).isEmpty();
  }

  @Test
  void whatCannotBeReadDoesNotKeepBackTheOthers() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path file = files(outbox.folder()).getFirst();
    Files.delete(file);
    Files.createDirectory(file);
    for (int number = 0; number < 8; number++) {
      Instant older = Given.NOW.minus(Duration.ofMinutes(number));
      outbox.series().write(List.of(Given.gauge("m.number" + number, older, 1)));
    }

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(8);
    assertThat(drained.pendingPayloads()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).startsWith("outbox: cannot read " + file));
  }

  @Test
  void whatWaitsIsSurveyedAsTheDrainWillFindIt() throws IOException {
    Outbox outbox = outbox();
    Instant old = Given.NOW.minus(Duration.ofMinutes(61));
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(0, 0, 0));
    outbox.series().write(Given.gauges("m.damaged", 5));
    Path file = files(outbox.folder()).getFirst();
    Files.write(file, new byte[] {1, 2, 3});
    outbox.series().write(Given.gauges("m.new", 3));
    outbox.series().write(Given.gauges("m.old", 4).stream().map(one -> at(old, one)).toList());
    outbox.series().write(List.of(Given.gauge("m.b", old, 1), Given.gauge("m.b", Given.NOW, 1)));
    outbox.events().write(List.of(Given.event("1", Given.NOW), Given.event("2", old)));

    assertThat(outbox.waiting(Given.NOW, Historical.ALLOWED)).isEqualTo(new Waiting(9, 0, 1));
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(4, 5, 1));

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(4);
    assertThat(drained.expiredPoints()).isEqualTo(5);
    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(outbox.waiting(Given.NOW, Historical.EXPIRED)).isEqualTo(new Waiting(0, 0, 0));
  }

  private static Series at(Instant at, Series series) {
    return new Series(
        series.metric(),
        series.type(),
        series.unit(),
        series.interval(),
        series.tags(),
        List.of(new Point(at, series.points().getFirst().value())));
  }

  @Test
  void anEmptyFileIsQuarantined() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Files.write(files(outbox.folder()).getFirst(), new byte[0]);

    assertThat(drain(outbox).quarantinedFiles()).isEqualTo(1);
    assertThat(drain(outbox).quarantinedFiles()).isZero();
  }

  @Test
  void foreignFilesAreLeftAlone() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path foreign = Files.writeString(outbox.folder().resolve("notes.txt"), "mine");

    assertThat(drain(outbox).deliveredPoints()).isEqualTo(3);
    assertThat(foreign).exists();
  }

  @Test
  void unfinishedFilesAreDeletedOnceNobodyCanBeWritingThem() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 1));
    Path fresh = Files.writeString(outbox.folder().resolve(".unfinished-1-1"), "half");
    Path stale = Files.writeString(outbox.folder().resolve(".unfinished-1-2"), "half");
    Files.setLastModifiedTime(fresh, FileTime.from(Given.NOW.minusSeconds(60)));
    Files.setLastModifiedTime(stale, FileTime.from(Given.NOW.minus(Duration.ofHours(2))));

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(1);
    assertThat(fresh).exists();
    assertThat(stale).doesNotExist();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsATypedFailureAndThePointsGoDirectly() throws IOException {
    Path notAFolder = Files.writeString(data.resolve("file"), "");
    Outbox outbox = Outbox.at(notAFolder, Given.destination(intake));

    assertThatThrownBy(() -> outbox.series().write(Given.gauges("m.one", 3)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Configuration.class))
        .hasMessageContaining("another data directory");

    Drained drained =
        DirectSend.to(Given.destination(intake), Given.http(), Given.CLOCK)
            .send(
                Given.gauges("m.one", 3), List.of(Given.event("1", Given.NOW)), Historical.EXPIRED);
    assertThat(drained)
        .isEqualTo(new Drained(3, 1, 0, 0, 0, 0, 0, List.of(), 0, List.of(), Optional.empty()));
    assertThat(intake.points()).hasSize(3);
  }

  @Test
  void aDirectSendIsTakenApartLikeAnyOther() {
    intake.refuseMetric("m.bad");
    intake.limitTo(2_000, 20_000);
    List<Series> series = new ArrayList<>(Given.gauges("m.good", 500));
    series.add(100, Given.gauge("m.bad", Given.NOW, 1));

    Drained drained =
        DirectSend.to(Given.destination(intake), Given.http(), Given.CLOCK)
            .send(series, List.of(), Historical.EXPIRED);

    assertThat(drained.deliveredPoints()).isEqualTo(500);
    assertThat(drained.rejected()).extracting(Rejected::name).containsExactly("m.bad");
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

    Drained drained = drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(1);
    assertThat(drained.rejected()).extracting(Rejected::name).containsExactly("m.spread");
    assertThat(drain(outbox).rejected()).isEmpty();
  }

  @Test
  void whatCannotBeSentIsKeptForInspectionUpToALimit() throws IOException {
    Path rejected = outbox().folder().resolve("rejected");
    Files.createDirectories(rejected);
    for (int number = 0; number < 2001; number++) {
      Files.createFile(
          rejected.resolve("00000000000-unsendable-%08x.reason.txt".formatted(number)));
    }

    outbox()
        .series()
        .write(
            List.of(
                new Series(
                    "m.spread",
                    MetricType.DISTRIBUTION,
                    Optional.empty(),
                    Duration.ZERO,
                    Tags.none(),
                    List.of(new Point(Given.NOW, 1)))));

    assertThat(files(rejected)).hasSize(2000).last().asString().contains("01772366400-unsendable");
  }

  private Outbox outbox() {
    return Outbox.at(data, Given.destination(intake));
  }

  private static Drained drain(Outbox outbox) {
    return outbox.drain(Given.http(), Given.CLOCK);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
