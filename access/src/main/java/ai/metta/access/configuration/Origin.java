// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

/// Where a setting's value came from. Prints as people read it.
public sealed interface Origin {

  /// On the command line.
  record Flag(String name) implements Origin {
    @Override
    public String toString() {
      return "flag --set " + name;
    }
  }

  /// A variable.
  record Environment(String name) implements Origin {
    @Override
    public String toString() {
      return "environment " + name;
    }
  }

  /// The file, as its user would write its path; lines count from 1.
  record File(String path, int line) implements Origin {
    @Override
    public String toString() {
      return path + ":" + line;
    }
  }

  /// The declared default.
  record Fallback() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /// Nowhere.
  record Unset() implements Origin {
    @Override
    public String toString() {
      return "unset";
    }
  }
}
