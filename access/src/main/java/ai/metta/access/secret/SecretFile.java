// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// One secret in one file of at most 64 KiB.
final class SecretFile {
  private static final int MAXIMUM_BYTES = 64 * 1024;

  private SecretFile() {}

  /// The content, or empty where there is no file or nothing in it.
  static Optional<Found> read(Path file, String place) {
    if (Files.isDirectory(file)) {
      throw failure(place, "is a directory, not a file");
    }
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        throw failure(place, "holds more than 64 KiB; that is no secret");
      }
      String text = new String(bytes, UTF_8);
      return text.isBlank() ? Optional.empty() : Optional.of(new Found(Secret.of(text), place));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw failure(place, "permission denied; let this user read it");
    } catch (IOException e) {
      if (e instanceof FileSystemException path && "Not a directory".equals(path.getReason())) {
        return Optional.empty();
      }
      throw failure(place, "cannot be read: " + SystemReason.of(e));
    }
  }

  static FailureException failure(String place, String what) {
    return new FailureException(new Failure.Credentials(place + ": " + what));
  }
}
