// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Screen.ColourUse;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.Access;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// What the commands print, whole: for a fleet of seed 7 at one instant, so nothing but ports,
/// folders and the invocation's name is left out of the comparison.
final class GoldenTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
  private static final Screen SCREEN = new Screen(Set.of(), 80, Set.of());

  @TempDir private Path folder;

  @Test
  void theHelpOfEveryCommand() throws IOException {
    StringBuilder all = new StringBuilder();
    help(new CommandLine(new MettaCommand(Surroundings.ofProcess())), "", all);
    Golden.assertIs("help.txt", all.toString());
  }

  private void help(CommandLine command, String words, StringBuilder all) {
    Ended ended = console().on(SCREEN).run((words + " --help").strip().split(" "));
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    all.append("$ metta").append(words).append(" --help\n").append(ended.out()).append('\n');
    command.getSubcommands().forEach((name, sub) -> help(sub, words + " " + name, all));
  }

  @ParameterizedTest
  @CsvSource({
    "collect.txt,        collect skypilot",
    "collect.json,       collect skypilot -o json",
    "collect.jsonl,      collect skypilot -o jsonl --metric skypilot.jobs",
    "collect.prom,       collect skypilot -o prom",
  })
  void aRun(String file, String command) throws IOException {
    try (SkypilotServer server = SkypilotServer.start(options(THEN))) {
      Golden.assertIs(file, shown(console(server).on(SCREEN).at(THEN).run(words(command))));
    }
  }

  @Test
  void theDemo() throws IOException {
    Console console = console().on(SCREEN).at(THEN);
    Golden.assertIs("demo.txt", shown(console.run("demo", "--once", "--jobs", "60")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CONTROLLER_BROKEN", "TOKEN_REFUSED", "BAD_GATEWAY"})
  void aRunThatGoesWrongInColour(Fault fault) throws IOException {
    try (SkypilotServer server = SkypilotServer.start(options(THEN))) {
      server.fail(fault);
      Console console = console(server).on(SCREEN.with(ColourUse.always)).at(THEN);
      Golden.assertIs("collect-" + fault + ".txt", shown(console.run(words("collect skypilot"))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "collector-list.txt,      collector list",
    "collector-list.json,     collector list -o json",
    "collector-test.txt,      collector test skypilot",
    "metrics-list.txt,        metrics list",
    "metrics-describe.txt,    metrics describe skypilot.jobs"
  })
  void aList(String file, String command) throws IOException {
    try (SkypilotServer server = SkypilotServer.start(options(THEN))) {
      Golden.assertIs(file, shown(console(server).at(THEN).run(words(command))));
    }
  }

  @Test
  void theConfiguration() throws IOException {
    Files.writeString(folder.resolve("metta.yaml"), "tags: [team:research]\n");
    Console console =
        console()
            .with("SKYPILOT_API_SERVER_ENDPOINT", "https://user:planted@sky.example.com")
            .with("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_planted");
    Ended ended =
        console.run(words("config show --origin --set skypilot.page_size=500 --data-dir data"));
    Golden.assertIs("config-show.txt", shown(ended));
  }

  /// What a doctor may find.
  enum Ailment {
    NONE,
    NO_ENDPOINT,
    WRONG_TOKEN,
    SERVICE_DOWN,
    CLOCK_AHEAD,
    WRONG_KEY
  }

  @ParameterizedTest
  @EnumSource
  void theDoctorFinds(Ailment ailment) throws IOException {
    InstantSource clock =
        ailment == Ailment.CLOCK_AHEAD
            ? InstantSource.offset(InstantSource.system(), Duration.ofMinutes(10))
            : InstantSource.system();
    SkypilotOptions guarded =
        options(THEN)
            .withAccess(new Access.ServiceAccount("metta", "sky_right_token_of_the_server"));
    try (SkypilotServer server = SkypilotServer.start(guarded);
        FakeIntake intake = FakeIntake.start()) {
      Console healthy =
          console(server)
              .at(clock)
              .with("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_right_token_of_the_server")
              .with("DD_URL", intake.url().toString())
              .with("DD_API_KEY", FakeIntake.KEY);
      Console console =
          switch (ailment) {
            case NONE, CLOCK_AHEAD -> healthy;
            case NO_ENDPOINT -> healthy.with("SKYPILOT_API_SERVER_ENDPOINT", "");
            case WRONG_TOKEN -> healthy.with("SKYPILOT_SERVICE_ACCOUNT_TOKEN", "sky_wrong_token");
            case SERVICE_DOWN ->
                healthy.with(
                    "SKYPILOT_API_SERVER_ENDPOINT", "http://127.0.0.1:" + portWithNobody());
            case WRONG_KEY -> healthy.with("DD_API_KEY", "0".repeat(32));
          };
      Golden.assertIs("doctor-" + ailment + ".txt", shown(console.run("datadog", "doctor")));
    }
  }

  private static int portWithNobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static SkypilotOptions options(InstantSource clock) {
    return SkypilotOptions.of(Fleet.of(7, 200), clock);
  }

  private Console console() {
    return Console.in(folder).with("DD_ENV", "test");
  }

  private Console console(SkypilotServer server) {
    return console().with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString());
  }

  private static String[] words(String command) {
    return ("datadog " + command).split(" +");
  }

  /// Both streams and the code, without what differs from run to run.
  private String shown(Ended ended) {
    String text = ended.out();
    if (!ended.err().isEmpty()) {
      text += "-- on standard error:\n" + ended.err();
    }
    return (text + "-- ended with " + ended.code() + "\n")
        .replace(folder.toString(), "HOME")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("\"invocation\":\"[0-9a-f-]{36}\"", "\"invocation\":\"ID\"")
        .replaceAll("ours is [0-9ms]+ (ahead|behind)", "ours is this far off")
        .replace("},{", "},\n{");
  }
}
