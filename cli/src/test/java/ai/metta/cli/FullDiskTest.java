// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.access.secret.Secret;
import ai.metta.cli.Console.Ended;
import ai.metta.datadog.Destination;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.Outbox;
import ai.metta.datadog.StoredPoint;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A push whose disk is full or may only be read: a small file system of its own, for whoever may
/// mount one.
final class FullDiskTest {
  private InstantSource then = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private Path disk;
  private boolean mounted;
  private SkypilotServer server;
  private FakeIntake intake;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted =
        succeeds("mount", "-t", "tmpfs", "-o", "size=256k,nr_inodes=100", "tmpfs", disk.toString());
    assumeThat(mounted).as("file systems may be mounted here").isTrue();
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), then));
    intake = FakeIntake.start(then);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      intake.close();
      server.close();
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void whatWaitsIsSentTooAndNothingIsSaidToBeLost() throws IOException {
    Outbox outbox = withOneThatWaits();
    fill();
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err())
        .contains(
            "The outbox cannot be written",
            "No space left on device",
            "What waits in the outbox:",
            "Pushed 1 point and 0 events")
        .doesNotContain("lost", "events wait in the outbox");
    assertThat(ended.out()).contains("\"pushed\":true");
    assertThat(intake.points())
        .extracting(StoredPoint::metric)
        .contains("a.late", "skypilot.jobs", "collector.runs");
    assertThat(outbox.list(then.instant())).isEmpty();
  }

  /// Nor is there room to put aside what is refused.
  @Test
  void whereWhatWaitsIsNotTakenItWaitsOnAndTheRunHasFailed() throws IOException {
    Outbox outbox = withOneThatWaits();
    fill();
    intake.refuseMetric("a.late");
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .contains("1 point and 0 events wait in the outbox", "outbox: cannot write")
        .doesNotContain("lost");
    assertThat(ended.out()).contains("\"pushed\":false");
    assertThat(intake.points()).extracting(StoredPoint::metric).contains("skypilot.jobs");
    assertThat(outbox.list(then.instant())).hasSize(1);
  }

  /// The disk has room for the series' file, and for none of the events.
  @Test
  void whatWasKeptBeforeTheDiskWasFullIsSentOnce() throws IOException {
    assertThat(push().code()).isZero();
    Path spare = Files.createFile(disk.resolve("spare"));
    fillNames();
    Files.delete(spare);
    then = InstantSource.offset(then, Duration.ofMinutes(1));
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err())
        .contains("The outbox cannot be written", "What waits in the outbox:")
        .doesNotContain("lost");
    assertThat(intake.points()).allMatch(point -> point.received() == 1);
  }

  @Test
  void whatWaitsOnADiskThatMayOnlyBeReadIsSaidToWait() throws Exception {
    Outbox outbox = withOneThatWaits();
    Instant old = then.instant().minusSeconds(7200);
    outbox.series().write(List.of(Series.gauge("a.old", Optional.empty(), Tags.none(), old, 1)));
    assertThat(succeeds("mount", "-o", "remount,ro", disk.toString())).isTrue();
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .contains("Read-only file system", "2 points and 0 events wait in the outbox")
        .doesNotContain("lost");
    assertThat(ended.out()).contains("\"pushed\":false");
    assertThat(intake.points())
        .extracting(StoredPoint::metric)
        .contains("skypilot.jobs")
        .doesNotContain("a.old", "collector.outbox_points");
  }

  private void fillNames() throws IOException {
    try {
      for (int number = 0; ; number++) {
        Files.createFile(disk.resolve("name" + number));
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private Outbox withOneThatWaits() {
    Outbox outbox = Outbox.at(disk, new Destination(intake.url(), Secret.of(FakeIntake.KEY)));
    Instant earlier = then.instant().minusSeconds(600);
    outbox
        .series()
        .write(List.of(Series.gauge("a.late", Optional.empty(), Tags.none(), earlier, 1)));
    return outbox;
  }

  private Ended push() {
    return Console.in(folder)
        .at(then)
        .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
        .with("DD_URL", intake.url().toString())
        .with("DD_API_KEY", FakeIntake.KEY)
        .run(
            "datadog",
            "collect",
            "skypilot",
            "--push",
            "-o",
            "json",
            "--data-dir",
            disk.toString());
  }

  private void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
      while (true) {
        filler.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }
}
