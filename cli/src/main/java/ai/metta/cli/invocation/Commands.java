// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.invocation;

/// Runs command lines, each as a start of `metta` of its own.
@FunctionalInterface
public interface Commands {
  /// Runs one to its end.
  ///
  /// @return the exit code
  int run(Surroundings surroundings, String... arguments);
}
