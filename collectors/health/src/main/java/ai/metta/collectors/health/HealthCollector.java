// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.collect.Run.Result;
import ai.metta.collect.health.HealthRows;
import ai.metta.dashboards.Dashboard;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The health grid's roll-ups, and the age of every collector's last success.
public final class HealthCollector implements Collector<HealthSnapshot> {
  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public Profile profile() {
    return new Profile(
        "health",
        "How healthy the organisation is, and how much of that is known",
        Priority.HIGH,
        Schedule.everyHours(1),
        DAY,
        Duration.ofMinutes(2),
        HealthRows.settings(),
        List.of(),
        Profile.ALL_OTHERS);
  }

  @Override
  public Catalogue<HealthSnapshot> catalogue() {
    return RollUps.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(
        RollUpDashboard.of(profile(), catalogue(), others),
        CollectorsDashboard.of(profile()),
        RowDashboard.of(profile()));
  }

  @Override
  public Map<Scope, HealthSnapshot> fetch(Fetch fetch, Window window) {
    return Map.of(Scope.all(), new HealthReading(fetch, window).snapshot());
  }

  @Override
  public HealthSnapshot ofThePast(HealthSnapshot facts, List<Result> earlier) {
    return facts.ofThePast(HealthReading.byCollector(earlier));
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return new HealthReading(fetch, Window.ending(fetch.asOf(), DAY)).probes();
  }
}
