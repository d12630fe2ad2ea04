// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import ai.metta.dashboards.change.Kind;

/// A command above those that work on documents of one kind.
interface DocumentCommand {
  Kind kind();

  Workbench workbench();

  MettaCommand top();

  /// Those that are made from declarations.
  default Generated generated() {
    return Generated.none();
  }
}
