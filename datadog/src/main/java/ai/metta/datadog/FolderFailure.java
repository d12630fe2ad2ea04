// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Path;

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
                + SystemReason.of(cause)
                + "; free space, mend the permissions, or set another data directory"),
        cause);
  }
}
