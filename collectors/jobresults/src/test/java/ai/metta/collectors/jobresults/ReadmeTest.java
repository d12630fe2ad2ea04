// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collect.Collector;
import ai.metta.collect.CollectorReadme;
import java.util.List;

final class ReadmeTest extends CollectorReadme {
  @Override
  protected Collector<?> collector() {
    return new TrainingCollector();
  }

  @Override
  protected List<Collector<?>> collectors() {
    return List.of(new TrainingCollector(), new EvalCollector());
  }
}
