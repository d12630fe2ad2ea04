// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import ai.metta.metric.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Payloads that wait as files, and survive whatever happens to the process.
final class FolderShelf implements Shelf {
  /// After which nobody is still writing an unfinished file.
  private static final Duration ABANDONED = Duration.ofHours(1);

  /// How many refused series, and how many damaged files, are kept for inspection.
  private static final int MOST_SET_ASIDE = 1000;

  private final Path folder;
  private final Path rejected;
  private final Path quarantine;

  FolderShelf(Path folder) {
    this.folder = folder;
    this.rejected = folder.resolve("rejected");
    this.quarantine = folder.resolve("quarantine");
  }

  Path folder() {
    return folder;
  }

  Path quarantine() {
    return quarantine;
  }

  /// The folders of what is not sent.
  List<Aside> asides() {
    return List.of(
        new Aside(SetAside.Reason.REFUSED, rejected),
        new Aside(SetAside.Reason.DAMAGED, quarantine));
  }

  /// A batch that is committed or closed by the caller.
  FolderBatch batch() throws IOException {
    create(folder);
    return new FolderBatch(folder);
  }

  @Override
  public List<PayloadName> waiting() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> PayloadName.parse(file.getFileName().toString()).stream())
          .sorted(PayloadName.NEWEST_FIRST)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw FolderFailure.of("read", folder, e);
    }
  }

  @Override
  public Optional<Claim> claim(PayloadName name) {
    return FileClaim.of(path(name));
  }

  @Override
  public List<PayloadName> replace(PayloadName whole, List<Payload> parts) {
    try (FolderBatch batch = batch()) {
      for (Payload part : parts) {
        batch.add(PayloadName.of(part).fileName(), part.bytes());
      }
      batch.commit();
      Files.deleteIfExists(path(whole));
      return parts.stream().map(PayloadName::of).toList();
    } catch (IOException e) {
      throw FolderFailure.of("write", folder, e);
    }
  }

  @Override
  public boolean remove(PayloadName name) {
    try {
      return Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw FolderFailure.of("delete from", folder, e);
    }
  }

  /// The reason is there before the payload is.
  @Override
  public void reject(PayloadName name, Rejected why) {
    try {
      create(rejected);
      write(rejected, name.fileName() + Aside.NOTE, why);
      Files.move(path(name), rejected.resolve(name.fileName()), ATOMIC_MOVE);
      limit(rejected, 2 * MOST_SET_ASIDE);
    } catch (IOException e) {
      throw FolderFailure.of("write", rejected, e);
    }
  }

  /// Notes a series that never became a payload.
  void reject(Instant newest, Rejected why) {
    try {
      create(rejected);
      String text = why.name() + why.tags();
      write(
          rejected,
          "%011d-unsendable-%08x%s".formatted(newest.getEpochSecond(), text.hashCode(), Aside.NOTE),
          why);
      limit(rejected, 2 * MOST_SET_ASIDE);
    } catch (IOException e) {
      throw FolderFailure.of("write", rejected, e);
    }
  }

  @Override
  public long quarantine(PayloadName name) {
    try {
      create(quarantine);
      long bytes = Files.size(path(name));
      Files.move(path(name), quarantine.resolve(name.fileName()), ATOMIC_MOVE);
      limit(quarantine, MOST_SET_ASIDE);
      return bytes;
    } catch (IOException e) {
      throw FolderFailure.of("write", quarantine, e);
    }
  }

  /// Deletes what a killed process left half written.
  void sweep(Instant now) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        boolean unfinished = file.getFileName().toString().startsWith(FolderBatch.UNFINISHED);
        if (unfinished && modified(file).isBefore(now.minus(ABANDONED))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Never written to, or swept by another at the same time.
    } catch (IOException e) {
      throw FolderFailure.of("clean", folder, e);
    }
  }

  /// Empty where it has just been sent.
  Optional<Entry> entry(PayloadName name, Instant now) {
    try {
      Contents contents = name.contents();
      Path file = path(name);
      return Optional.of(
          new Entry(
              name.fileName(),
              contents.kind(),
              contents.points(),
              contents.newest(),
              Files.size(file),
              Duration.between(modified(file), now)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FolderFailure.of("read", folder, e);
    }
  }

  private Path path(PayloadName name) {
    return folder.resolve(name.fileName());
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static void write(Path into, String fileName, Rejected why) throws IOException {
    try (FolderBatch batch = new FolderBatch(into)) {
      String text = "%s (%s)%n".formatted(why.text(), Counted.of(why.points(), "point"));
      batch.add(fileName, text.getBytes(UTF_8));
      batch.commit();
    }
  }

  /// The oldest go first: names begin with the time.
  private static void limit(Path folder, int most) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> newestFirst =
          files.sorted(Comparator.comparing(Path::getFileName).reversed()).toList();
      for (Path file :
          newestFirst.subList(Math.min(newestFirst.size(), most), newestFirst.size())) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      create(parent);
      Files.createDirectories(directory);
      FolderBatch.force(parent);
    }
  }
}
