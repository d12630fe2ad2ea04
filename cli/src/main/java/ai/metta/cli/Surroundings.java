// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What the process finds around it, so that tests can put something else there.
///
/// @param columns how wide the terminal is; a large number where standard output is none
record Surroundings(
    Map<String, String> environment,
    Path workingDirectory,
    Path home,
    InstantSource clock,
    PrintWriter out,
    PrintWriter err,
    int columns) {

  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    String columns = environment.getOrDefault("COLUMNS", "");
    return new Surroundings(
        environment,
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home")),
        InstantSource.system(),
        new PrintWriter(System.out, false, java.nio.charset.StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
        columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : 200);
  }

  Surroundings with(Map<String, String> other) {
    return new Surroundings(other, workingDirectory, home, clock, out, err, columns);
  }
}
