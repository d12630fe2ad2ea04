// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What differs from account to account.
///
/// @param regions those to read; empty for all that the account has enabled
/// @param home the region that is asked what no single one knows
/// @param priceBook path of the file with list prices; empty where there is none
/// @param volumePrices dollars for a GiB and month, by `gp3` or, for one region only,
///   `eu-west-1/gp3`
record Ec2Config(
    List<String> regions,
    String home,
    Optional<String> priceBook,
    Asked pricingApi,
    Asked spend,
    Asked idleness,
    IdleRule idleRule,
    Map<String, Double> volumePrices) {
  private static final String ALL = "all";
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final Pattern TAG = Pattern.compile("[^=]+=.*");

  /// Whether a service that may cost something is asked.
  enum Asked {
    YES,
    NO
  }

  static final Setting<String> ENDPOINT =
      Setting.address("ec2.endpoint")
          .env("AWS_ENDPOINT_URL")
          .says("One address for all of AWS's services, in place of their own");
  static final Setting<String> HOME =
      Setting.text("ec2.home_region")
          .only("a region such as us-east-1", Ec2Config::isRegion)
          .env("AWS_REGION", "AWS_DEFAULT_REGION")
          .says("Region that is asked for the account and its regions; us-east-1 unless said");
  static final Setting<List<String>> REGIONS =
      Setting.texts("ec2.regions")
          .only("all, or regions such as us-east-1 parted by commas", Ec2Config::areRegions)
          .says(
              "Regions to read, or all for those that the account has enabled; ec2.home_region unless said");
  static final Setting<String> PRICE_BOOK =
      Setting.text("ec2.price_book")
          .says("CSV file with list prices; its form stands under Prices in the README");
  static final Setting<Boolean> PRICING_API =
      Setting.toggle("ec2.pricing_api")
          .fallback(false)
          .says("Whether the Pricing API is asked for list prices that the price book lacks");
  static final Setting<Map<String, Double>> VOLUME_PRICES =
      Setting.numbers("ec2.ebs_prices")
          .only(
              "dollars that are not negative, by volume type: gp3=0.08, eu-west-1/gp3=0.088",
              prices -> prices.values().stream().allMatch(price -> price >= 0))
          .fallback(Map.of())
          .says(
              "Dollars for a GiB and month by volume type, such as gp3=0.08; eu-west-1/gp3=0.088 for one region only");
  static final Setting<Boolean> COST_EXPLORER =
      Setting.toggle("ec2.cost_explorer")
          .fallback(false)
          .says(
              "Whether Cost Explorer is asked, once a day, what was spent: 0.01 USD a request and page");
  static final Setting<Boolean> IDLE_DETECTION =
      Setting.toggle("ec2.idle_detection")
          .fallback(true)
          .says(
              "Whether CloudWatch is asked, every 30 minutes, what instances are doing: 0.01 USD for 1000 of them");
  static final Setting<Double> CPU_AVERAGE =
      percent("ec2.idle_cpu_average_pct", 5, "average CPU utilisation");
  static final Setting<Double> CPU_MAXIMUM =
      percent("ec2.idle_cpu_maximum_pct", 20, "highest five-minute average of CPU utilisation");
  static final Setting<Double> GPU_AVERAGE =
      percent("ec2.idle_gpu_average_pct", 5, "average utilisation of each GPU");
  static final Setting<String> IDLE_IGNORED =
      Setting.text("ec2.idle_ignored_tag")
          .only("a tag such as monitoring=ignore-idle", text -> TAG.matcher(text).matches())
          .fallback("monitoring=ignore-idle")
          .says("Tag of instances that may be idle");

  static final SecretKey ACCESS_KEY =
      SecretKey.optional("ec2.access_key_id", "ec2/access-key-id", "AWS_ACCESS_KEY_ID");
  static final SecretKey SECRET_KEY =
      SecretKey.optional("ec2.secret_access_key", "ec2/secret-access-key", "AWS_SECRET_ACCESS_KEY");
  static final SecretKey SESSION_TOKEN =
      SecretKey.optional("ec2.session_token", "ec2/session-token", "AWS_SESSION_TOKEN");

  static List<Setting<?>> settings() {
    return List.of(
        REGIONS,
        HOME,
        ENDPOINT,
        PRICE_BOOK,
        PRICING_API,
        VOLUME_PRICES,
        COST_EXPLORER,
        IDLE_DETECTION,
        CPU_AVERAGE,
        CPU_MAXIMUM,
        GPU_AVERAGE,
        IDLE_IGNORED);
  }

  /// Whether somebody said where to look, as whoever runs in AWS does.
  static boolean isPlaced(Settings settings) {
    return settings.find(HOME).isPresent() || settings.find(REGIONS).isPresent();
  }

  static Ec2Config from(Settings settings) {
    String home = settings.find(HOME).map(String::strip).orElse("us-east-1");
    List<String> regions = settings.find(REGIONS).orElse(List.of(home));
    String[] ignored = settings.get(IDLE_IGNORED).split("=", 2);
    return new Ec2Config(
        regions.equals(List.of(ALL)) ? List.of() : regions.stream().distinct().toList(),
        home,
        settings.find(PRICE_BOOK).map(String::strip).filter(path -> !path.isEmpty()),
        asked(settings.get(PRICING_API)),
        asked(settings.get(COST_EXPLORER)),
        asked(settings.get(IDLE_DETECTION)),
        new IdleRule(
            settings.get(CPU_AVERAGE),
            settings.get(CPU_MAXIMUM),
            settings.get(GPU_AVERAGE),
            ignored[0].strip(),
            ignored[1].strip()),
        settings.get(VOLUME_PRICES));
  }

  /// What is known of the regions that are read.
  Standing standing() {
    return regions.isEmpty() ? Standing.ENABLED : Standing.NAMED;
  }

  private static Asked asked(boolean yes) {
    return yes ? Asked.YES : Asked.NO;
  }

  private static Setting<Double> percent(String key, double fallback, String what) {
    return Setting.number(key)
        .only("a percentage above 0, up to 100", share -> share > 0 && share <= 100)
        .fallback(fallback)
        .says("Percent below which the " + what + " of an idle instance lies");
  }

  private static boolean isRegion(String text) {
    return REGION.matcher(text.strip()).matches();
  }

  private static boolean areRegions(List<String> texts) {
    return texts.equals(List.of(ALL))
        || (!texts.isEmpty() && texts.stream().allMatch(Ec2Config::isRegion));
  }
}
