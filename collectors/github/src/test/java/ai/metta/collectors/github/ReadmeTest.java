// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorReadme;
import ai.metta.metric.Golden;
import ai.metta.metric.Metric;
import ai.metta.metric.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ReadmeTest extends CollectorReadme {
  @Override
  protected Collector<?> collector() {
    return new GithubCollector();
  }

  /// A metric without a source, or with one that needs no permission, would be missing here.
  @Test
  void itsTableOfPermissionsIsWhatTheMetricsDeclare() {
    String rows =
        collector().catalogue().metrics().stream()
            .collect(groupingBy(ReadmeTest::permission, TreeMap::new, joined()))
            .entrySet()
            .stream()
            .map(entry -> "| `" + entry.getKey() + "` | " + entry.getValue() + " |\n")
            .collect(joining());
    Golden.matchesSection(
        Path.of("README.md"),
        "permissions",
        "| Permission | Asked of | Metrics it feeds |\n|---|---|---|\n" + rows);
  }

  private static String permission(Metric metric) {
    return metric.source().flatMap(Source::permission).orElseThrow();
  }

  private static java.util.stream.Collector<Metric, ?, String> joined() {
    return collectingAndThen(
        toList(),
        metrics ->
            code(metrics, metric -> metric.source().orElseThrow().endpoint())
                + " | "
                + code(metrics, Metric::name));
  }

  private static String code(List<Metric> metrics, Function<Metric, String> text) {
    return metrics.stream().map(text).distinct().map(one -> "`" + one + "`").collect(joining(", "));
  }
}
