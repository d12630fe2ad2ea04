// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.metric.Fetched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A workflow that tests or benchmarks run in, with its runs on the default branch.
///
/// @param recent all of the time from some instant on, in no order
/// @param older what was looked through besides; none where the recent ones are enough
record Gate(String workflow, String file, List<Attempts> recent, List<Older> older) {
  /// What a run on the default branch is started by.
  static final List<String> EVENTS = List.of("push", "merge_group");

  private static final Comparator<WorkflowRun> BY_AGE =
      Comparator.comparing(WorkflowRun::created).thenComparingLong(WorkflowRun::id);

  Gate {
    recent = List.copyOf(recent);
    older = List.copyOf(older);
  }

  /// The newest runs by one event.
  ///
  /// @param hidden why one that decides may be among those that are not shown; empty where all are
  record Older(List<Attempts> runs, Optional<String> hidden) {
    Older {
      runs = List.copyOf(runs);
    }
  }

  boolean isOf(List<Glob> globs) {
    return Glob.any(globs, workflow, file);
  }

  /// The newest run that had decided at an instant; none where there never was one, unsupported
  /// where GitHub does not show far enough back to say so.
  Fetched<Optional<WorkflowRun>> newest(Instant asOf) {
    Optional<WorkflowRun> late = newest(recent, asOf);
    if (late.isPresent()) {
      return Fetched.known(late);
    }
    List<WorkflowRun> found = new ArrayList<>();
    for (Older one : older) {
      Optional<WorkflowRun> newest = newest(one.runs(), asOf);
      if (newest.isEmpty() && one.hidden().isPresent()) {
        return Fetched.unsupported(one.hidden().get());
      }
      newest.ifPresent(found::add);
    }
    return Fetched.known(found.stream().max(BY_AGE));
  }

  private static Optional<WorkflowRun> newest(List<Attempts> runs, Instant asOf) {
    return runs.stream().map(run -> run.at(asOf)).filter(Gate::decides).max(BY_AGE);
  }

  /// Whether a run says anything about the branch: one that was cancelled or skipped does not, nor
  /// does one that has not ended. Of the others those pass that succeeded.
  static boolean decides(WorkflowRun run) {
    return run.conclusion().isPresent() && !run.concluded("cancelled", "skipped");
  }
}
