// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.aws.AwsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2ContractTest extends CollectorContract {
  private final AwsServer server = Account.served(7);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new Ec2Collector();
  }

  @Override
  protected Conditions conditions() {
    return Account.collecting(server)
        .with("ec2.pricing_api", "true")
        .with("ec2.cost_explorer", "true")
        .conditions();
  }

  @Override
  protected Plan plan() {
    return Account.collecting(server).plan();
  }
}
