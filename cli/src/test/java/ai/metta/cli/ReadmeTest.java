// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.Setting;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.catalogue.MetricRow;
import ai.metta.cli.invocation.Exit;
import ai.metta.collect.CostSettings;
import ai.metta.collect.Registry;
import ai.metta.datadog.DatadogSettings;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.github.GithubOptions;
import ai.metta.sandbox.github.GithubServer;
import ai.metta.sandbox.github.organisation.Organisation;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What README.md promises is what there is.
final class ReadmeTest {
  private static final Path FILE = Path.of(System.getProperty("metta.root"), "README.md");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandThatIsShownWorks(String command) {
    InstantSource clock = InstantSource.system();
    GithubOptions github = GithubOptions.of(Organisation.of(7, clock.instant()), clock);
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), clock));
        GithubServer githubServer = GithubServer.start(github);
        FakeIntake intake = FakeIntake.start()) {
      Ended ended =
          Console.in(folder)
              .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
              .with("GITHUB_API_URL", githubServer.endpoint().toString())
              .with("GITHUB_REPOSITORY", "metta-sandbox/arena,metta-sandbox/handbook")
              .with("GITHUB_TOKEN", github.token())
              .with("DD_URL", intake.url().toString())
              .with("DD_API_KEY", FakeIntake.KEY)
              .run(command.split(" +"));
      assertThat(ended.code()).as(ended.all()).isZero();
    }
  }

  static List<String> commands() throws IOException {
    List<String> commands =
        found(Pattern.compile("\\./metta ([^`\\n)]+)"), Files.readString(FILE)).stream()
            .map(command -> command.replace("'", "").strip())
            .distinct()
            .toList();
    assertThat(commands).hasSizeGreaterThan(12);
    return commands;
  }

  @Test
  void theDemoShowsMetricsThatThereAre() throws IOException {
    String text = Files.readString(FILE);
    String demo = text.substring(text.indexOf("<!-- demo -->"), text.indexOf("<!-- /demo -->"));
    List<String> known =
        MetricRow.all(Registry.load()).stream().map(row -> row.metric().name()).toList();
    assertThat(found(Pattern.compile("(?m)^ {2,4}([a-z_]+\\.[a-z0-9_.]+):? "), demo))
        .isNotEmpty()
        .isSubsetOf(known);
    assertThat(found(Pattern.compile("(?m)^([a-z0-9]+) collector: Collected"), demo))
        .containsExactlyInAnyOrderElementsOf(Registry.load().names());
  }

  @Test
  void theDocumentInTheGuideHasTheFormThatIsPrinted() throws IOException {
    String guide = Files.readString(FILE.resolveSibling("docs/guide/output.md"));
    String example = guide.substring(guide.indexOf("{\"version\""), guide.lastIndexOf("```"));
    Map<?, ?> collector = RunDocument.check(example).getFirst();
    assertThat(found(Pattern.compile("(?m)^\\| `([a-z_]+)` \\|"), guide))
        .contains("reason", "as_of", "pushed", "invocation")
        .containsAll(
            collector.keySet().stream()
                .map(String::valueOf)
                .filter(field -> !Set.of("name", "duration_seconds").contains(field))
                .toList());
  }

  @Test
  void everySettingIsListedWithItsVariable() throws IOException {
    List<String> rows =
        found(
            Pattern.compile("(?m)^(\\| `[a-z0-9_.]+` \\| (?:`[A-Z_]+`)? ?\\|)"),
            Files.readString(FILE));
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            settings()
                .map(setting ->
                    "| `"
                        + setting.key()
                        + "` | "
                        + setting.environment().stream()
                            .findFirst()
                            .map(variable -> "`" + variable + "` ")
                            .orElse("")
                        + "|")
                .toList());
  }

  @Test
  void everyExitCodeIsListed() throws IOException {
    List<String> codes = found(Pattern.compile("(?m)^\\| (\\d+) \\|"), Files.readString(FILE));
    assertThat(codes)
        .containsExactlyElementsOf(
            Stream.of(Exit.values()).map(Exit::code).sorted().map(String::valueOf).toList());
  }

  /// Those of everybody: a collector's own stand in its README.
  private static Stream<Setting<?>> settings() {
    return Stream.of(DatadogSettings.all(), GlobalSettings.all(), CostSettings.all())
        .flatMap(List::stream);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
