// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.Workbench;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import java.util.List;

/// A command above those that work on documents of one kind.
interface DocumentCommand {
  Kind kind();

  Invocation top();

  default Workbench workbench() {
    return top().workbench();
  }

  /// Those that are made from declarations.
  List<Document> generated();
}
