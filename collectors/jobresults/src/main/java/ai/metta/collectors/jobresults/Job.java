// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job of a run.
///
/// @param name free text
/// @param recipe the path of the module that it runs
/// @param category empty where the runner leaves it to rules
/// @param metrics what it measured, by name; finite
/// @param criteria what is asked of that
/// @param accepted what the runner says of the criteria
record Job(
    String name,
    Optional<String> recipe,
    Optional<Category> category,
    Life life,
    Machines machines,
    Map<String, Double> metrics,
    List<Criterion> criteria,
    Optional<Boolean> accepted,
    Links links) {
  Job {
    metrics = Map.copyOf(metrics);
    criteria = List.copyOf(criteria);
  }

  /// What a job is for.
  enum Category {
    TRAINING,
    EVAL,
    CI,
    HYGIENE
  }

  /// Where it ran.
  enum Execution {
    LOCAL,
    REMOTE,
    UNKNOWN
  }

  /// What it ran on.
  ///
  /// @param gpus of each node; empty where nothing is said
  record Machines(Execution execution, Optional<Long> gpus, Optional<Long> nodes) {}

  /// What else a person wants to know of it.
  ///
  /// @param externalRun the id of its run in W&B
  record Links(Optional<String> policy, Optional<String> externalRun, Optional<String> error) {}

  /// The value of the first of these metrics that was measured.
  Optional<Double> first(List<String> names) {
    return names.stream().filter(metrics::containsKey).findFirst().map(metrics::get);
  }

  /// Whether it reports something as done, by a 1.
  boolean reports(String metric) {
    return metrics.getOrDefault(metric, 0.0) == 1;
  }
}
