// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Collector;
import ai.metta.collect.CollectorContract;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubContractTest extends CollectorContract {
  private final ScriptedGithub server = World.served();

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Collector<?> collector() {
    return new GithubCollector();
  }

  @Override
  protected Conditions conditions() {
    return World.collecting(server)
        .with("github.deployments", "environment:production")
        .conditions(new Redactor());
  }

  @Override
  protected Plan plan() {
    return Collecting.at(World.NOW).plan();
  }
}
