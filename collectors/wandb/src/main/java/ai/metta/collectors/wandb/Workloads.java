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

  /// What config and tags of a run say of its number of nodes.
  sealed interface Nodes {
    record Told(long number) implements Nodes {}

    /// Nothing: its name decides.
    record Untold() implements Nodes {}

    /// Something, or perhaps something, that cannot be read.
    record Unclear() implements Nodes {}
  }

  /// None where it is not clear on how many nodes it is.
  Workload of(String displayedName, Nodes nodes) {
    return switch (nodes) {
      case Nodes.Told(long number) -> number > 1 ? Workload.MULTINODE : onOne(displayedName);
      case Nodes.Untold _ ->
          says(displayedName, multinode) ? Workload.MULTINODE : onOne(displayedName);
      case Nodes.Unclear _ -> Workload.NONE;
    };
  }

  private Workload onOne(String displayedName) {
    return says(displayedName, arena) ? Workload.ARENA : Workload.NONE;
  }

  /// On how many nodes a run is; empty where that is not clear, and where its name alone says that
  /// there are several.
  Optional<Long> number(String displayedName, Nodes nodes) {
    return switch (nodes) {
      case Nodes.Told(long number) -> Optional.of(number);
      case Nodes.Untold _ -> Optional.of(1L).filter(_ -> !says(displayedName, multinode));
      case Nodes.Unclear _ -> Optional.empty();
    };
  }

  private static boolean says(String displayedName, List<String> words) {
    return words.stream().anyMatch(displayedName.toLowerCase(Locale.ROOT)::contains);
  }

  private static List<String> lower(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }
}
