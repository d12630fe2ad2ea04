// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ai.metta.metric.Failure;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the intake refuses is taken apart, until what is at fault stands alone.
final class RefusalTest {
  @TempDir Path data;

  private final FakeIntake intake = FakeIntake.start(Given.CLOCK);

  @AfterEach
  void close() {
    intake.close();
  }

  @Test
  void tooLargePayloadsAreHalvedUntilTheyPass() {
    intake.limitTo(2_000, 20_000);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.many", 1000));

    Drained drained = Given.drain(outbox);

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

    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(1000);
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

    Drained drained = Given.drain(outbox);

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

    Drained drained = Given.drain(outbox);

    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).contains("413", "nothing was small enough"));

    outbox.series().write(Given.gauges("m.small", 1));
    assertThat(Given.drain(outbox).rejected())
        .extracting(Rejected::name)
        .containsExactly("m.unwieldy");
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

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(4999);
    assertThat(drained.rejected())
        .containsExactly(new Rejected("m.bad", "env:test", 1, "metric m.bad is not wanted"));
    assertThat(drained.stoppedBy()).isEmpty();
    assertThat(intake.statuses()).hasSizeLessThanOrEqualTo(27);
    assertThat(intake.points()).hasSize(4999).allMatch(point -> point.received() == 1);
    List<Path> kept = Given.files(outbox.folder().resolve("rejected"));
    assertThat(kept).hasSize(2);
    assertThat(Files.readString(kept.get(1)))
        .isEqualToNormalizingNewlines("m.bad{env:test}: metric m.bad is not wanted (1 point)\n");
    assertThat(outbox.list(Given.NOW)).isEmpty();
  }

  @Test
  void anIntakeThatRefusesEverythingIsNotAskedForEver() {
    intake.refuseMetric("m.bad");
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.bad", 5000));

    Drained drained = Given.drain(outbox);

    assertThat(intake.statuses()).hasSizeBetween(40, 44);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure ->
            assertThat(failure.message()).contains("in a row").contains("m.bad is not wanted"));
    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(5000);
    assertThat(Given.drain(outbox).pendingPoints()).as("again").isEqualTo(5000);
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
      outbox
          .series()
          .write(Given.gauges("m.many", 1000).stream().map(s -> Given.at(then, s)).toList());
    }
    outbox.events().write(List.of(Given.event("1", Given.NOW)));

    Drained drained = Given.drain(outbox);

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

    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(1000);
    assertThat(intake.points()).hasSize(1000).allMatch(point -> point.received() == 1);
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

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(997);
    assertThat(drained.rejected())
        .extracting(Rejected::name, Rejected::tags)
        .containsExactlyInAnyOrder(
            tuple("m.bad", "at:p0"), tuple("m.bad", "at:p499"), tuple("m.bad", "at:p997"));
    assertThat(intake.points()).hasSize(997).allMatch(point -> point.received() == 1);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(Given.drain(outbox).rejected()).isEmpty();
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

    assertThat(Given.drain(outbox).rejected())
        .extracting(Rejected::reason)
        .containsExactly("bad unit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[\"bad\"]", "{\"errors\":[]}", "{\"errors\":[\"cut", "<html>no</html>"})
  void aRefusalInAnotherFormCostsNoPoint(String text) {
    intake.answerNext(400, text);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 1));

    Drained drained = Given.drain(outbox);

    assertThat(drained.rejected()).isEmpty();
    assertThat(drained.pendingPoints()).isEqualTo(1);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Configuration.class);
  }

  @Test
  void aRefusedEventIsRejectedByItsTitle() {
    intake.answerNext(400, 1, Map.of());
    Outbox outbox = outbox();
    outbox.events().write(List.of(Given.event("1", Given.NOW)));

    assertThat(Given.drain(outbox).rejected())
        .containsExactly(new Rejected("Job 1 failed", "", 1, "scripted 400"));
  }

  @Test
  void anAnswerThatEchoesTheKeyIsKeptWithoutIt() throws IOException {
    Outbox outbox = outbox();
    intake.refuseMetric("m." + FakeIntake.KEY);
    outbox.series().write(List.of(Given.gauge("m." + FakeIntake.KEY, Given.NOW, 1)));

    assertThat(Given.drain(outbox).rejected().getFirst().reason())
        .contains("***")
        .doesNotContain(FakeIntake.KEY);
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

  private Outbox outbox() {
    return Given.outbox(data, intake);
  }
}
