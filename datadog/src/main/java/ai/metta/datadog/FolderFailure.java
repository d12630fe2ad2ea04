// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/// What the file system refused, as something the user can mend.
final class FolderFailure {
  private FolderFailure() {}

  static FailureException of(String verb, Path path, IOException cause) {
    return new FailureException(
        new Failure.Configuration(
            "outbox: cannot "
                + verb
                + " "
                + path
                + ": "
                + reason(cause)
                + "; free space, mend the permissions, or set another data directory"),
        cause);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileSystemException system ->
          Optional.ofNullable(system.getReason()).orElse(system.getClass().getSimpleName());
      default -> String.valueOf(cause.getMessage());
    };
  }
}
