// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Owners;
import ai.metta.dashboards.lint.Finding;
import ai.metta.dashboards.lint.Lint;
import ai.metta.metric.Emitted;
import ai.metta.metric.Golden;
import ai.metta.metric.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a room's dashboards must be: a collector's own class extends this and names the collectors
/// of its room.
public abstract class DashboardContract {
  /// The collectors, as production makes them.
  protected abstract List<Collector<?>> collectors();

  private List<Dashboard> dashboards() {
    return Pages.of(new Registry(collectors()));
  }

  @TestFactory
  Stream<DynamicTest> eachIsWrittenAsKept() {
    return dashboards().stream()
        .map(dashboard ->
            DynamicTest.dynamicTest(
                dashboard.name(),
                () ->
                    Golden.matches(
                        Path.of("src/test/resources/dashboards", dashboard.name() + ".json"),
                        JsonText.indented(dashboard.json(Owners.NOBODY)))));
  }

  @Test
  void nothingIsWrongWithTheirQueries() {
    Lint lint = Lint.knowing(Pages.subjects(new Registry(collectors()), List.of()), Set.of());
    for (Dashboard dashboard : dashboards()) {
      Lint.Report report =
          lint.page(dashboard.name(), JsonText.bytes(dashboard.json(Owners.NOBODY)));
      assertThat(report.findings())
          .as(dashboard.name())
          .filteredOn(finding -> finding.level() != Finding.Level.NOTE)
          .isEmpty();
    }
  }

  @Test
  void everyMetricOfEveryRunIsShown() {
    Set<String> shown =
        dashboards().stream()
            .flatMap(dashboard -> dashboard.metrics().stream())
            .collect(Collectors.toSet());
    assertThat(
            collectors().stream()
                .flatMap(one -> one.catalogue().metrics().stream())
                .filter(metric -> metric.emitted() == Emitted.ALWAYS)
                .map(Metric::name))
        .isSubsetOf(shown);
  }
}
