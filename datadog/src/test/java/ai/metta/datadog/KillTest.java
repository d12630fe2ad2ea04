// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process leaves behind that is killed without warning: a real one, killed by the system.
final class KillTest {
  private static final int POINTS = 50;

  @TempDir Path data;

  @Test
  void killedBeforeTheAnswerEveryPointIsThereOnceAfterTheNextDrain() throws Exception {
    try (FakeIntake intake = FakeIntake.start(Given.CLOCK)) {
      intake.hangNext();
      Process child = child("send", intake.url());
      try {
        assertThat(line(child)).isEqualTo("kept");
        intake.awaitHanging();

        // The child's payload is its own while it lives, though this process drains as well.
        Drained meanwhile = outbox(intake).drain(Given.http(), Given.CLOCK);
        assertThat(meanwhile.deliveredPoints()).isZero();
        assertThat(meanwhile.pendingPoints()).isEqualTo(POINTS);
        assertThat(meanwhile.stoppedBy()).isEmpty();
      } finally {
        kill(child);
      }

      Drained drained = outbox(intake).drain(Given.http(), Given.CLOCK);

      assertThat(drained.deliveredPoints()).isEqualTo(POINTS);
      assertThat(drained.pendingPayloads()).isZero();
      assertThat(intake.points())
          .hasSize(POINTS)
          .allSatisfy(point -> {
            assertThat(point.received()).isEqualTo(2);
            assertThat(point.at()).isEqualTo(Given.NOW);
          });
    }
  }

  @Test
  void killedWhileItWritesNothingThatWasAcknowledgedIsLost() throws Exception {
    for (int acknowledged : List.of(1, 7, 40)) {
      try (FakeIntake intake = FakeIntake.start(Given.CLOCK)) {
        Process child = child("write", intake.url());
        String last = "";
        try {
          for (int read = 0; read < acknowledged; read++) {
            last = line(child);
          }
        } finally {
          kill(child);
        }
        assertThat(last).isEqualTo("kept " + (acknowledged - 1));

        Drained drained = outbox(intake).drain(Given.http(), Given.CLOCK);

        assertThat(drained.quarantinedFiles()).isZero();
        assertThat(drained.pendingPayloads()).isZero();
        Map<String, Long> pointsByMetric =
            intake.points().stream()
                .collect(Collectors.groupingBy(StoredPoint::metric, Collectors.counting()));
        for (int number = 0; number < acknowledged; number++) {
          assertThat(pointsByMetric).containsEntry("m.write" + number, (long) POINTS);
        }
        assertThat(intake.points()).allMatch(point -> point.received() == 1);
      }
    }
  }

  @Test
  void killedWhileAPayloadIsTakenApartEveryPointAndEventIsThereAfterTheNextDrain()
      throws Exception {
    for (int answered : List.of(1, 2, 4, 9)) {
      try (FakeIntake intake = FakeIntake.start(Given.CLOCK)) {
        intake.limitTo(600, 6_000);
        intake.hangAfter(answered);
        Outbox outbox = outbox(intake);
        outbox.series().write(Given.gauges("m.apart", 200));
        outbox.events().write(List.of(Given.event("1", Given.NOW)));
        Process child = child("drain", intake.url());
        try {
          intake.awaitHanging();
        } finally {
          kill(child);
        }

        Drained drained = outbox.drain(Given.http(), Given.CLOCK);

        assertThat(drained.pendingPayloads()).isZero();
        assertThat(drained.quarantinedFiles()).isZero();
        assertThat(drained.rejected()).isEmpty();
        assertThat(intake.points())
            .hasSize(200)
            .allMatch(point -> point.received() >= 1 && point.received() <= 2);
        assertThat(intake.events()).extracting(StoredEvent::title).contains("Job 1 failed");
      }
    }
  }

  @Test
  void twoProcessesThatDrainAtOnceSendEveryPayloadOnce() throws Exception {
    try (FakeIntake intake = FakeIntake.start(Given.CLOCK)) {
      Outbox outbox = outbox(intake);
      for (int number = 0; number < 100; number++) {
        outbox.series().write(Given.gauges("m.number" + number, 5));
      }
      // The other one is under way once its first request came.
      intake.signalNext();
      Process child = child("drain", intake.url());
      try {
        intake.awaitHanging();
        Drained here = outbox.drain(Given.http(), Given.CLOCK);
        String there = line(child);

        assertThat(here.rejected()).isEmpty();
        assertThat(here.quarantinedFiles()).isZero();
        assertThat(there).matches("delivered [1-9]\\d*");
        assertThat(here.deliveredPoints() + Long.parseLong(there.substring("delivered ".length())))
            .isEqualTo(500);
      } finally {
        kill(child);
      }
      assertThat(intake.points()).hasSize(500).allMatch(point -> point.received() == 1);
      assertThat(intake.statuses()).hasSize(100).containsOnly(202);
      assertThat(outbox.list(Given.NOW)).isEmpty();
    }
  }

  private Outbox outbox(FakeIntake intake) {
    return Outbox.at(data, Given.destination(intake));
  }

  private Process child(String what, URI intake) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            what,
            data.toString(),
            intake.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String line(Process child) throws IOException {
    // One reader a process, or what it read ahead is lost.
    BufferedReader reader = child.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(reader.readLine());
  }

  private static void kill(Process child) throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  /// The process that is killed.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Destination destination =
          new Destination(URI.create(arguments[2]), Secret.of(FakeIntake.KEY));
      Outbox outbox = Outbox.at(Path.of(arguments[1]), destination);
      if (arguments[0].equals("drain")) {
        say("delivered " + outbox.drain(Given.http(), Given.CLOCK).deliveredPoints());
      } else if (arguments[0].equals("send")) {
        outbox.series().write(Given.gauges("m.send", POINTS));
        say("kept");
        Instant deadline = Given.NOW.plus(Duration.ofMinutes(5));
        Drained _ = outbox.drain(Given.http().until(deadline), Given.CLOCK);
      } else {
        for (int number = 0; ; number++) {
          outbox.series().write(Given.gauges("m.write" + number, POINTS));
          say("kept " + number);
        }
      }
    }

    private static void say(String line) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
