// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorReadme;

final class ReadmeTest extends CollectorReadme {
  @Override
  protected Collector<?> collector() {
    return new HealthCollector();
  }
}
