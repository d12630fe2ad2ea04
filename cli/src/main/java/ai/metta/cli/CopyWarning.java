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
                        + " is not what is generated now: `build` wrote it earlier, or it was"
                        + " edited since; it is not read, nothing of it is pushed, and `build`"
                        + " writes over it; what is to stay, write into "
                        + copy.made().name()
                        + ".overlay.json, or `pull` the page and edit that file"));
  }
}
