// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

/// One start of `metta`: what it was told, and what it found. Every command asks it by its parent,
/// and needs to know nothing of the commands above it.
public interface Invocation {
  Surroundings surroundings();

  /// What is said on standard error.
  Log log();

  GlobalOptions options();

  /// Runs further command lines in the same process.
  Commands commands();

  /// What the command works with.
  ///
  /// @throws ExitException with every problem of the configuration
  default Workbench workbench() {
    return Workbench.open(surroundings(), options());
  }
}
