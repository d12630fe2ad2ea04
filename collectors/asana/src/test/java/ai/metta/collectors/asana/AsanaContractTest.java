// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.asana.AsanaServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsanaContractTest extends CollectorContract {
  private final AsanaServer server = Workspace.served(7);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new AsanaCollector();
  }

  @Override
  protected Conditions conditions() {
    return Workspace.collecting(server).with("asana.per_project", "true").conditions();
  }

  @Override
  protected Plan plan() {
    return Workspace.collecting(server).plan();
  }
}
