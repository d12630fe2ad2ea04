// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.cli.ApiDescription;
import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthRows;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Owners;
import ai.metta.dashboards.lint.Finding;
import ai.metta.dashboards.lint.Lint;
import com.datadog.api.client.ApiClient;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The product's dashboards are what was designed, and what Datadog takes.
final class DashboardsTest {
  private static final Registry REGISTRY = Registry.load();
  private static final Lint LINT =
      Lint.knowing(
          Pages.subjects(REGISTRY, HealthRows.declared(REGISTRY.sources()).all()), Set.of());

  /// Members that the API's description has, and this release of the client not yet.
  private static final Set<String> NEWER = Set.of("description", "default_timeframe");

  static List<Dashboard> all() {
    return Pages.of(REGISTRY);
  }

  @Test
  void thereIsOneForEachServiceAndThreeForAll() {
    assertThat(all())
        .extracting(dashboard -> dashboard.name() + ": " + dashboard.title())
        .containsExactlyInAnyOrder(
            "system_health_rollup: Metta System Health",
            "github_cicd: GitHub CI/CD",
            "training_wandb: Training & WandB",
            "skypilot_jobs: Skypilot Jobs",
            "eval_testing: Eval & Testing",
            "collector_health: Collector Health",
            "ec2_infrastructure: EC2 Infrastructure",
            "asana_projects: Asana Projects",
            "kubernetes_resources: Kubernetes Resources",
            "health_row_detail: Health Row Detail");
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingIsWrongWithAny(Dashboard dashboard) {
    assertThat(
            LINT.page(dashboard.name(), JsonText.bytes(dashboard.json(Owners.NOBODY))).findings())
        .extracting(Finding::toString)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void datadogsOwnClientKnowsEveryPartOfIt(Dashboard dashboard)
      throws IOException, IllegalAccessException {
    Object read =
        new ApiClient()
            .getJSON()
            .getMapper()
            .readValue(
                JsonText.bytes(dashboard.json(Owners.NOBODY)),
                com.datadog.api.client.v1.model.Dashboard.class);
    List<String> unknown = new ArrayList<>();
    unparsed(read, dashboard.name(), unknown);
    assertThat(unknown).isEmpty();
  }

  private static void unparsed(Object value, String at, List<String> found)
      throws IllegalAccessException {
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        unparsed(item, at + "[]", found);
      }
    } else if (value != null && value.getClass().getName().startsWith("com.datadog")) {
      for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
            continue;
          }
          field.setAccessible(true);
          Object member = field.get(value);
          if (field.getName().equals("unparsed") && Boolean.TRUE.equals(member)) {
            found.add(at + " is not parsed: " + value.getClass().getSimpleName());
          }
          if (field.getName().equals("additionalProperties")
              && member instanceof Map<?, ?> others
              && !NEWER.containsAll(others.keySet())) {
            found.add(at + " has the unknown members " + others.keySet());
          }
          if (!field.getName().equals("contents")) {
            unparsed(member, at + "." + field.getName(), found);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsOfTheFormThatDatadogDescribes(Dashboard dashboard) throws IOException {
    assertThat(ApiDescription.read().problems("Dashboard", dashboard.json(Owners.NOBODY)))
        .isEmpty();
  }
}
