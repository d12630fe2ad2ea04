// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A process under way. What it writes is little enough to stay in its pipes until somebody reads.
record Started(Process process, BufferedReader out, BufferedReader err) implements AutoCloseable {

  static Started start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Started(process, process.inputReader(), process.errorReader());
  }

  /// Returns when it has said that on stderr; fails when it ends without.
  void awaitSaying(String words) throws IOException {
    String line = err.readLine();
    while (line != null && !line.contains(words)) {
      line = err.readLine();
    }
    if (line == null) {
      throw new AssertionError("ended without saying: " + words);
    }
  }

  Ended end() throws IOException, InterruptedException {
    String written = out.lines().collect(Collectors.joining("\n"));
    String said = err.lines().collect(Collectors.joining("\n"));
    return new Ended(process.waitFor(), written, said);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
