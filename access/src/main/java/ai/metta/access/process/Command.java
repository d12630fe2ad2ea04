// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program to run.
///
/// @param words the program, by path or by a name on the environment's PATH, and its arguments
/// @param environment all of it; nothing is inherited
public record Command(
    List<String> words, Map<String, String> environment, Optional<Path> directory) {
  public Command {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one word");
    }
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /// Only the program: arguments and environment may hold credentials.
  @Override
  public String toString() {
    return words.getFirst();
  }
}
