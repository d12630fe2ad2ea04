// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Expected output in files, of which `-Dgolden=rewrite` makes new ones; their diff is reviewed.
public final class Golden {
  private static final Path FOLDER =
      Path.of(System.getProperty("metta.root"), "cli/src/test/resources/golden");

  private Golden() {}

  public static void assertIs(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("golden", "").equals("rewrite")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(file)
        .as("%s; -Dgolden=rewrite accepts what is new", name)
        .content()
        .isEqualTo(actual);
  }
}
