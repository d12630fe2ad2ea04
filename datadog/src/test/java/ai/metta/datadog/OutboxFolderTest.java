// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may be found in the folder, and what cannot be done to it.
final class OutboxFolderTest {
  @TempDir Path data;

  private final FakeIntake intake = FakeIntake.start(Given.CLOCK);

  @AfterEach
  void close() {
    intake.close();
  }

  @Test
  void aFileThatWasCutShortIsQuarantinedWholeAndTheOthersAreDelivered() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path file = Given.files(outbox.folder()).getFirst();
    byte[] half = Arrays.copyOf(Files.readAllBytes(file), 40);
    Files.write(file, half);
    outbox.series().write(Given.gauges("m.two", 2));

    Drained drained = Given.drain(outbox);

    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(drained.quarantinedBytes()).isEqualTo(40);
    assertThat(drained.deliveredPoints()).isEqualTo(2);
    assertThat(drained.pendingPayloads()).isZero();
    assertThat(Files.readAllBytes(outbox.quarantine().resolve(file.getFileName()))).isEqualTo(half);
  }

  @Test
  void aFileOfTheSameLengthThatWasChangedIsQuarantined() throws IOException {
    Outbox outbox = outbox();
    outbox.events().write(List.of(Given.event("1", Given.NOW)));
    Path file = Given.files(outbox.folder()).getFirst();
    Files.writeString(file, Files.readString(file).replace("failed", "passed"));

    Drained drained = Given.drain(outbox);

    assertThat(drained.quarantinedFiles()).isEqualTo(1);
    assertThat(intake.events()).isEmpty();
  }

  @Test
  void whatCannotBeReadDoesNotKeepBackTheOthers() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path file = Given.files(outbox.folder()).getFirst();
    Files.delete(file);
    Files.createDirectory(file);
    for (int number = 0; number < 8; number++) {
      Instant older = Given.NOW.minus(Duration.ofMinutes(number));
      outbox.series().write(List.of(Given.gauge("m.number" + number, older, 1)));
    }

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(8);
    assertThat(drained.pendingPayloads()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).startsWith("outbox: cannot read " + file));
  }

  @Test
  void whatIsTooOldAndCannotBeDeletedDoesNotKeepBackTheOthers() throws IOException {
    Outbox outbox = outbox();
    Instant old = Given.NOW.minus(Duration.ofHours(2));
    outbox.series().write(List.of(Given.gauge("m.old", old, 1)));
    Path file = Given.files(outbox.folder()).getFirst();
    Files.delete(file);
    Files.createDirectories(file.resolve("something"));
    outbox.series().write(Given.gauges("m.new", 2));

    Drained drained = Given.drain(outbox);

    assertThat(drained.deliveredPoints()).isEqualTo(2);
    assertThat(drained.expiredPoints()).isZero();
    assertThat(drained.pendingPoints()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(
            failure -> assertThat(failure.message()).startsWith("outbox: cannot delete"));
  }

  /// It is sent again, and was delivered all the same.
  @Test
  void whatWasTakenAndCannotBeDeletedIsToldAsBoth() {
    MemoryShelf shelf = new MemoryShelf();
    shelf.put(EventEncoder.encode(Given.event("1", Given.NOW)));
    Intake to = new Intake(Given.http(), Given.destination(intake), Given.CLOCK);

    Drained drained =
        new Delivery(new Undeletable(shelf), to, Given.CLOCK, Historical.EXPIRED).run(List.of());

    assertThat(intake.events()).hasSize(1);
    assertThat(drained.deliveredEvents()).isEqualTo(1);
    assertThat(drained.pendingEvents()).isEqualTo(1);
    assertThat(drained.stoppedBy())
        .hasValueSatisfying(failure -> assertThat(failure.message()).contains("cannot delete"));
  }

  private record Undeletable(MemoryShelf shelf) implements Shelf {
    @Override
    public boolean remove(PayloadName name) {
      throw FolderFailure.of("delete from", Path.of("somewhere"), new IOException("no"));
    }

    @Override
    public List<PayloadName> waiting() {
      return shelf.waiting();
    }

    @Override
    public Optional<Claim> claim(PayloadName name) {
      return shelf.claim(name);
    }

    @Override
    public List<PayloadName> replace(PayloadName whole, List<Payload> parts) {
      return shelf.replace(whole, parts);
    }

    @Override
    public void reject(PayloadName name, Rejected why) {
      shelf.reject(name, why);
    }

    @Override
    public long quarantine(PayloadName name) {
      return shelf.quarantine(name);
    }
  }

  @Test
  void anEmptyFileIsQuarantined() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Files.write(Given.files(outbox.folder()).getFirst(), new byte[0]);

    assertThat(Given.drain(outbox).quarantinedFiles()).isEqualTo(1);
    assertThat(Given.drain(outbox).quarantinedFiles()).isZero();
  }

  @Test
  void foreignFilesAreLeftAlone() throws IOException {
    Outbox outbox = outbox();
    outbox.series().write(Given.gauges("m.one", 3));
    Path foreign = Files.writeString(outbox.folder().resolve("notes.txt"), "mine");

    assertThat(Given.drain(outbox).deliveredPoints()).isEqualTo(3);
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

    Drained drained = Given.drain(outbox);

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
        .isEqualTo(new Drained(3, 1, 0, 0, 0, 0, 0, List.of(), 0, 0, List.of(), Optional.empty()));
    assertThat(intake.points()).hasSize(3);
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

    assertThat(Given.files(rejected))
        .hasSize(2000)
        .last()
        .asString()
        .contains("01772366400-unsendable");
  }

  private Outbox outbox() {
    return Given.outbox(data, intake);
  }
}
