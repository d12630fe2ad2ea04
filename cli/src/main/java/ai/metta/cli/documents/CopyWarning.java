// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.dashboards.change.Document;
import java.util.List;

/// Says which files of generated documents say something else, and are not read.
final class CopyWarning {
  private CopyWarning() {}

  static void tell(DocumentCommand command, Templates files, List<Document> documents) {
    documents.stream()
        .filter(one -> one.source() == Document.Source.GENERATED)
        .flatMap(one -> files.copy(one).stream())
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
                        + ".overlay.json, or `pull --force` the page and edit that file"));
  }
}
