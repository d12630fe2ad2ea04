// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Fetched;
import java.util.List;

/// Everything one run knows of a SkyPilot server, each part known, unsupported or failed by itself.
record SkypilotSnapshot(
    Fetched<JobQueue> jobs,
    Fetched<List<Cluster>> clusters,
    Fetched<CostReport> costs,
    Fetched<Priced> priced,
    Fetched<Submissions> submissions) {

  /// Prices, and the costs they fall back on.
  record Priced(PriceList prices, Fetched<CostReport> costs) {}
}
