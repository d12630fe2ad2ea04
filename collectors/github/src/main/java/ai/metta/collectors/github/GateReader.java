// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.Fetch;
import ai.metta.collectors.github.WorkflowReader.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what the workflows say of the default branch that tests and benchmarks run in.
///
/// @param asOf the instant they are to say it of
record GateReader(GithubApi api, RunReader runs, Overview overview, Fetch fetch, Instant asOf) {
  /// An instant that is no longer ago is now.
  private static final Duration AT_ONCE = Duration.ofMinutes(10);

  /// A workflow and its decisive runs on the default branch, in no order.
  record Gate(String workflow, String file, List<WorkflowRun> runs) {
    Gate {
      runs = List.copyOf(runs);
    }

    boolean isOf(List<Glob> globs) {
      return Glob.any(globs, workflow, file);
    }
  }

  /// A gate for each workflow in use that matches any of the globs.
  ///
  /// @param recent runs that are known already
  List<Gate> read(Runs recent, List<Glob> wanted) throws InterruptedException {
    if (overview.isEmpty()) {
      return List.of();
    }
    List<Workflow> workflows =
        new WorkflowReader(api, overview.current())
            .read(wanted).stream().filter(Workflow::active).toList();
    List<Fetch.Reading<Gate>> gates = new ArrayList<>();
    workflows.forEach(workflow -> gates.add(() -> gate(workflow, recent)));
    return fetch.sideBySide(gates);
  }

  private Gate gate(Workflow workflow, Runs recent) throws InterruptedException {
    long id = workflow.id();
    List<WorkflowRun> known =
        recent
            .onDefaultBranch()
            .filter(run -> run.workflowId() == id)
            .filter(this::decides)
            .toList();
    List<WorkflowRun> decisive = known.isEmpty() ? older(id) : known;
    return new Gate(workflow.name(), workflow.file(), decisive);
  }

  /// For a workflow that did not run lately.
  private List<WorkflowRun> older(long workflow) throws InterruptedException {
    String branch = overview.branch();
    Optional<Instant> until =
        Optional.of(asOf).filter(then -> then.isBefore(fetch.clock().instant().minus(AT_ONCE)));
    List<WorkflowRun> newest =
        Stream.of("push", "merge_group")
            .flatMap(event ->
                api.page(runs.newestOf(workflow, branch, event, until), RunReader.KEYS::contains)
                    .body()
                    .at("workflow_runs")
                    .unbroken())
            .map(RunReader::run)
            .toList();
    return runs.asOf(asOf, newest).stream().filter(this::decides).toList();
  }

  /// Whether a run says anything about the branch: one that was cancelled or skipped does not, nor
  /// does one that had not ended.
  private boolean decides(WorkflowRun run) {
    return Set.of("push", "merge_group").contains(run.event())
        && !run.updated().isAfter(asOf)
        && (run.hasSucceeded() || run.hasFailed());
  }
}
