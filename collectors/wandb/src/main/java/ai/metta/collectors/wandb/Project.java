// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Scope;
import ai.metta.metric.Tags;

/// A project, by the names in its address.
record Project(String entity, String name) {
  Scope scope() {
    return new Scope(Tags.of("entity", entity).and("project", name));
  }

  @Override
  public String toString() {
    return entity + "/" + name;
  }
}
