// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.nio.file.Path;

/// Where a setting's value came from.
public sealed interface Origin {
  record Flag(String name) implements Origin {}

  record Environment(String name) implements Origin {}

  record File(Path path, int line) implements Origin {}

  record Fallback() implements Origin {}

  record Unset() implements Origin {}

  /// For people.
  default String text() {
    return switch (this) {
      case Flag(String name) -> "flag " + name;
      case Environment(String name) -> "env " + name;
      case File(Path path, int line) -> path + ":" + line;
      case Fallback() -> "default";
      case Unset() -> "not set";
    };
  }
}
