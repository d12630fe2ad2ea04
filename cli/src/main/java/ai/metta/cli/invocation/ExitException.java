// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

/// A command that cannot go on: what to say, and the code to end with.
public final class ExitException extends RuntimeException {
  public final Exit exit;

  public ExitException(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }
}
