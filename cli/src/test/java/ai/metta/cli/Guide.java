// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A guide whose blocks of code say, in a comment that readers do not see, where they go.
public record Guide(Path file) {
  private static final Pattern EDIT =
      Pattern.compile(
          """
          <!-- edit (?<file>\\S+): (?<how>before|instead of) \
          the (?:last line|(?<which>lines?) "(?<start>[^\\n]*)") -->
          ```java
          (?<code>(?:(?!```)[^\\n]*\\n)*)```
          """);

  /// Makes every change below a folder, in the guide's order.
  ///
  /// @return how many there were
  public int follow(Path folder) throws IOException {
    List<MatchResult> edits = EDIT.matcher(Files.readString(file)).results().toList();
    for (MatchResult edit : edits) {
      follow(edit, found(folder, edit.group("file")));
    }
    return edits.size();
  }

  /// How many blocks of code say where they go, and how many do not.
  public long blocks() throws IOException {
    return Files.readString(file).lines().filter("```java"::equals).count();
  }

  private static Path found(Path folder, String name) throws IOException {
    try (Stream<Path> all = Files.find(folder, 20, (path, _) -> path.endsWith(name))) {
      return all.findFirst().orElseThrow(() -> new AssertionError("no file " + name));
    }
  }

  private static void follow(MatchResult edit, Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int first = lines.size() - 1;
    int last = first;
    if (edit.group("start") != null) {
      int[] fitting =
          IntStream.range(0, lines.size())
              .filter(at -> lines.get(at).strip().startsWith(edit.group("start")))
              .toArray();
      assertThat(fitting).as(edit.group()).isNotEmpty();
      assertThat(fitting.length == 1 || edit.group("which").equals("lines"))
          .as("one line: " + edit.group())
          .isTrue();
      first = fitting[0];
      last = fitting[fitting.length - 1];
    }
    List<String> edited = new ArrayList<>(lines.subList(0, first));
    edited.addAll(edit.group("code").lines().toList());
    int rest = edit.group("how").equals("before") ? first : last + 1;
    edited.addAll(lines.subList(rest, lines.size()));
    Files.write(file, edited);
  }
}
