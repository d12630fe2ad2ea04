// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What others say of Datadog, where it is at hand: below `METTA_SHARED`, by default beside the
/// repository. When the variable is set it must be there.
public final class Shared {
  private Shared() {}

  /// A text of the folder; the test is skipped where there is none.
  public static String text(String path) {
    return read(folder().resolve(path));
  }

  /// The JSON texts of one of its folders by their names, likewise.
  static Map<String, String> texts(String path) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder().resolve(path))) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .forEach(file -> texts.put(file.toString(), read(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return texts;
  }

  private static Path folder() {
    return ai.metta.metric.Shared.folder("nothing");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The words that Datadog's own description of its first version's API allows for schemas whose
  /// name has a form.
  public static List<String> words(String schema) {
    return Pattern.compile(
            "^    (?:" + schema + "):\n(?:      .*\n)*?      enum:\n((?: +- .*\n)+)",
            Pattern.MULTILINE)
        .matcher(text("openapi/datadog-v1.yaml"))
        .results()
        .flatMap(found -> found.group(1).lines())
        .map(line -> line.strip().substring(2).replace("\"", ""))
        .distinct()
        .toList();
  }
}
