// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// One pushing run of a collector at a time: a lock of the operating system's, so that it ends with
/// the process, however that ends, and never needs to be removed by hand.
public final class Lease implements AutoCloseable {
  /// Files whose lock this process holds or is taking. It must not open one a second time: where
  /// locks are a process's own, as on Linux and macOS, closing that second channel would give up
  /// the lock that the first one holds.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private Lease(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// The lease, or empty while another run holds it.
  ///
  /// @throws FailureException when the folder cannot be written
  public static Optional<Lease> take(Path dataDirectory, String collector) {
    Path file = dataDirectory.resolve("leases").resolve(collector + ".lock");
    try {
      Path folder = Files.createDirectories(file.getParent()).toRealPath();
      return take(folder.resolve(file.getFileName()));
    } catch (IOException refused) {
      throw new FailureException(
          new Failure.Configuration(
              "the lease " + file + " cannot be taken: " + SystemReason.of(refused)),
          refused);
    }
  }

  private static Optional<Lease> take(Path file) throws IOException {
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    Optional<FileChannel> locked = Optional.empty();
    try {
      locked = locked(file);
    } finally {
      if (locked.isEmpty()) {
        HELD.remove(file);
      }
    }
    return locked.map(channel -> new Lease(file, channel));
  }

  /// The file's channel with the lock on it, which ends with the channel; empty where another
  /// process has the lock.
  private static Optional<FileChannel> locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    return taken ? Optional.of(channel) : Optional.empty();
  }

  @Override
  public void close() {
    if (!open.getAndSet(false)) {
      return;
    }
    try {
      channel.close();
    } catch (IOException gone) {
      // The system ends the lock with the channel either way.
    } finally {
      HELD.remove(file);
    }
  }
}
