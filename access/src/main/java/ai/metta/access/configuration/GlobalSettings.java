// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import ai.metta.metric.Tag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The settings that are nobody's in particular.
public final class GlobalSettings {
  public static final Setting<String> ENVIRONMENT =
      Setting.text("environment")
          .env("DD_ENV")
          .fallback("production")
          .only("a tag's value, such as production", value -> isTag("env:" + value))
          .says("The tag env: of every series");
  public static final Setting<List<String>> TAGS =
      new Setting<>(
          "tags",
          List.of("DD_TAGS"),
          Optional.of(List.<String>of()),
          "Tags of every series",
          "tags of the form key:value, parted by commas or spaces, without env (which environment sets) and source",
          Setting.Shape.LIST,
          text -> {
            List<String> tags =
                Stream.of(text.split("[,\\s]+")).filter(tag -> !tag.isBlank()).toList();
            return Optional.of(tags).filter(all -> all.stream().allMatch(GlobalSettings::isOwn));
          });
  public static final Setting<String> DATA_DIRECTORY =
      Setting.text("data_dir")
          .env("METTA_DATA_DIR")
          .says("Outbox, kept answers and leases; by default ~/.local/share/metta");
  public static final Setting<String> SECRETS_DIRECTORY =
      Setting.text("secrets_dir").env("METTA_SECRETS_DIR").says("A folder with one file a secret");
  public static final Setting<Boolean> SECRETS_MANAGER =
      Setting.toggle("secrets_manager")
          .env("METTA_SECRETS_MANAGER")
          .fallback(true)
          .says(
              "Where AWS_REGION is set, ask AWS Secrets Manager for required secrets that are nowhere else");
  public static final Setting<Boolean> ALIASES =
      Setting.toggle("aliases")
          .fallback(false)
          .says("Emit the other names that metrics have beside their own");

  private GlobalSettings() {}

  private static boolean isTag(String text) {
    try {
      return !Tag.parse(text).value().isEmpty();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /// Whether it is a tag, and none that every series has of us.
  private static boolean isOwn(String text) {
    return isTag(text) && !Set.of("env", "source").contains(Tag.parse(text).key());
  }

  public static List<Setting<?>> all() {
    return List.of(ENVIRONMENT, TAGS, DATA_DIRECTORY, SECRETS_DIRECTORY, SECRETS_MANAGER, ALIASES);
  }

  /// Where this installation keeps its files.
  public static Path dataDirectory(Settings settings, Path home) {
    Map<String, String> environment = settings.environment();
    String share = environment.getOrDefault("XDG_DATA_HOME", "");
    Path usual = share.isBlank() ? home.resolve(".local/share") : Path.of(share);
    return settings
        .find(DATA_DIRECTORY)
        .map(text -> folder(text, home))
        .orElse(usual.resolve("metta"));
  }

  /// Where its secrets lie, one a file; empty where nobody says.
  public static Optional<Path> secretsDirectory(Settings settings, Path home) {
    return settings.find(SECRETS_DIRECTORY).map(text -> folder(text, home));
  }

  /// As a shell reads it, which sees no setting but a variable's.
  private static Path folder(String text, Path home) {
    return text.equals("~") || text.startsWith("~/")
        ? home.resolve(text.substring(1).replaceFirst("^/+", ""))
        : Path.of(text);
  }
}
