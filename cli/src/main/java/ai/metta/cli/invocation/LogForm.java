// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

/// How progress is written. Lower case, since that is what people type.
public enum LogForm {
  text,
  json
}
