// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.cli.LiveConfiguration.Look;
import ai.metta.collect.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveConfigurationTest {
  @TempDir private Path folder;

  private SettingsLoader loader() {
    Path file = folder.resolve("metta.yaml");
    return new SettingsLoader(
        Workbench.known(Registry.load()), Map.of(), Map.of(), Optional.of(file), folder, folder);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("metta.yaml"), text);
  }

  private static Look twice(LiveConfiguration live) {
    live.look();
    return live.look();
  }

  @Test
  void aRowOfTheHealthGridThatThereIsNotIsRefusedAndWhatHeldGoesOn() throws IOException {
    write("aliases: true\n");
    LiveConfiguration live = LiveConfiguration.read(loader());
    write("aliases: false\nhealth: {rows: {ci.stale_pr: {good_at: 1}}}\n");

    assertThat(((Look.Refused) twice(live)).problems())
        .singleElement()
        .asString()
        .contains("there is no such row; did you mean \"ci.stale_prs\"?");
    assertThat(live.settings().get(GlobalSettings.ALIASES)).isTrue();

    write("aliases: false\nhealth: {rows: {ci.stale_prs: {good_at: 1}}}\n");

    assertThat(((Look.Taken) twice(live)).what()).contains("aliases", "health.rows");
    assertThat(live.settings().get(GlobalSettings.ALIASES)).isFalse();
  }
}
