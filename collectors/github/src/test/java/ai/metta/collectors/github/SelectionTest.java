// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which repositories are meant where it is said more than once.
final class SelectionTest {
  @TempDir Path folder;

  /// Where each was set: by a flag, the environment, the file, or not at all.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # repositories | organisation | chosen        | not used
          env            | -            | acme/rocket   | -
          file           | -            | acme/rocket   | -
          -              | file         | umbra         | -
          env            | file         | umbra         | github.repositories (env GITHUB_REPOSITORY) is not used: github.organisation is set too
          env            | flag         | umbra         | github.repositories (env GITHUB_REPOSITORY) is not used: github.organisation is set too
          file           | flag         | umbra         | github.repositories (FILE:2) is not used: github.organisation is set too
          flag           | file         | acme/rocket   | github.organisation (FILE:2) is not used: github.repositories is set too
          flag           | flag         | acme/rocket   | github.organisation (flag --set github.organisation) is not used: github.repositories is set too
          file           | file         | acme/rocket   | github.organisation (FILE:3) is not used: github.repositories is set too
          -              | -            | -             | -
          """)
  void whatIsMeantWinsOverWhatIsAlwaysThere(
      String repositories, String organisation, String chosen, String unused) throws IOException {
    Map<String, String> flags = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    StringBuilder file = new StringBuilder("github:\n");
    set(repositories, "repositories", "acme/rocket", flags, environment, file);
    set(organisation, "organisation", "umbra", flags, environment, file);
    Path written = Files.writeString(folder.resolve("metta.yaml"), file + "  bots: []\n");
    Settings settings = loaded(flags, environment, written);
    assertThat(Selection.of(settings).map(SelectionTest::name))
        .isEqualTo(Optional.ofNullable(chosen));
    assertThat(Selection.unused(settings).map(text -> text.replace(written.toString(), "FILE")))
        .isEqualTo(Optional.ofNullable(unused));
  }

  private static void set(
      String where,
      String setting,
      String value,
      Map<String, String> flags,
      Map<String, String> environment,
      StringBuilder file) {
    switch (where) {
      case "flag" -> flags.put("github." + setting, value);
      case "env" -> environment.put("GITHUB_REPOSITORY", value);
      case "file" -> file.append("  ").append(setting).append(": ").append(value).append('\n');
      case null, default -> {
        // It is not set.
      }
    }
  }

  private Settings loaded(Map<String, String> flags, Map<String, String> environment, Path file) {
    return switch (new SettingsLoader(
            GithubConfig.settings(), flags, environment, Optional.of(file), folder, folder)
        .load()) {
      case Loaded.Good(Settings settings) -> settings;
      case Loaded.Bad(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String name(Selection selection) {
    return switch (selection) {
      case Selection.Named(var repositories) -> repositories.getFirst().toString();
      case Selection.Organisation(String name) -> name;
    };
  }
}
