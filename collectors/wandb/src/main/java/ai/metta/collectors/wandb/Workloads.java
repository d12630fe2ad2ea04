// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which of the trainings that the health of the whole is read from a run is one of.
///
/// @param nodeKeys keys of the config that hold a number of nodes
/// @param multinode what in a name says that there are several
/// @param arena what in a name says that it is the arena
record Workloads(List<String> nodeKeys, List<String> multinode, List<String> arena) {
  Workloads {
    nodeKeys = List.copyOf(nodeKeys);
    multinode = lower(multinode);
    arena = lower(arena);
  }

  /// A kind of training.
  enum Workload {
    MULTINODE,
    ARENA,
    NONE
  }

  /// @param told the number of nodes, where config or tags tell it
  Workload of(String displayedName, Optional<Long> told) {
    String name = displayedName.toLowerCase(Locale.ROOT);
    boolean several = told.map(nodes -> nodes > 1).orElseGet(() -> says(name, multinode));
    return several ? Workload.MULTINODE : says(name, arena) ? Workload.ARENA : Workload.NONE;
  }

  /// On how many nodes a run is; empty where its name alone says that there are several.
  Optional<Long> nodes(String displayedName, Optional<Long> told) {
    return told.or(() ->
        says(displayedName.toLowerCase(Locale.ROOT), multinode)
            ? Optional.empty()
            : Optional.of(1L));
  }

  private static boolean says(String name, List<String> words) {
    return words.stream().anyMatch(name::contains);
  }

  private static List<String> lower(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }
}
