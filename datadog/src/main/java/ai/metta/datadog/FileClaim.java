// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A payload's file under the operating system's lock, which ends with the process however that
/// ends: there is nothing to clean up.
///
/// The lock belongs to the process, and any second opening of the file in the same process would
/// end it on closing. Therefore files claimed here are remembered, and read through the one
/// channel.
final class FileClaim implements Shelf.Claim {
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FileClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Optional<Shelf.Claim> of(Path relative) {
    Path file = relative.toAbsolutePath().normalize();
    if (!HERE.add(file)) {
      return Optional.empty();
    }
    Optional<Shelf.Claim> claim = Optional.empty();
    try {
      claim = locked(file);
      return claim;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FolderFailure.of("read", file, e);
    } finally {
      if (claim.isEmpty()) {
        HERE.remove(file);
      }
    }
  }

  private static Optional<Shelf.Claim> locked(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, READ, WRITE);
    try {
      // Another may have sent and deleted it between the opening and the lock.
      if (channel.tryLock() != null && Files.exists(file)) {
        return Optional.of(new FileClaim(file, channel));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public byte[] read() {
    try {
      long size = channel.size();
      // Nothing of ours is longer; the digest will say that this is not ours.
      int length = (int) Math.min(size, PayloadLimits.STANDARD.plainBytes());
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
        // Until full or at the end.
      }
      return bytes.array();
    } catch (IOException e) {
      throw FolderFailure.of("read", file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FolderFailure.of("close", file, e);
    } finally {
      HERE.remove(file);
    }
  }
}
