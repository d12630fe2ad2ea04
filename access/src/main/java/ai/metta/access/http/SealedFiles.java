// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/// Files that are either whole or not there: written aside and renamed, with a digest in front of
/// the content. Readable by their owner only.
final class SealedFiles {
  static final String UNFINISHED = ".tmp";

  private static final int SEAL_BYTES = Long.BYTES;
  private static final AtomicLong WRITTEN = new AtomicLong();

  private SealedFiles() {}

  /// The content; empty where there is no file.
  ///
  /// @throws Broken when the content is not what was written
  static Optional<byte[]> read(Path file) throws IOException, Broken {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (bytes.length < SEAL_BYTES) {
      throw new Broken(file);
    }
    byte[] content = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
    if (ByteBuffer.wrap(bytes).getLong() != seal(content)) {
      throw new Broken(file);
    }
    return Optional.of(content);
  }

  static void write(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path unfinished =
        file.resolveSibling(
            file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "."
                + WRITTEN.incrementAndGet()
                + UNFINISHED);
    try {
      byte[] sealed =
          ByteBuffer.allocate(SEAL_BYTES + content.length)
              .putLong(seal(content))
              .put(content)
              .array();
      Files.write(unfinished, sealed);
      ownerOnly(unfinished);
      rename(unfinished, file);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /// Against accidents, not against people: CRC-32C is read off at memory speed.
  private static long seal(byte[] content) {
    CRC32C sum = new CRC32C();
    sum.update(content);
    return sum.getValue() << 32 | content.length;
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void ownerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }

  /// A file that is not as it was written.
  static final class Broken extends Exception {
    Broken(Path file) {
      super(file.getFileName() + " is not as it was written");
    }
  }
}
