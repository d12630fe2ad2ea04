// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.configuration.Setting;
import ai.metta.metric.CatalogueTable;
import ai.metta.metric.Golden;
import ai.metta.metric.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the README says of the metrics is what the catalogue says.
final class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final List<Metric> METRICS = new SkypilotCollector().catalogue().metrics();

  @Test
  void itsTableOfMetricsIsTheCatalogue() {
    Golden.matchesSection(README, "metrics", CatalogueTable.metrics(METRICS));
  }

  @Test
  void itsTableOfSettingsIsTheConfiguration() {
    String rows =
        SkypilotConfig.settings().stream()
            .map(ReadmeTest::row)
            .collect(
                Collectors.joining(
                    "\n",
                    "| Setting | Variable | Unless said | Means |\n|---|---|---|---|\n",
                    "\n"));
    Golden.matchesSection(README, "settings", rows);
  }

  private static String row(Setting<?> setting) {
    String variables =
        setting.environment().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    String fallback = setting.fallback().map(ReadmeTest::written).orElse("");
    return "| `%s` | %s | %s | %s |".formatted(setting.key(), variables, fallback, setting.says());
  }

  private static String written(Object value) {
    return switch (value) {
      case Double number -> Long.toString(Math.round(number));
      case List<?> several ->
          several.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case Map<?, ?> none when none.isEmpty() -> "";
      default -> value.toString();
    };
  }

  @Test
  void itsTableOfOlderNamesIsTheCatalogue() {
    Golden.matchesSection(README, "aliases", CatalogueTable.aliases(METRICS));
  }
}
