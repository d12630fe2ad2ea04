// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.sandbox.kubernetes.KubernetesServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesContractTest extends CollectorContract {
  private final KubernetesServer server = Served.cluster(3);

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new KubernetesCollector();
  }

  @Override
  protected Conditions conditions() {
    return Served.collecting(server).with("kubernetes.per_namespace", "true").conditions();
  }

  @Override
  protected Plan plan() {
    return Served.collecting(server).plan();
  }
}
