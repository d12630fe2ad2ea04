// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.jobresults.JobResultsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingContractTest extends CollectorContract {
  private final JobResultsServer server = Runner.served(7);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new TrainingCollector();
  }

  @Override
  protected Conditions conditions() {
    return Runner.apart(collector(), server).conditions();
  }

  @Override
  protected Plan plan() {
    return Runner.apart(collector(), server).plan();
  }
}
