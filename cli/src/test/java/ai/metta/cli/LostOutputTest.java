// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Output that cannot be written: a reader such as `head` goes away early, or a disk is full.
final class LostOutputTest {
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
    Ended ended = run("Broken pipe", command);
    assertThat(ended.err())
        .doesNotContain("Broken pipe", "written", "Exception", "mistake of ours");
    int expected = command.contains("--watch") ? 1 : command.contains("collect") ? 78 : 0;
    assertThat(ended.code()).isEqualTo(expected);
  }

  /// A code that says more than that stays.
  @ParameterizedTest
  @CsvSource({
    "--help, 1",
    "datadog metrics list, 1",
    "datadog metrics list -o json, 1",
    "datadog config show, 1",
    "completion, 1",
    "datadog collect skypilot -o json, 78"
  })
  void aFullDiskIsSaid(String command, int code) {
    Ended ended = run("No space left on device", command);
    assertThat(ended.err())
        .contains("metta: the output could not be written: No space left on device");
    assertThat(ended.code()).isEqualTo(code);
  }

  /// What was collected is worth more than the table of it.
  @Test
  void aRunThatCannotPrintHasPushed() {
    InstantSource then = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), then));
        FakeIntake intake = FakeIntake.start(then)) {
      Map<String, String> environment =
          Map.of(
              "SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString(),
              "DD_URL", intake.url().toString(),
              "DD_API_KEY", FakeIntake.KEY);
      Ended ended =
          run("No space left on device", "datadog collect skypilot --push", environment, then);
      assertThat(ended.err()).contains("could not be written: No space left on device");
      assertThat(ended.code()).isEqualTo(1);
      assertThat(intake.points()).isNotEmpty();
    }
  }

  private Ended run(String reason, String command) {
    return run(reason, command, Map.of("PATH", "/nowhere"), InstantSource.system());
  }

  private Ended run(
      String reason, String command, Map<String, String> environment, InstantSource clock) {
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            folder,
            clock,
            _ -> {
              throw new AssertionError("nobody reads any more");
            },
            Output.to(new Refusing(reason)),
            new PrintWriter(err),
            Screen.none());
    int code = Main.run(surroundings, command.split(" ", -1));
    return new Ended(code, "", err.toString());
  }

  private static final class Refusing extends OutputStream {
    private final String reason;

    Refusing(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int octet) throws IOException {
      throw new IOException(reason);
    }
  }
}
