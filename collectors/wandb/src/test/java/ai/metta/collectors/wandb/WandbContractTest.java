// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.wandb.WandbServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WandbContractTest extends CollectorContract {
  private final WandbServer server = Sandbox.served(7);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new WandbCollector();
  }

  @Override
  protected Conditions conditions() {
    return Sandbox.from(server).conditions();
  }

  @Override
  protected Plan plan() {
    return Sandbox.from(server).plan();
  }
}
