// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an intake that cannot take anything now leaves for the next run.
final class TroubleTest {
  @TempDir Path data;

  private final FakeIntake intake = FakeIntake.start(Given.CLOCK);

  @AfterEach
  void close() {
    intake.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 507})
  void passingTroubleIsTriedAgain(int status) {
    intake.answerNext(status, 2, Map.of("X-RateLimit-Reset", "1"));
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(3);
    assertThat(intake.statuses()).containsExactly(status, status, 202);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 507})
  void lastingTroubleLeavesEverythingForTheNextRun(int status) {
    intake.answerNext(status, 50, Map.of());
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = Given.drain(outbox);

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

    Drained drained = Given.drain(outbox);

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

    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(3);
  }

  @Test
  void anIntakeThatIsGoneLeavesEverythingThere() {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    intake.close();

    Drained drained = Given.drain(outbox);

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

    Drained drained = Given.drain(outbox);

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

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 404, 405, 415})
  void anAnswerThatIsNotTheIntakesIsAMatterOfConfiguration(int status) {
    intake.answerNext(status, 1, Map.of());
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = Given.drain(outbox);

    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Configuration.class);
  }

  /// As a portal answers that takes every request for a visitor's.
  @Test
  void aPageIsNoReceipt() {
    intake.answerWithHtml(202);
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isZero();
    assertThat(drained.pendingPoints()).isEqualTo(3);
    assertThat(drained.stoppedBy()).containsInstanceOf(Failure.Configuration.class);
    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(3);
  }

  private Outbox outbox() {
    return Given.outbox(data, intake);
  }
}
