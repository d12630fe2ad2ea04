// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

/// A column of the board of bugs, in the order in which its words are looked for in a name.
enum Section {
  TRIAGE,
  ACTIVE,
  BACKLOG,
  OTHER
}
