// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One pushing run of a collector at a time: a lock of the operating system's, so that it ends with
/// the process, however that ends, and never needs to be removed by hand.
public final class Lease implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private Lease(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /// The lease, or empty while another run holds it.
  ///
  /// @throws FailureException when the folder cannot be written
  public static Optional<Lease> take(Path dataDirectory, String collector) {
    Path file = dataDirectory.resolve("leases").resolve(collector + ".lock");
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<FileLock> lock = tryLock(channel);
      if (lock.isEmpty()) {
        channel.close();
      }
      return lock.map(taken -> new Lease(channel, taken));
    } catch (IOException refused) {
      throw new FailureException(
          new Failure.Configuration("the lease " + file + " cannot be taken: " + refused), refused);
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldHere) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException gone) {
      // The lock ends with the channel either way.
    }
  }
}
