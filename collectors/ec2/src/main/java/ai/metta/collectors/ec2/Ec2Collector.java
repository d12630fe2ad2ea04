// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Collector;
import ai.metta.collect.Fetch;
import ai.metta.collect.Probe;
import ai.metta.collect.Profile;
import ai.metta.dashboards.Dashboard;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Priority;
import ai.metta.metric.Schedule;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// EC2: instances, volumes and their cost in one AWS account. The SDK is loaded by [#fetch] and
/// [#probe] only.
public final class Ec2Collector implements Collector<Ec2Snapshot> {
  static final Schedule SCHEDULE = Schedule.everyMinutes(5);

  @Override
  public Profile profile() {
    return new Profile(
        "ec2",
        "AWS instances: how many, of what, what they cost, which are idle; volumes and snapshots",
        Priority.MEDIUM,
        SCHEDULE,
        IdleRule.HOUR,
        Duration.ofMinutes(2),
        Ec2Config.settings(),
        List.of(Ec2Config.ACCESS_KEY, Ec2Config.SECRET_KEY, Ec2Config.SESSION_TOKEN),
        List.of());
  }

  @Override
  public Catalogue<Ec2Snapshot> catalogue() {
    return Ec2Metrics.CATALOGUE;
  }

  @Override
  public List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of(Ec2Dashboard.of(profile(), catalogue()));
  }

  @Override
  public Map<Scope, Ec2Snapshot> fetch(Fetch fetch, Window window) {
    Ec2Config config = Ec2Config.from(fetch.settings());
    try (AwsDoor door = AwsDoor.open(fetch)) {
      return new Ec2Reading(fetch, config, door).snapshots();
    }
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    Ec2Config config = Ec2Config.from(fetch.settings());
    try (AwsDoor door = AwsDoor.open(fetch)) {
      return new Ec2Reading(fetch, config, door).probes();
    }
  }
}
