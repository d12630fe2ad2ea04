// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of outside judges and recordings: where `METTA_SHARED` says, by default beside the
/// repository. When the variable is set it must be there.
public final class Shared {
  private Shared() {}

  /// The folder; the test is skipped where there is none.
  ///
  /// @param wanted what the test needs of it, for the message: `no recordings`
  public static Path folder(String wanted) {
    String named = System.getenv("METTA_SHARED");
    Path shared =
        named == null
            ? Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared")
            : Path.of(named);
    assumeTrue(
        named != null || Files.isDirectory(shared),
        () -> "skipped: " + wanted + " at " + shared + "; set METTA_SHARED to where it is");
    return shared;
  }
}
