// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

import java.util.LinkedHashSet;
import java.util.Set;

/// A process and all that came from it. Those whose parent has gone are still known if they were
/// seen while it lived.
final class ProcessTree {
  private final ProcessHandle root;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  ProcessTree(ProcessHandle root) {
    this.root = root;
    seen.add(root);
  }

  void look() {
    root.descendants().forEach(seen::add);
  }

  /// Ends all of them. Looks once more after each round, for what was started in between.
  void kill() {
    int known;
    do {
      known = seen.size();
      Set.copyOf(seen).forEach(one -> one.descendants().forEach(seen::add));
      seen.forEach(ProcessHandle::destroyForcibly);
    } while (seen.size() > known);
  }
}
