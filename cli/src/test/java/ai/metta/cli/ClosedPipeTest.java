// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader such as `head` that goes away early.
final class ClosedPipeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "datadog metrics list",
        "datadog metrics list -o json",
        "datadog config show",
        "completion",
        "datadog collect skypilot",
        "datadog collect skypilot -o json",
        "datadog collect skypilot -o jsonl",
        "datadog collect skypilot -o prom",
        "datadog collect skypilot --watch --set skypilot.endpoint=http://127.0.0.1:1 --deadline 1s"
      })
  void nothingIsSaidOfIt(String command) {
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            Map.of("PATH", "/nowhere"),
            folder,
            folder,
            InstantSource.system(),
            _ -> {
              throw new AssertionError("nobody reads any more");
            },
            new PrintWriter(new Closed(), false, StandardCharsets.UTF_8),
            new PrintWriter(err),
            Screen.none());
    int code = Main.run(surroundings, command.split(" ", -1));
    assertThat(err.toString()).doesNotContain("Broken pipe", "Exception", "mistake of ours");
    int expected = command.contains("--watch") ? 1 : command.contains("collect") ? 78 : 0;
    assertThat(code).isEqualTo(expected);
  }

  private static final class Closed extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
