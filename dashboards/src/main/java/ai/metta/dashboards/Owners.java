// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which team answers for what a collector shows: the tag `team:` of its dashboard and monitors.
public record Owners(Map<String, String> byCollector) {
  /// Teams by collector.
  public static final Setting<Map<String, String>> SETTING =
      new Setting<>(
          "dashboards.owners",
          List.of(),
          Optional.of(Map.of()),
          "The team that answers for each collector's dashboard and monitors: their tag team:",
          "teams by collector: one=team-a, two=team-b",
          Setting.Shape.MAP,
          Owners::parse);

  private static final Pattern ONE =
      Pattern.compile("\\s*([a-z][a-z0-9_-]*)\\s*=\\s*([a-z0-9][a-z0-9_./-]*)\\s*");

  /// Where nobody said.
  public static final Owners NOBODY = new Owners(Map.of());

  public Owners {
    byCollector = Map.copyOf(byCollector);
  }

  /// Who they are as the settings say.
  public static Owners of(Settings settings) {
    return new Owners(settings.get(SETTING));
  }

  /// The team's handle; empty where nobody said.
  public Optional<String> of(String collector) {
    return Optional.ofNullable(byCollector.get(collector));
  }

  private static Optional<Map<String, String>> parse(String text) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher one = ONE.matcher(part);
      if (!one.matches()) {
        return Optional.empty();
      }
      owners.put(one.group(1), one.group(2));
    }
    return Optional.of(owners);
  }
}
