// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a test expects, kept in a file: compared line by line, or written anew under
/// `-Dgolden=rewrite`.
public final class Golden {
  private static final String REWRITE = "-Dgolden=rewrite writes the file anew";

  private Golden() {}

  /// Holds a text against a whole file.
  ///
  /// @param file relative to the room's folder
  /// @throws AssertionError naming every line that differs; what the test got is then below
  ///   `target/golden`
  public static void matches(Path file, String actual) {
    if (System.getProperty("golden", "").equals("rewrite")) {
      write(file, actual);
      return;
    }
    assertThat(file).as(REWRITE).exists();
    Path got = Path.of("target", "golden").resolve(file.getFileName());
    write(got, actual);
    assertThat(got).as("%s; it holds what %s should", REWRITE, file).hasSameTextualContentAs(file);
  }

  /// Holds a text against the lines between `<!-- name -->` and `<!-- /name -->` in a document.
  ///
  /// @throws IllegalArgumentException where the document has no such pair of markers
  public static void matchesSection(Path document, String name, String actual) {
    String text = read(document);
    String opening = "<!-- " + name + " -->\n";
    int start = text.indexOf(opening);
    int end = text.indexOf("<!-- /" + name + " -->");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          document + " has no section between <!-- " + name + " --> and <!-- /" + name + " -->");
    }
    matches(document, text.substring(0, start + opening.length()) + actual + text.substring(end));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
