// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Pause;
import ai.metta.collect.Conditions;
import ai.metta.collect.Plan;
import ai.metta.collect.Trial;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// A trial of the collector on projects of the team `metta-sandbox`.
record Collecting(Trial trial) {
  static final String KEY = "sandbox-wandb-key";

  static Collecting at(Instant asOf) {
    return new Collecting(
        Trial.of(new WandbCollector(), asOf)
            .with("wandb.entity", "metta-sandbox")
            .knowing("WANDB_API_KEY", KEY));
  }

  /// Looks back on the instant from a later one.
  Collecting later(Duration after) {
    return new Collecting(trial.later(after));
  }

  Collecting from(URI endpoint) {
    return with("wandb.base_url", endpoint.toString());
  }

  Collecting of(String projects) {
    return with("wandb.projects", projects);
  }

  Collecting with(String setting, String value) {
    return new Collecting(trial.with(setting, value));
  }

  Collecting without(String setting) {
    return new Collecting(trial.without(setting));
  }

  Collecting knowing(String variable, String value) {
    return new Collecting(trial.knowing(variable, value));
  }

  Collecting withoutKey() {
    return new Collecting(trial.unknowing("WANDB_API_KEY"));
  }

  Collecting withAliases() {
    return new Collecting(trial.withAliases());
  }

  Collecting pausing(Pause how) {
    return new Collecting(trial.pausing(how));
  }

  Reported run() {
    return new Reported(trial.run().result());
  }

  Plan plan() {
    return trial.plan();
  }

  Conditions conditions() {
    return trial.conditions();
  }
}
