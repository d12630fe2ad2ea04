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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A push whose disk is full: a small file system of its own, for whoever may mount one.
final class FullDiskTest {
  private final InstantSource then = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
    assumeThat(mounted).as("file systems may be mounted here").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(!mounted || succeeds("umount", disk.toString())).isTrue();
  }

  @Test
  void whatWaitsIsSentTooAndNothingIsSaidToBeLost() throws IOException {
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), then));
        FakeIntake intake = FakeIntake.start(then)) {
      Outbox outbox =
          Outbox.at(
              disk,
              Destination.of(
                  Optional.of(intake.url().toString()),
                  "datadoghq.com",
                  Secret.of(FakeIntake.KEY)));
      Series earlier =
          Series.gauge(
              "a.late", Optional.empty(), Tags.none(), then.instant().minusSeconds(600), 1);
      outbox.series().write(List.of(earlier));
      fill();
      Ended ended =
          Console.in(folder)
              .at(then)
              .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
              .with("DD_URL", intake.url().toString())
              .with("DD_API_KEY", FakeIntake.KEY)
              .run("datadog", "collect", "skypilot", "--push", "--data-dir", disk.toString());
      assertThat(ended.code()).as(ended.all()).isZero();
      assertThat(ended.err())
          .contains(
              "The outbox cannot be written",
              "No space left on device",
              "What earlier runs left in the outbox:",
              "Pushed 1 points and 0 events")
          .doesNotContain("lost", "wait in the outbox");
      assertThat(intake.points())
          .extracting(StoredPoint::metric)
          .contains("a.late", "skypilot.jobs", "collector.runs");
      assertThat(outbox.list(then.instant())).isEmpty();
    }
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
