// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings that belong to no collector.
public final class GlobalSettings {
  public static final Setting<String> SITE =
      Setting.oneOf(
              "datadog.site",
              List.of(
                  "datadoghq.com",
                  "us3.datadoghq.com",
                  "us5.datadoghq.com",
                  "datadoghq.eu",
                  "ap1.datadoghq.com",
                  "ap2.datadoghq.com",
                  "uk1.datadoghq.com",
                  "ddog-gov.com",
                  "us2.ddog-gov.com"))
          .env("DD_SITE")
          .fallback("datadoghq.com")
          .says("The Datadog site to send to and read from");

  public static final Setting<String> URL =
      Setting.text("datadog.url")
          .env("DD_URL")
          .says("The API's base address, instead of the site's: a local server, for example");

  public static final Setting<String> ENVIRONMENT =
      Setting.text("environment")
          .env("DD_ENV")
          .fallback("production")
          .says("The value of the tag env");

  public static final Setting<List<String>> TAGS =
      Setting.words("tags")
          .env("DD_TAGS")
          .fallback(List.of())
          .says("Tags on every series, key:value");

  public static final Setting<String> DATA_DIRECTORY =
      Setting.text("data_dir")
          .env("METTA_DATA_DIR")
          .says("Where outbox, HTTP cache, leases and the local store are");

  public static final Setting<String> SECRETS_DIRECTORY =
      Setting.text("secrets_dir")
          .env("METTA_SECRETS_DIR")
          .says("Where secrets are mounted, one file each");

  private final Settings settings;

  private GlobalSettings(Settings settings) {
    this.settings = settings;
  }

  /// What to give to the loader: the data directory's default depends on who asks.
  public static List<Setting<?>> declared(Map<String, String> environment, Path home) {
    String shared = environment.getOrDefault("XDG_DATA_HOME", "");
    // A relative one is to be ignored, says its specification.
    Path data = shared.startsWith("/") ? Path.of(shared) : home.resolve(".local/share");
    return List.of(
        SITE,
        URL,
        ENVIRONMENT,
        TAGS,
        DATA_DIRECTORY.fallback(data.resolve("metta").toString()),
        SECRETS_DIRECTORY);
  }

  public static GlobalSettings of(Settings settings) {
    return new GlobalSettings(settings);
  }

  public String site() {
    return settings.get(SITE);
  }

  /// As it was given; an `Endpoint` checks it.
  public Optional<String> url() {
    return settings.find(URL);
  }

  public String environment() {
    return settings.get(ENVIRONMENT);
  }

  public List<String> tags() {
    return settings.get(TAGS);
  }

  public Path dataDirectory() {
    return Path.of(settings.get(DATA_DIRECTORY));
  }

  public Optional<Path> secretsDirectory() {
    return settings.find(SECRETS_DIRECTORY).map(Path::of);
  }
}
