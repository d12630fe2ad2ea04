// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collect.Collector;
import ai.metta.collect.DashboardContract;
import java.util.List;

class JobResultsDashboardTest extends DashboardContract {
  @Override
  protected List<Collector<?>> collectors() {
    return List.of(new TrainingCollector(), new EvalCollector());
  }
}
