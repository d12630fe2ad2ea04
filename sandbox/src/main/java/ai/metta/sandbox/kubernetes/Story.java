// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

import ai.metta.sandbox.kubernetes.cluster.Cluster;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The cluster at any instant; the last one told is kept, since a list has many pages.
final class Story {
  private final KubernetesOptions options;
  private Optional<Cluster> latest = Optional.empty();

  Story(KubernetesOptions options) {
    this.options = options;
  }

  synchronized Cluster at(Instant instant) {
    Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
    Cluster cluster =
        latest
            .filter(known -> known.now().equals(second))
            .orElseGet(
                () -> Cluster.of(options.seed(), options.fleet(), options.services(), second));
    latest = Optional.of(cluster);
    return cluster;
  }
}
