// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Window;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// A repository's workflow runs, and what its metrics need beside them.
///
/// @param each with the attempts that matter
/// @param defaultBranch empty text for an empty repository
record Runs(List<Attempts> each, String defaultBranch) {
  Runs {
    each = List.copyOf(each);
  }

  static Runs of(Collection<Attempts> each, Overview overview) {
    return new Runs(List.copyOf(each), overview.isEmpty() ? "" : overview.branch());
  }

  /// Those that were created in a window, as they stood at its end.
  Stream<WorkflowRun> within(Window window) {
    return each.stream()
        .filter(run -> window.contains(run.created()))
        .map(run -> run.at(window.until()));
  }

  /// Every attempt that matters, as it ended.
  Stream<WorkflowRun> attempts() {
    return each.stream().flatMap(run -> run.all().stream());
  }

  Stream<Attempts> onDefaultBranch() {
    return each.stream().filter(run -> isOnDefaultBranch(run.all().getFirst()));
  }

  private boolean isOnDefaultBranch(WorkflowRun run) {
    return run.branch().equals(defaultBranch) || run.event().equals("merge_group");
  }

  String branchWord(WorkflowRun run) {
    boolean own = run.branch().equals(defaultBranch) && !run.isForPull();
    return own ? "default" : "other";
  }
}
