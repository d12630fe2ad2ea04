// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.cli.ApiDescription;
import ai.metta.cli.Console;
import ai.metta.cli.Golden;
import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthRows;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.lint.Lint;
import ai.metta.dashboards.monitors.Monitor;
import ai.metta.dashboards.monitors.ShippedTrials;
import ai.metta.dashboards.monitors.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitorCommandTest {
  @TempDir private Path folder;

  @Test
  void whatShipsIsReviewedAsCode() throws IOException {
    Golden.assertIs(
        "monitors.json",
        JsonText.indented(
            JsonTree.list(MonitorSource.shipped().stream().map(Monitor::json).toList())));
  }

  @Test
  void everyMonitorThatShipsHasItsFourCases() {
    Map<String, List<Trial>> trials =
        ShippedTrials.all().stream().collect(Collectors.groupingBy(Trial::monitor));

    for (Monitor monitor : MonitorSource.shipped()) {
      List<Trial> own = trials.getOrDefault(monitor.name(), List.of());
      assertThat(own.stream().map(trial -> trial.about().replaceFirst(":.*", "")).distinct())
          .as(monitor.name())
          .contains("ok", "alert", "no data", "recovery");
      assertThat(own)
          .as(monitor.name())
          .allMatch(trial -> trial.of(monitor.json()).equals(new Trial.Verdict.Passed()));
    }
    assertThat(trials.keySet())
        .isSubsetOf(MonitorSource.shipped().stream().map(Monitor::name).toList());
  }

  @Test
  void everyMonitorIsOfTheFormThatDatadogDescribes() throws IOException {
    ApiDescription description = ApiDescription.read();
    assertThat(description.problems("Monitor", JsonTree.object().with("options", "none")))
        .isNotEmpty();
    for (Monitor monitor : MonitorSource.shipped()) {
      assertThat(description.problems("Monitor", monitor.json())).as(monitor.name()).isEmpty();
    }
  }

  @Test
  void everyQueryIsOfDeclaredMetrics() {
    Lint lint =
        Lint.knowing(
            Pages.subjects(Registry.load(), HealthRows.declared(Registry.load().sources()).all()),
            Set.of());

    for (Monitor monitor : MonitorSource.shipped()) {
      assertThat(lint.check(monitor.name(), JsonText.bytes(monitor.json())).findings()).isEmpty();
    }
  }

  @Test
  void aScriptOfOnesOwnTriesAMonitorOfOnesOwn() throws IOException {
    Files.writeString(
        folder.resolve("load.json"),
        """
        {"type": "metric alert", "query": "avg(last_5m):avg:load{*} by {host} > 2",
         "options": {"thresholds": {"critical": 2, "critical_recovery": 1}}}
        """);
    Path script = folder.resolve("load.txt");
    Files.writeString(
        script,
        """
        monitor load.json
        case hysteresis
          load load{host:a} every 1m: 3x10 1.5x10 1x10
          at 10m expect {host:a} ALERT
          at 20m expect {host:a} ALERT
          at 30m expect {host:a} OK
        case wrong
          load load{host:a} every 1m: 0x10
          at 10m expect {host:a} ALERT
        """);

    Console.Ended result =
        Console.in(folder).run("datadog", "monitor", "test", script.toString(), "-o", "json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("\"case\":\"hysteresis\"", "\"result\":\"passed\"")
        .contains("line 9: expected {host:a} ALERT, got {host:a} OK");
  }

  @Test
  void withoutAnybodyToAskValidationSaysSo() {
    Console.Ended result = Console.in(folder).run("datadog", "monitor", "validate");

    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).contains("nobody to ask");
  }
}
