// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings that are nobody's in particular.
public final class GlobalSettings {
  public static final Setting<String> ENVIRONMENT =
      Setting.text("environment")
          .env("DD_ENV")
          .fallback("production")
          .says("The tag env: of every series");
  public static final Setting<List<String>> TAGS =
      new Setting<>(
          "tags",
          List.of("DD_TAGS"),
          Optional.of(List.<String>of()),
          "Tags of every series",
          "tags of the form key:value, parted by commas or spaces",
          Setting.Shape.LIST,
          text -> {
            List<String> tags =
                Stream.of(text.split("[,\\s]+")).filter(tag -> !tag.isBlank()).toList();
            return tags.stream().allMatch(tag -> tag.matches("\\p{L}[^:]*:.+"))
                ? Optional.of(tags)
                : Optional.empty();
          });
  public static final Setting<String> DATA_DIRECTORY =
      Setting.text("data_dir")
          .env("METTA_DATA_DIR")
          .says("Outbox, kept answers and leases; by default ~/.local/share/metta");
  public static final Setting<String> SECRETS_DIRECTORY =
      Setting.text("secrets_dir").env("METTA_SECRETS_DIR").says("A folder with one file a secret");
  public static final Setting<Boolean> ALIASES =
      Setting.toggle("aliases")
          .fallback(false)
          .says("Emit older flat metric names beside the tagged ones");

  private GlobalSettings() {}

  public static List<Setting<?>> all() {
    return List.of(ENVIRONMENT, TAGS, DATA_DIRECTORY, SECRETS_DIRECTORY, ALIASES);
  }

  /// Where this installation keeps its files.
  public static Path dataDirectory(Settings settings, Path home) {
    Map<String, String> environment = settings.environment();
    String share = environment.getOrDefault("XDG_DATA_HOME", "");
    Path usual = share.isBlank() ? home.resolve(".local/share") : Path.of(share);
    return settings.find(DATA_DIRECTORY).map(Path::of).orElse(usual.resolve("metta"));
  }
}
