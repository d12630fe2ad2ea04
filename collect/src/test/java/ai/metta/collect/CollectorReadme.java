// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.access.configuration.Durations;
import ai.metta.access.configuration.Setting;
import ai.metta.metric.CatalogueTable;
import ai.metta.metric.Golden;
import ai.metta.metric.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a collector's README says of metrics and settings is what the code says: a collector's own
/// class extends this.
public abstract class CollectorReadme {
  private static final Path README = Path.of("README.md");

  protected abstract Collector<?> collector();

  /// Where a room has several, all of them, in the order that its table tells their metrics in.
  protected List<Collector<?>> collectors() {
    return List.of(collector());
  }

  private List<Metric> metrics() {
    return collectors().stream()
        .flatMap(collector -> collector.catalogue().metrics().stream())
        .toList();
  }

  @Test
  void itsTableOfMetricsIsTheCatalogue() {
    Golden.matchesSection(README, "metrics", CatalogueTable.metrics(metrics()));
  }

  @Test
  void itsTableOfSettingsIsTheConfiguration() {
    String rows =
        collector().profile().settings().stream()
            .map(CollectorReadme::row)
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
    String fallback = setting.fallback().map(CollectorReadme::written).orElse("");
    return "| `%s` | %s | %s | %s |"
        .formatted(setting.key(), variables, fallback.replace("|", "\\|"), setting.says());
  }

  private static String written(Object value) {
    return switch (value) {
      case Double number -> Long.toString(Math.round(number));
      case Duration duration -> Durations.print(duration);
      case List<?> several ->
          several.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case Map<?, ?> none when none.isEmpty() -> "";
      default -> value.toString();
    };
  }

  @Test
  void itsTableOfOlderNamesIsTheCatalogue() {
    if (metrics().stream().allMatch(metric -> metric.aliases().isEmpty())) {
      return;
    }
    Golden.matchesSection(README, "aliases", CatalogueTable.aliases(metrics()));
  }
}
