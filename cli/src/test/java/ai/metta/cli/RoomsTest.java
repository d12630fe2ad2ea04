// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What lies in the folders is what the documents say lies there.
final class RoomsTest {
  private static final Path ROOT = Path.of(System.getProperty("metta.root"));
  private static final String LICENCE =
      """
      // SPDX-FileCopyrightText: The metta authors
      // SPDX-License-Identifier: Apache-2.0
      """;
  private static final Pattern ROOM = Pattern.compile("(?m)^- `([a-z0-9/-]+)/`");
  private static final Pattern LIBRARY = Pattern.compile("(?m)^\\| `([a-z0-9.-]+:[a-z0-9_-]+)`");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern FOREIGN =
      Pattern.compile("(?i)\\b(labels?|stats?|panels?|charts?|alert rules?|alerts?)\\b");

  @Test
  void theMapOfRoomsIsWhatThereIs() throws IOException {
    List<String> modules = found(MODULE, ROOT.resolve("pom.xml"));
    assertThat(found(ROOM, ROOT.resolve("ARCHITECTURE.md")))
        .as("the rooms in ARCHITECTURE.md")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(modules.stream(), Stream.of("docs")).toList());
    assertThat(modules).as("the modules in pom.xml").containsExactlyInAnyOrderElementsOf(folders());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageHasADoorPlate(Path folder) {
    assertThat(folder.resolve("package-info.java"))
        .content()
        .startsWith(LICENCE) // the formatter, which sees to it elsewhere, passes this file over
        .contains("/// ")
        .contains("@NullMarked");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aRecordIsEqualByWhatItHolds(Path source) throws IOException {
    String text = Files.readString(source);
    assertThat(text.contains(" record ") && text.contains("boolean equals("))
        .as("%s declares a record, and equals", source)
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "ARCHITECTURE.md", "docs/guide/metrics.md", "docs/guide/output.md"})
  void documentsUseTheFieldsWords(String document) throws IOException {
    assertThat(found(FOREIGN, ROOT.resolve(document))).isEmpty();
  }

  @Test
  void everyLibraryHasItsReason() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String room : Stream.concat(folders().stream(), Stream.of("")).toList()) {
      String pom = Files.readString(ROOT.resolve(room).resolve("pom.xml"));
      int managed = pom.indexOf("</dependencyManagement>");
      DEPENDENCY
          .matcher(pom.substring(Math.max(managed, 0)))
          .results()
          .map(one -> one.group(1) + ":" + one.group(2))
          .filter(name -> !name.startsWith("ai.metta:"))
          .forEach(used::add);
    }

    assertThat(found(LIBRARY, ROOT.resolve("docs/adr/0003-dependencies.md")))
        .as("the tables of docs/adr/0003-dependencies.md")
        .hasSizeGreaterThan(5)
        .containsOnly(used.toArray(String[]::new))
        .containsAll(used);
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  /// Every folder that Maven would take for a room, relative to the root.
  private static List<String> folders() throws IOException {
    try (Stream<Path> all = Files.find(ROOT, 3, (path, _) -> path.endsWith("pom.xml"))) {
      return all.map(pom -> ROOT.relativize(pom.getParent()).toString())
          .filter(name -> !name.isEmpty() && !name.contains("target") && !name.startsWith("."))
          .toList();
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String room : folders()) {
      Path main = ROOT.resolve(room).resolve("src/main/java");
      if (Files.isDirectory(main)) {
        try (Stream<Path> all = Files.walk(main)) {
          all.filter(path -> path.toString().endsWith(".java")).sorted().forEach(sources::add);
        }
      }
    }
    return sources;
  }

  private static List<Path> packages() throws IOException {
    return sources().stream().map(Path::getParent).distinct().toList();
  }
}
