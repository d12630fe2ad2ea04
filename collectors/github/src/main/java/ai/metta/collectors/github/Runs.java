// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// A repository's workflow runs, and what its metrics need beside them.
///
/// @param defaultBranch empty text for an empty repository
record Runs(List<WorkflowRun> all, String defaultBranch) {
  Runs {
    all = List.copyOf(all);
  }

  static Runs of(Collection<WorkflowRun> all, Overview overview) {
    return new Runs(List.copyOf(all), overview.isEmpty() ? "" : overview.branch());
  }

  Stream<WorkflowRun> onDefaultBranch() {
    return all.stream()
        .filter(run -> run.branch().equals(defaultBranch) || run.event().equals("merge_group"));
  }

  String branchWord(WorkflowRun run) {
    boolean own = run.branch().equals(defaultBranch) && !run.isForPull();
    return own ? "default" : "other";
  }
}
