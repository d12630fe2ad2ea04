// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Guide;
import ai.metta.cli.JUnitRun;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `collector new` writes compiles and passes its own tests, and so does what becomes of it by
/// the guide.
final class CollectorNewTest {
  private static final Path ROOT = Path.of(System.getProperty("metta.root"));
  private static final List<String> KNOWING = List.of("pom.xml", "cli/pom.xml", "ARCHITECTURE.md");

  @TempDir private Path checkout;

  @BeforeEach
  void copyWhatKnowsCollectors() throws IOException {
    for (String file : KNOWING) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(ROOT.resolve(file), copy);
    }
    Files.createDirectories(checkout.resolve("collectors"));
  }

  private Ended begin(String... arguments) {
    return Console.in(checkout)
        .run(
            Stream.concat(Stream.of("datadog", "collector", "new"), Stream.of(arguments))
                .toArray(String[]::new));
  }

  @Test
  void whatItWritesPassesItsTests() throws Exception {
    Ended ended = begin("tickets");

    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out()).contains("collectors/tickets/pom.xml\n", "ARCHITECTURE.md\n");
    assertThat(ended.err()).contains("./mvnw -q -pl collectors/tickets -am verify");
    assertThat(tested("tickets")).endsWith("18 passed, 0 failed\n");
  }

  /// Nothing of the longest name makes a line too long, which the formatter would part.
  @Test
  void theLongestNameFits() throws Exception {
    assertThat(begin("abcdefghijklmnop").code()).isZero();
    try (Stream<Path> files = Files.walk(checkout.resolve("collectors/abcdefghijklmnop"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertThat(Files.readAllLines(file)).allMatch(line -> line.length() <= 100);
      }
    }
    assertThat(tested("abcdefghijklmnop")).endsWith("18 passed, 0 failed\n");
  }

  @Test
  void theGuideLeadsToACollectorThatPassesItsTests() throws Exception {
    assertThat(begin("tickets").code()).isZero();
    Guide guide = new Guide(ROOT.resolve("docs/guide/add-a-collector.md"));

    assertThat((long) guide.follow(checkout.resolve("collectors/tickets")))
        .as("every block of code says where it goes")
        .isEqualTo(guide.blocks())
        .isGreaterThan(15);
    assertThat(tested("tickets", "-Dgolden=rewrite")).endsWith("24 passed, 0 failed\n");
    assertThat(checkout.resolve("collectors/tickets/README.md"))
        .content()
        .contains("| `tickets.items.hours_to_close` | gauge | hour | `metric` avg, p90 |");
  }

  @Test
  void itIsMadeKnownAndNothingElseChanges() throws IOException {
    assertThat(begin("tickets").code()).isZero();

    assertThat(added("pom.xml")).containsExactly("    <module>collectors/tickets</module>");
    assertThat(added("cli/pom.xml"))
        .containsExactly(
            "    <dependency>",
            "      <groupId>ai.metta</groupId>",
            "      <artifactId>metta-collector-tickets</artifactId>",
            "      <version>${project.version}</version>",
            "      <scope>runtime</scope>",
            "    </dependency>");
    assertThat(added("ARCHITECTURE.md"))
        .containsExactly("- `collectors/tickets/` – everything about tickets");
  }

  /// The lines that a file has more than before, where they stand together.
  private List<String> added(String file) throws IOException {
    List<String> before = Files.readAllLines(ROOT.resolve(file));
    List<String> after = Files.readAllLines(checkout.resolve(file));
    int same = 0;
    while (same < before.size() && before.get(same).equals(after.get(same))) {
      same++;
    }
    int more = after.size() - before.size();
    assertThat(after.subList(same + more, after.size()))
        .isEqualTo(before.subList(same, before.size()));
    // Where a block is repeated, what differs begins in the middle of it.
    int from = same;
    while (more > 1 && !after.get(from).contains("<dependency>")) {
      from--;
    }
    return after.subList(from, from + more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5m|Schedule.everyMinutes(5)|every 5 minutes",
        "60m|Schedule.everyHours(1)|every hour",
        "6h|Schedule.everyHours(6)|every 6 hours",
        "1d|Schedule.everyHours(24)|every day",
      })
  void theScheduleIsTheCollectorsOwn(String period, String code, String words) throws IOException {
    assertThat(begin("tickets", "--schedule", period).code()).isZero();
    Path folder = checkout.resolve("collectors/tickets");

    assertThat(folder.resolve("src/main/java/ai/metta/collectors/tickets/TicketsCollector.java"))
        .content()
        .contains("        " + code + ",\n");
    assertThat(folder.resolve("README.md")).content().contains("Runs " + words + " unless");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7m", "90s", "5h", "48h"})
  void aScheduleThatDividesNoDayIsRefused(String period) {
    Ended ended = begin("tickets", "--schedule", period);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("--schedule: ", "take 5m, 15m, 1h or 6h");
    assertThat(checkout.resolve("collectors/tickets")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tickets|takes a lower-case letter",
        "t|takes a lower-case letter",
        "a-b|takes a lower-case letter",
        "../../etc|takes a lower-case letter",
        "abcdefghijklmnopq|takes a lower-case letter",
        "switch|is a word of Java's own",
        "all|means something else already",
        "github|there is a collector \"github\" already",
      })
  void aNameThatCannotBeIsRefused(String name, String why) {
    Ended ended = begin(name);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(name, why);
  }

  @Test
  void aFolderThatIsThereIsLeftAlone() throws IOException {
    Path file = Files.createDirectories(checkout.resolve("collectors/tickets")).resolve("mine");
    Files.writeString(file, "mine");
    Ended ended = begin("tickets");

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err()).contains("collectors/tickets is there already");
    assertThat(file).hasContent("mine");
    assertThat(checkout.resolve("pom.xml")).hasSameTextualContentAs(ROOT.resolve("pom.xml"));
  }

  @Test
  void withoutACheckoutNothingIsWritten(@TempDir Path elsewhere) {
    Ended ended = Console.in(elsewhere).run("datadog", "collector", "new", "tickets");

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err()).contains("is in no checkout of metta: clone it");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFileWithoutAPlaceForItIsNamedAndNothingIsWritten() throws IOException {
    Files.writeString(checkout.resolve("ARCHITECTURE.md"), "# Nothing\n");
    Ended ended = begin("tickets");

    assertThat(ended.code()).isEqualTo(78);
    assertThat(ended.err()).contains("ARCHITECTURE.md has no line that begins with");
    assertThat(checkout.resolve("collectors/tickets")).doesNotExist();
  }

  /// Compiles a collector and runs its tests in its folder, as its build does.
  ///
  /// @return what was printed
  private String tested(String name, String... options) throws Exception {
    Path folder = checkout.resolve("collectors").resolve(name);
    String given = System.getProperty("java.class.path");
    Path main = compiled(folder, "main", given);
    Path test = compiled(folder, "test", main + File.pathSeparator + given);
    Path services = Path.of("META-INF/services/ai.metta.collect.Collector");
    Files.createDirectories(main.resolve(services).getParent());
    Files.copy(folder.resolve("src/main/resources").resolve(services), main.resolve(services));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, main + "", test + "", given)));
    command.addAll(List.of(JUnitRun.class.getName(), test.toString()));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static Path compiled(Path folder, String tree, String classPath) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("target").resolve(tree));
    List<String> sources;
    try (Stream<Path> files = Files.walk(folder.resolve("src").resolve(tree))) {
      sources = files.map(Path::toString).filter(name -> name.endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      List<String> options =
          List.of(
              "-Xlint:all,-path,-processing,-classfile",
              "-Werror",
              "-proc:none",
              "-cp",
              classPath,
              "-d",
              classes.toString());
      boolean good =
          compiler
              .getTask(
                  said,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromStrings(sources))
              .call();
      assertThat(good).as(said.toString()).isTrue();
    }
    return classes;
  }
}
