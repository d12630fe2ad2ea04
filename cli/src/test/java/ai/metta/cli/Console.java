// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Runs a command as a user would, in a folder and an environment of its own.
record Console(Path folder, Map<String, String> environment) {
  static Console in(Path folder) {
    return new Console(folder, Map.of("PATH", "/nowhere"));
  }

  Console with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Console(folder, Map.copyOf(more));
  }

  /// What a command printed, and its code.
  record Ended(int code, String out, String err) {
    String all() {
      return out + err;
    }
  }

  Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            folder,
            InstantSource.system(),
            new PrintWriter(out),
            new PrintWriter(err),
            100);
    int code = Main.run(surroundings, arguments);
    return new Ended(code, out.toString(), err.toString());
  }
}
