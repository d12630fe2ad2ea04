// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.util.List;

/// Says which files of generated documents say something else, and are not read.
final class CopyWarning {
  private CopyWarning() {}

  static void tell(DocumentCommand command, Templates files, List<String> names) {
    files.copies(names).stream()
        .filter(Copy::isDoubtful)
        .forEach(copy ->
            command
                .top()
                .log()
                .warn(
                    copy.file()
                        + " is not what is generated now, and is not read; `build` renews it, and"
                        + " what "
                        + copy.made().name()
                        + ".overlay.json says is laid over"));
  }
}
