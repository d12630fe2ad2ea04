// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.serve.LiveConfiguration.Look;
import ai.metta.collect.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void everythingThatIsWrongIsNamedAtOnce() throws IOException {
    write("aliases: true\n");
    LiveConfiguration live = LiveConfiguration.read(loader());
    write(
        """
        aliaces: false
        health: {rows: {ci.stale_pr: {good_at: 1}}, collectors: [githb]}
        """);

    assertThat(((Look.Refused) twice(live)).problems())
        .hasSize(3)
        .anySatisfy(one -> assertThat(one).contains("aliaces", "did you mean \"aliases\"?"))
        .anySatisfy(one -> assertThat(one).contains("did you mean \"ci.stale_prs\"?"))
        .anySatisfy(
            one -> assertThat(one).contains("no collector \"githb\"", "did you mean \"github\"?"));
  }

  /// In the usual place as under a name that was asked for: what held before goes on.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsGoneIsSaidAndNotTakenForDefaults(boolean asked) throws IOException {
    write("aliases: true\n");
    Path file = folder.resolve("metta.yaml");
    LiveConfiguration live =
        LiveConfiguration.read(
            new SettingsLoader(
                Workbench.known(Registry.load()),
                Map.of(),
                Map.of(),
                asked ? Optional.of(file) : Optional.empty(),
                folder,
                folder));
    Files.delete(file);

    assertThat(((Look.Refused) twice(live)).problems()).containsExactly(file + " is gone");
    assertThat(live.settings().get(GlobalSettings.ALIASES)).isTrue();
    assertThat(live.look()).isInstanceOf(Look.Unchanged.class);

    write("aliases: false\n");

    assertThat(((Look.Taken) twice(live)).what()).contains("aliases");
  }
}
