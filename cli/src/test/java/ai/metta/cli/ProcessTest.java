// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a process of its own: what it loads, and how it shares a machine with others.
final class ProcessTest {
  @TempDir private Path folder;
  private SkypilotServer server;
  private FakeIntake intake;
  private Process process;

  @BeforeEach
  void start() {
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), InstantSource.system()));
    intake = FakeIntake.start();
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
    intake.close();
    server.close();
  }

  @Test
  void aDryRunLoadsItsOwnCollectorAndNothingThatSendsOrServes() throws Exception {
    Path loaded = folder.resolve("loaded");
    begin(
        List.of("-Xlog:class+load:file=" + loaded), "datadog", "collect", "skypilot", "-o", "json");
    assertThat(process.inputReader().lines().toList()).isNotEmpty();
    assertThat(process.waitFor()).isZero();
    Set<String> classes;
    try (var lines = Files.lines(loaded)) {
      classes =
          lines
              .map(line -> line.replaceAll("^(\\[[^]]*\\])*\\s*", ""))
              .map(line -> line.replaceAll("[ $/].*", ""))
              .collect(Collectors.toSet());
    }
    assertThat(classes)
        .contains("ai.metta.cli.Main", "ai.metta.collectors.skypilot.SkypilotClient")
        .doesNotContain("ai.metta.datadog.Outbox", "ai.metta.datadog.Intake")
        .allMatch(name ->
            !name.startsWith("ai.metta.collectors.")
                || name.startsWith("ai.metta.collectors.skypilot.")
                // What it is called, how far it looks back, and what its settings may be.
                || name.matches(
                    "ai\\.metta\\.collectors\\.\\w+\\.(\\w*(Collector|Config|Lookback)|IdleRule|ServerAddress|Runs)"))
        .noneMatch(name -> name.startsWith("ai.metta.sandbox."))
        .noneMatch(name -> name.startsWith("org.snakeyaml."))
        .noneMatch(name -> name.startsWith("com.cronutils."))
        .noneMatch(name -> name.matches("(software\\.amazon|com\\.amazonaws|org\\.duckdb)\\..*"))
        .noneMatch(name -> name.matches("io\\.(fabric8|netty|vertx)\\..*"))
        .noneMatch(name -> name.matches("(java\\.net\\.http|okhttp3|java\\.awt)\\..*"));
  }

  @Test
  void whileOneProcessPushesAnotherDoesNot() throws Exception {
    intake.hangNext();
    begin(List.of(), "datadog", "collect", "skypilot", "--push");
    intake.awaitHanging();
    Ended second = pushing().run("datadog", "collect", "skypilot", "--push");
    assertThat(second.code()).as(second.all()).isEqualTo(6);
    assertThat(second.err()).contains("another run of skypilot is pushing");
    process.destroyForcibly().waitFor();
    Ended third = pushing().run("datadog", "collect", "skypilot", "--push");
    assertThat(third.code()).as("the lease ends with its process: " + third.all()).isZero();
  }

  @Test
  void aSignalEndsAWatchWithoutAWord() throws Exception {
    begin(List.of(), "datadog", "collect", "skypilot", "--watch", "-o", "json");
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).contains("\"version\":1");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(Files.readString(folder.resolve("err")))
        .doesNotContain("Exception", "\tat ")
        .contains("Collected");
  }

  @Test
  void aSignalEndsAServerInTheMidstOfARun() throws Exception {
    server.fail(Fault.SILENCE);
    begin(List.of(), "serve", "--port", "0");
    assertThat(process.inputReader().readLine()).startsWith("http://127.0.0.1:");
    Ended second = pushing().run("serve", "--port", "0");
    assertThat(second.code()).as(second.all()).isEqualTo(6);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(Files.readString(folder.resolve("err")))
        .doesNotContain("Exception", "\tat ")
        .contains("Listening on");
    assertThat(folder.resolve("data/server/address")).doesNotExist();
  }

  @Test
  void aSignalEndsADemoAndNothingIsLeftOfIt() throws Exception {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    begin(List.of("-Djava.io.tmpdir=" + scratch), "demo", "--port", "0", "eval", "health");
    assertThat(process.inputReader().readLine()).matches("http://127.0.0.1:\\d+/dashboard/.+");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("ended by SIGTERM").isEqualTo(143);
    assertThat(Files.readString(folder.resolve("err")))
        .doesNotContain("Exception", "\tat ", "not all there");
    try (var left = Files.list(scratch)) {
      assertThat(left.map(one -> one.getFileName().toString()))
          .noneMatch(name -> name.startsWith("metta-demo"));
    }
  }

  private Console pushing() {
    Console console = Console.in(folder);
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      console = console.with(variable.getKey(), variable.getValue());
    }
    return console;
  }

  /// As the shell writes it, which is not always what the user database says.
  @Test
  void theHomeIsThatOfTheEnvironment() throws Exception {
    Path file = folder.resolve("home/.config/metta/metta.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "environment: athome");
    begin(List.of(), "datadog", "config", "show", "--origin");
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("athome");
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME",
        folder.resolve("home").toString(),
        "SKYPILOT_API_SERVER_ENDPOINT",
        server.endpoint().toString(),
        "METTA_DATA_DIR",
        folder.resolve("data").toString(),
        "DD_URL",
        intake.url().toString(),
        "DD_API_KEY",
        FakeIntake.KEY,
        "PATH",
        "/nowhere");
  }

  private void begin(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    process = builder.start();
  }
}
