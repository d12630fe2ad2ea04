// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

/// The library's logging facade, which would tell stderr that nobody listens to it.
final class LibraryLog {
  private LibraryLog() {}

  /// To be called before the library is first named.
  static void silence() {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }
}
