// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import java.util.List;

/// A column of the board of bugs.
enum Section {
  TRIAGE,
  ACTIVE,
  BACKLOG,
  OTHER;

  /// Those that a name is looked for in, in this order.
  static final List<Section> NAMED = List.of(TRIAGE, ACTIVE, BACKLOG);
}
