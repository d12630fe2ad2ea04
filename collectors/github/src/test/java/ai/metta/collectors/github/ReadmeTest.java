// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorReadme;
import ai.metta.metric.Golden;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReadmeTest extends CollectorReadme {
  @Override
  protected Collector<?> collector() {
    return new GithubCollector();
  }

  /// A metric without a source, or with one that needs no permission, would be missing here.
  /// Deployments are taken to be those to an environment.
  @Test
  void itsTableOfPermissionsIsWhatTheMetricsDeclareAndWhatFailsWithoutThem() {
    GithubConfig config =
        Facts.under(Map.of("github.deployments", "environment:production")).rules();
    Map<String, List<Metric>> byPermission =
        collector().catalogue().metrics().stream()
            .collect(groupingBy(ReadmeTest::permission, TreeMap::new, toList()));
    StringBuilder rows = new StringBuilder();
    byPermission.forEach((permission, metrics) -> {
      Set<String> fed =
          new HashSet<>(
              GithubMetrics.failingWithout(topic -> topic.needs(permission, config), config));
      metrics.forEach(metric -> fed.add(metric.name()));
      rows.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  permission,
                  code(metrics.stream().map(metric -> metric.source().orElseThrow().endpoint())),
                  code(
                      collector().catalogue().metrics().stream()
                          .map(Metric::name)
                          .filter(fed::contains))));
    });
    Golden.matchesSection(
        Path.of("README.md"),
        "permissions",
        "| Permission | Asked of | Metrics it feeds |\n|---|---|---|\n" + rows);
  }

  private static String permission(Metric metric) {
    return metric.source().flatMap(Source::permission).orElseThrow();
  }

  private static String code(Stream<String> texts) {
    return texts.distinct().map(one -> "`" + one + "`").collect(joining(", "));
  }
}
