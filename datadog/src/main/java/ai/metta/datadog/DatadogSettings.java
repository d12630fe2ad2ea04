// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.configuration.Setting;
import java.net.URI;
import java.util.List;

/// What an installation says about its Datadog.
public final class DatadogSettings {
  /// Datadog's sites. A name that is not among them is refused, so that a slip of the finger sends
  /// no key to a stranger.
  static final List<String> SITES =
      List.of(
          "datadoghq.com",
          "us3.datadoghq.com",
          "us5.datadoghq.com",
          "datadoghq.eu",
          "ap1.datadoghq.com",
          "ap2.datadoghq.com",
          "uk1.datadoghq.com",
          "ddog-gov.com",
          "us2.ddog-gov.com");

  public static final Setting<String> SITE =
      Setting.text("datadog.site")
          .env("DD_SITE")
          .fallback("datadoghq.com")
          .only("one of " + String.join(", ", SITES), SITES::contains)
          .says("The Datadog site to push to");
  public static final Setting<String> URL =
      Setting.address("datadog.url")
          .only(
              "an address such as https://host or http://host:8080, without user or password",
              url -> URI.create(url.strip()).getRawUserInfo() == null)
          .env("DD_URL")
          .says("Overrides the base URL of Datadog's API");

  private DatadogSettings() {}

  public static List<Setting<?>> all() {
    return List.of(SITE, URL);
  }
}
