// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkypilotContractTest extends CollectorContract {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:00Z");

  private final SkypilotServer server =
      SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 300), InstantSource.fixed(NOW)));

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new SkypilotCollector();
  }

  @Override
  protected Conditions conditions() {
    return Collecting.at(NOW).from(server.endpoint()).conditions(new Redactor());
  }

  @Override
  protected Plan plan() {
    return Collecting.at(NOW).plan();
  }

  /// What is not priced has no cost, and is counted.
  @Override
  protected List<String> admitted() {
    return List.of("skypilot.job.estimated_cost_hourly", "skypilot.jobs.unpriced");
  }
}
