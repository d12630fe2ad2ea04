// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.SystemReason;
import ai.metta.access.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers kept on disk: those with validators until they are the longest unused, and immutable
/// ones for ever. Without a disk to write to all goes on, uncached, and is said once. Safe for use
/// by many threads and processes; file names and contents hold no secret.
public final class HttpCache {
  private static final long MAXIMUM_BYTES = 256L * 1024 * 1024;
  private static final Duration ABANDONED = Duration.ofHours(1);
  private static final long UNKNOWN = -1;

  private final Path answers;
  private final Path keptForEver;
  private final Path quarantine;
  private final InstantSource clock;
  private final long maximumBytes;
  private final AtomicLong quarantined = new AtomicLong();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private long heldBytes = UNKNOWN;
  private volatile boolean writable = true;

  private HttpCache(Path directory, InstantSource clock, long maximumBytes) {
    this.answers = directory.resolve("answers");
    this.keptForEver = directory.resolve("kept");
    this.quarantine = directory.resolve("quarantine");
    this.clock = clock;
    this.maximumBytes = maximumBytes;
  }

  /// A cache of at most 256 MiB of answers.
  public static HttpCache in(Path directory, InstantSource clock) {
    return new HttpCache(directory, clock, MAXIMUM_BYTES);
  }

  public static HttpCache in(Path directory, InstantSource clock, long maximumBytes) {
    return new HttpCache(directory, clock, maximumBytes);
  }

  /// An immutable answer that was kept under this key.
  public Optional<byte[]> kept(String key) {
    return read(keptForEver.resolve(Sha256.hex(key)));
  }

  /// Keeps an answer that never changes; outside of the size that is given to the others.
  public void keep(String key, byte[] value) {
    write(keptForEver.resolve(Sha256.hex(key)), value);
  }

  /// What was remembered under a key, if it was remembered of this state.
  public Optional<byte[]> remembered(String key, String state) {
    Path file = answers.resolve(Sha256.hex("remembered\n" + key));
    byte[] mark = Sha256.of(state.getBytes(UTF_8));
    Optional<byte[]> content =
        read(file)
            .filter(bytes -> bytes.length >= mark.length)
            .filter(bytes -> Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length));
    content.ifPresent(_ -> touch(file));
    return content.map(bytes -> Arrays.copyOfRange(bytes, mark.length, bytes.length));
  }

  /// Remembers what is true of a state, in place of what was remembered under the key before.
  /// Shares the room that answers have.
  public void remember(String key, String state, byte[] value) {
    byte[] mark = Sha256.of(state.getBytes(UTF_8));
    byte[] content = Arrays.copyOf(mark, mark.length + value.length);
    System.arraycopy(value, 0, content, mark.length, value.length);
    Path file = answers.resolve(Sha256.hex("remembered\n" + key));
    if (content.length <= maximumBytes && write(file, content)) {
      touch(file);
      makeRoom(content.length);
    }
  }

  /// Remembers no more what was remembered under a key.
  public void forget(String key) {
    delete(answers.resolve(Sha256.hex("remembered\n" + key)));
  }

  /// How many entries were found broken and moved aside.
  public long quarantined() {
    return quarantined.get();
  }

  /// What kept the cache from its work, each once.
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  Optional<CachedAnswer> find(Request request) {
    Path file = file(request);
    Optional<byte[]> content = read(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    try {
      CachedAnswer answer = CachedAnswer.of(content.get());
      touch(file);
      return Optional.of(answer);
    } catch (IOException | RuntimeException e) {
      moveAside(file);
      return Optional.empty();
    }
  }

  void store(Request request, Answer answer) {
    byte[] content = new CachedAnswer(answer).toBytes();
    Path file = file(request);
    if (content.length <= maximumBytes && write(file, content)) {
      touch(file);
      makeRoom(content.length);
    }
  }

  /// Everything that the answer may depend on, as a name that leads back to none of it.
  private Path file(Request request) {
    String who =
        request.credential().stream()
            .flatMap(credential -> credential.headers().entrySet().stream())
            .map(header -> header.getKey() + Secret.of(header.getValue()).fingerprint())
            .collect(Collectors.joining(","));
    String what = request.method() + "\n" + request.uri() + "\n" + request.headers() + "\n" + who;
    return answers.resolve(Sha256.hex(what));
  }

  private Optional<byte[]> read(Path file) {
    try {
      return SealedFiles.read(file);
    } catch (SealedFiles.Broken e) {
      moveAside(file);
    } catch (IOException e) {
      warn("cannot be read", e);
    }
    return Optional.empty();
  }

  private boolean write(Path file, byte[] content) {
    if (!writable) {
      return false;
    }
    try {
      SealedFiles.write(file, content);
      return true;
    } catch (IOException e) {
      writable = false;
      warn("cannot be written", e);
      return false;
    }
  }

  private void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException _) {
      // Its age only decides what is dropped first.
    }
  }

  private void moveAside(Path file) {
    try {
      Files.createDirectories(quarantine);
      // Of two that find it, an atomic move lets only one succeed; another kind takes the file that
      // was just moved for its own and succeeds twice.
      Files.move(file, quarantine.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      quarantined.incrementAndGet();
    } catch (NoSuchFileException another) {
      // It found the same, and counted it.
    } catch (IOException e) {
      quarantined.incrementAndGet();
      warn("has a broken entry that cannot be moved aside", e);
    }
  }

  private void warn(String what, IOException e) {
    String warning =
        "HTTP cache "
            + answers.getParent()
            + " "
            + what
            + ": "
            + SystemReason.of(e)
            + "; going on without it";
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  private record Held(Path file, long bytes, Instant used) {}

  private synchronized void makeRoom(long written) {
    heldBytes = heldBytes == UNKNOWN ? UNKNOWN : heldBytes + written;
    if (heldBytes != UNKNOWN && heldBytes <= maximumBytes) {
      return;
    }
    List<Held> held = held();
    heldBytes = held.stream().mapToLong(Held::bytes).sum();
    for (Held oldest : held) {
      if (heldBytes <= maximumBytes) {
        return;
      }
      delete(oldest.file());
      heldBytes -= oldest.bytes();
    }
  }

  private List<Held> held() {
    List<Held> held = new ArrayList<>();
    try (Stream<Path> files = Files.list(answers)) {
      for (Path file : files.toList()) {
        var used = Files.getLastModifiedTime(file).toInstant();
        if (!file.toString().endsWith(SealedFiles.UNFINISHED)) {
          held.add(new Held(file, Files.size(file), used));
        } else if (used.isBefore(clock.instant().minus(ABANDONED))) {
          delete(file);
        }
      }
    } catch (IOException _) {
      // Another process tidies here too; what was seen so far is enough.
    }
    held.sort(Comparator.comparing(Held::used));
    return held;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It stays, and is tried again with the next one.
    }
  }
}
