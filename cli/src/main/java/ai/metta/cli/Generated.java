// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import java.util.List;

/// The documents that are made from declarations.
@FunctionalInterface
interface Generated {
  /// All of a kind.
  List<Document> of(Kind kind, Workbench bench);

  /// None: what there is, is in files.
  static Generated none() {
    return (_, _) -> List.of();
  }
}
