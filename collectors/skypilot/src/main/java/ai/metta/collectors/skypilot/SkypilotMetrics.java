// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Occurrences;
import java.util.List;
import java.util.stream.Stream;

/// Everything that can be emitted: of the whole queue ([QueueMetrics]), of clusters
/// ([ClusterMetrics]), of costs ([CostMetrics]) and of one job each ([JobMetrics]).
final class SkypilotMetrics {
  static final Catalogue<SkypilotSnapshot> CATALOGUE =
      Catalogue.under("skypilot")
          .of(
              Stream.of(
                      QueueMetrics.emissions(),
                      ClusterMetrics.emissions(),
                      CostMetrics.emissions(),
                      JobMetrics.emissions())
                  .flatMap(List::stream)
                  .toList())
          .telling(Occurrences.of(SkypilotSnapshot::jobs, JobEvents::ended))
          .telling(Occurrences.of(SkypilotSnapshot::unreadEvents, JobEvents::unread));

  private SkypilotMetrics() {}
}
