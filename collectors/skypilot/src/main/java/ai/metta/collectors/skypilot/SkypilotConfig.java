// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an installation says about its SkyPilot server.
///
/// @param namedRegions regions that `skypilot.jobs` counts by name; all others are `other`
/// @param pageSize jobs asked for at once
/// @param prices dollars an hour by instance type, or by GPU type for one GPU, for what the server
///   has no price of
/// @param zone of the jobs controller's clock
record SkypilotConfig(
    Set<String> namedRegions, int pageSize, Map<String, Double> prices, ZoneId zone) {
  static final Setting<String> ENDPOINT =
      Setting.address("skypilot.endpoint")
          .env("SKYPILOT_API_SERVER_ENDPOINT")
          .says("URL of the SkyPilot API server; may hold user:password@");
  static final Setting<List<String>> REGIONS =
      Setting.texts("skypilot.regions")
          .fallback(List.of("us-east-1", "us-west-2"))
          .says("Regions that skypilot.jobs{region} counts by name");
  static final Setting<Integer> PAGE_SIZE =
      Setting.whole("skypilot.page_size", 1, 100_000)
          .fallback(1000)
          .says("Jobs asked for in one request");
  static final Setting<Map<String, Double>> PRICES =
      Setting.numbers("skypilot.prices")
          .only(
              "prices by name, none below 0: p5.48xlarge=55.04, p5.48xlarge:spot=16.5",
              prices -> prices.values().stream().allMatch(price -> price >= 0))
          .fallback(Map.of())
          .says(
              "Dollars an hour by instance type, or by GPU type for one GPU (`TYPE:spot` for spot), where the server has no price");
  static final Setting<String> TIME_ZONE =
      Setting.text("skypilot.time_zone")
          .only("a time zone such as UTC or America/Los_Angeles", SkypilotConfig::isZone)
          .fallback("UTC")
          .says("Time zone of the jobs controller: its events are in local time, without a zone");
  static final SecretKey TOKEN =
      SecretKey.optional(
              "skypilot.api_key",
              "skypilot/api-key",
              "SKYPILOT_SERVICE_ACCOUNT_TOKEN",
              "SKYPILOT_API_KEY")
          .inFields("token", "api_key", "SKYPILOT_SERVICE_ACCOUNT_TOKEN");

  static List<Setting<?>> settings() {
    return List.of(ENDPOINT, REGIONS, PAGE_SIZE, PRICES, TIME_ZONE);
  }

  static SkypilotConfig from(Settings settings) {
    return new SkypilotConfig(
        Set.copyOf(settings.get(REGIONS)),
        settings.get(PAGE_SIZE),
        settings.get(PRICES),
        ZoneId.of(settings.get(TIME_ZONE).strip()));
  }

  private static boolean isZone(String text) {
    try {
      return ZoneId.of(text.strip()).getId().length() > 0;
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
