// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collect.Collector;
import ai.metta.collect.DashboardContract;
import java.util.List;

class KubernetesDashboardTest extends DashboardContract {
  @Override
  protected List<Collector<?>> collectors() {
    return List.of(new KubernetesCollector());
  }
}
