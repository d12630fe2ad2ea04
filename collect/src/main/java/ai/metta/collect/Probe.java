// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

/// One question put to a service, and what came of it.
///
/// @param question what was asked: `reachable`, `token accepted`
/// @param detail what was seen, or what to do
public record Probe(String question, Verdict verdict, String detail) {

  /// How a question was answered.
  public enum Verdict {
    OK,
    WARNING,
    FAILED,
    SKIPPED
  }
}
