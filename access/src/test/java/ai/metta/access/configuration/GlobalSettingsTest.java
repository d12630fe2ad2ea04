// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.SettingsLoader.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every installation may set: nothing that later turns out to be no tag or no folder.
final class GlobalSettingsTest {
  @TempDir private Path directory;

  private Loaded load(Map<String, String> flags, Map<String, String> environment) {
    return new SettingsLoader(
            GlobalSettings.all(), flags, environment, Optional.empty(), directory, directory)
        .load();
  }

  @ParameterizedTest
  @CsvSource({
    "DD_TAGS, team:::",
    "DD_TAGS, a::",
    "DD_TAGS, team",
    "DD_TAGS, 9:x",
    "DD_TAGS, 'team:x,env:staging'",
    "DD_TAGS, 'Source:x'",
    "DD_ENV, ':'",
    "DD_ENV, '::'",
  })
  void whatIsNoTagOfOursIsRefused(String variable, String text) {
    assertThat(load(Map.of(), Map.of(variable, text)))
        .isInstanceOfSatisfying(
            Loaded.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .singleElement()
                    .asString()
                    .startsWith(variable + ": \"" + text + "\" is not"));
  }

  @Test
  void aKeyThatLeavesNoRoomIsRefused() {
    assertThat(load(Map.of(), Map.of("DD_TAGS", "k".repeat(200) + ":v")))
        .isInstanceOf(Loaded.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment", "data_dir", "aliases"})
  void aFlagWithoutAValueIsRefused(String key) {
    assertThat(load(Map.of(key, " "), Map.of()))
        .isInstanceOfSatisfying(
            Loaded.Bad.class,
            bad ->
                assertThat(bad.problems()).containsExactly("--set " + key + ": there is no value"));
  }

  @Test
  void aListMayBeEmptied() {
    assertThat(load(Map.of("tags", ""), Map.of("DD_TAGS", "team:x")))
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good -> assertThat(good.settings().get(GlobalSettings.TAGS)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"~/store, home/store", "~, home", "~x/store, ~x/store", "store, store"})
  void theHomeFolderIsReadAsInAShell(String text, String folder) throws Exception {
    Files.writeString(
        directory.resolve("metta.yaml"),
        "data_dir: '%s'\nsecrets_dir: '%s'\n".formatted(text, text));
    assertThat(load(Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            Loaded.Good.class,
            good -> {
              Path home = Path.of("home");
              assertThat(GlobalSettings.dataDirectory(good.settings(), home))
                  .isEqualTo(Path.of(folder));
              assertThat(GlobalSettings.secretsDirectory(good.settings(), home))
                  .contains(Path.of(folder));
            });
  }
}
