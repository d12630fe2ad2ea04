// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.configuration.GlobalSettings;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import ai.metta.collect.SelfMetrics;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.collect.pages.Pages;
import ai.metta.collect.schedule.ScheduleSettings;
import ai.metta.dashboards.Owners;
import ai.metta.dashboards.monitors.Declared;
import ai.metta.dashboards.monitors.Declared.Watched;
import ai.metta.dashboards.monitors.Installation;
import ai.metta.dashboards.monitors.Monitor;
import ai.metta.dashboards.monitors.Monitors;
import ai.metta.datadog.DatadogSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The monitors that follow from what is declared.
final class MonitorSource {
  /// Sites whose pages have no `app.` before their name.
  private static final Set<String> PLAIN =
      Set.of(
          "us3.datadoghq.com",
          "us5.datadoghq.com",
          "ap1.datadoghq.com",
          "ap2.datadoghq.com",
          "uk1.datadoghq.com");

  private MonitorSource() {}

  /// Those of an installation: of the collectors that it runs, with its schedules and rows.
  static List<Monitor> of(Workbench bench) {
    List<Collector<?>> enabled =
        bench.registry().all().stream()
            .filter(one -> bench.settings().get(ScheduleSettings.enabled(one.profile().name())))
            .toList();
    String site = bench.settings().get(DatadogSettings.SITE);
    Installation installation =
        new Installation(
            bench.settings().get(GlobalSettings.ENVIRONMENT),
            "https://" + (PLAIN.contains(site) ? "" : "app.") + site,
            bench.settings().get(Installation.HANDLES),
            Owners.of(bench.settings()));
    return Monitors.of(declared(new Registry(enabled), bench.rows()), installation);
  }

  /// Those that ship.
  static List<Monitor> shipped() {
    Registry registry = Registry.load();
    return Monitors.of(
        declared(registry, HealthRows.declared(registry.sources())), Installation.standard());
  }

  private static Declared declared(Registry registry, HealthRows rows) {
    List<HealthRow> all = rows.all();
    Map<String, String> pages = Pages.bySubject(registry);
    return new Declared(
        registry.all().stream().map(one -> watched(one, pages)).toList(),
        Stream.concat(
                HealthMetrics.catalogue(all).stream(),
                SelfMetrics.catalogue(registry.names()).stream())
            .toList(),
        all.stream().map(row -> new Declared.Row(row.fom(), row.raw(), row.collector())).toList());
  }

  private static Watched watched(Collector<?> collector, Map<String, String> pages) {
    Profile profile = collector.profile();
    return new Watched(
        profile.name(),
        profile.schedule(),
        profile.deadline(),
        collector.catalogue().metrics(),
        collector.catalogue().scope(),
        Optional.ofNullable(pages.get(profile.name())));
  }
}
