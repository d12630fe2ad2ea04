// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.screen;

/// How a list is printed. Lower case, since that is what people type.
public enum ListForm {
  table,
  json
}
