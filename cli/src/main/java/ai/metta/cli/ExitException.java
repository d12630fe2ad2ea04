// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

/// A command that cannot go on: what to say, and the code to end with.
final class ExitException extends RuntimeException {
  final Exit exit;

  ExitException(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }
}
