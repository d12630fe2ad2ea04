// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.datadog.Destination;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.Outbox;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `outbox ls` and `outbox drop`, where some was refused, some is damaged and some waits.
final class OutboxCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir private Path folder;
  private FakeIntake intake;
  private Console console;
  private Outbox outbox;

  @BeforeEach
  void start() {
    intake = FakeIntake.start(InstantSource.fixed(NOW));
    console =
        Console.in(folder)
            .at(InstantSource.fixed(NOW))
            .with("DD_URL", intake.url().toString())
            .with("DD_API_KEY", FakeIntake.KEY);
    outbox =
        Outbox.at(
            folder.resolve(".local/share/metta"),
            new Destination(intake.url(), Secret.of(FakeIntake.KEY)));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void whereNothingWasSetAsideNothingIsSaid() {
    keep("a.late");
    Ended listed = run("ls");
    assertThat(listed.out().lines()).hasSize(2);
    assertThat(listed.err()).isEmpty();
    assertThat(run("ls", "--set-aside", "-o", "json").out())
        .isEqualTo(
            "[{\"why\":\"refused\",\"folder\":\"%1$s/rejected\",\"payloads\":0,\"bytes\":0,\"oldest_age_seconds\":null},{\"why\":\"damaged\",\"folder\":\"%1$s/quarantine\",\"payloads\":0,\"bytes\":0,\"oldest_age_seconds\":null}]%n"
                .formatted(outbox.folder()));
    assertThat(run("drop", "--yes").err()).isEmpty();
  }

  @Test
  void whatWasSetAsideIsToldBesideWhatWaits() throws IOException {
    setSomeAside();
    Ended listed = run("ls");
    assertThat(listed.out().lines()).hasSize(2);
    assertThat(listed.err())
        .isEqualTo(
            """
            Set aside, and not sent: 2 refused payloads (21 bytes, the oldest 1h old) in %1$s/rejected
            Set aside, and not sent: 1 damaged payload (3 bytes, the oldest 5m old) in %1$s/quarantine
            """
                .formatted(outbox.folder()));
  }

  /// Whoever reads the list takes every row for one that waits.
  @Test
  void theListForMachinesHoldsWhatWaitsAndNothingElse() throws IOException {
    setSomeAside();
    assertThat(run("ls", "-o", "json").out())
        .matches(
            "\\[\\{\"id\":\"[^\"]*\",\"kind\":\"series\",\"points\":1,\"newest\":\"2026-01-02T03:04:05Z\",\"bytes\":\\d+,\"age_seconds\":-?\\d+}]\\R");
  }

  @Test
  void whatWasSetAsideIsListedForMachinesAndForPeople() throws IOException {
    setSomeAside();
    assertThat(run("ls", "--set-aside", "-o", "json").out())
        .isEqualTo(
            "[{\"why\":\"refused\",\"folder\":\"%1$s/rejected\",\"payloads\":2,\"bytes\":21,\"oldest_age_seconds\":3600},{\"why\":\"damaged\",\"folder\":\"%1$s/quarantine\",\"payloads\":1,\"bytes\":3,\"oldest_age_seconds\":300}]%n"
                .formatted(outbox.folder()));
    assertThat(run("ls", "--set-aside").out().lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("WHY +PAYLOADS +BYTES +OLDEST +FOLDER"),
            row -> assertThat(row).matches("refused +2 +21 +1h +.*/rejected"),
            row -> assertThat(row).matches("damaged +1 +3 +5m +.*/quarantine"));
  }

  @Test
  void droppingWhatWaitsLeavesWhatWasSetAsideAndSaysWhere() throws IOException {
    setSomeAside();
    Ended dropped = run("drop", "--yes");
    assertThat(dropped.out()).isEqualTo("Dropped 1 payload%n".formatted());
    assertThat(dropped.err())
        .contains("2 refused payloads", "1 damaged payload", outbox.quarantine().toString());
    assertThat(outbox.list(NOW)).isEmpty();
    assertThat(outbox.quarantine()).isNotEmptyDirectory();
  }

  @Test
  void whatWasSetAsideIsDroppedWhenAskedForAndWhatWaitsStays() throws IOException {
    setSomeAside();
    assertThat(run("drop", "--set-aside").code()).isEqualTo(2);
    assertThat(run("drop", "--set-aside", "some.json").code()).isEqualTo(2);
    assertThat(run("drop", "--set-aside", "--yes").out())
        .isEqualTo("Dropped 3 payloads that had been set aside%n".formatted());
    assertThat(outbox.quarantine()).isEmptyDirectory();
    assertThat(outbox.folder().resolve("rejected")).isEmptyDirectory();
    assertThat(outbox.list(NOW)).hasSize(1);
    assertThat(run("ls").err()).isEmpty();
  }

  /// One payload that was refused with the note on it, a note on what never was one, one damaged.
  private void setSomeAside() throws IOException {
    keep("a.late");
    Path rejected = outbox.folder().resolve("rejected");
    write(rejected.resolve("01.json.gz"), 1, 600);
    write(rejected.resolve("01.json.gz.reason.txt"), 10, 600);
    write(rejected.resolve("02-unsendable.reason.txt"), 10, 3600);
    write(outbox.quarantine().resolve("03.json.gz"), 3, 300);
  }

  private static void write(Path file, int bytes, long secondsAgo) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
  }

  private void keep(String metric) {
    outbox.series().write(List.of(Series.gauge(metric, Optional.empty(), Tags.none(), NOW, 1)));
  }

  private Ended run(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "datadog";
    words[1] = "outbox";
    System.arraycopy(more, 0, words, 2, more.length);
    return console.run(words);
  }
}
