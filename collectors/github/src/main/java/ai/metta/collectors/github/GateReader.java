// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collect.Fetch;
import ai.metta.collectors.github.GithubApi.RestPage;
import ai.metta.collectors.github.WorkflowReader.Workflow;
import ai.metta.metric.Fetched;
import java.net.URI;
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
  /// How many of a workflow's newest runs are looked at first.
  private static final int FEW = 5;

  /// A workflow and its decisive runs on the default branch, in no order; none where it never had
  /// one, unsupported where GitHub does not show far enough back to say so.
  record Gate(String workflow, String file, Fetched<List<WorkflowRun>> runs) {

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

  private Gate gate(Workflow workflow, Runs recent) {
    List<WorkflowRun> known =
        recent
            .onDefaultBranch()
            .filter(run -> run.workflowId() == workflow.id())
            .filter(this::decides)
            .toList();
    return new Gate(
        workflow.name(), workflow.file(), known.isEmpty() ? older(workflow) : Fetched.known(known));
  }

  /// For a workflow of which no run decided lately.
  private Fetched<List<WorkflowRun>> older(Workflow workflow) {
    return older(workflow, "push")
        .then(pushed ->
            older(workflow, "merge_group")
                .then(merged ->
                    Fetched.known(Stream.concat(pushed.stream(), merged.stream()).toList())));
  }

  /// The newest that decide: most often one of a few, else whatever GitHub shows is looked through.
  private Fetched<List<WorkflowRun>> older(Workflow workflow, String event) {
    Page page = page(newest(workflow, event, FEW));
    if (page.leadsOn()) {
      page = page(newest(workflow, event, RunReader.PAGE));
    }
    long seen = page.seen();
    while (page.leadsOn() && seen < RunReader.SHOWN) {
      page = page(page.next().get());
      seen += page.seen();
    }
    boolean isWhole =
        page.next().isEmpty() && page.total() <= seen && page.total() < RunReader.SHOWN;
    return isWhole || !page.decisive().isEmpty()
        ? Fetched.known(page.decisive())
        : Fetched.unsupported(
            "of the runs of "
                + workflow.file()
                + " on the default branch GitHub shows "
                + seen
                + ", and all of those were cancelled or skipped");
  }

  /// A page of a workflow's runs.
  ///
  /// @param total how many runs its list is said to have
  private record Page(List<WorkflowRun> decisive, long seen, long total, Optional<URI> next) {
    boolean leadsOn() {
      return decisive.isEmpty() && next.isPresent();
    }
  }

  private URI newest(Workflow workflow, String event, int size) {
    Optional<Instant> until =
        Optional.of(asOf).filter(then -> Lookback.isPast(then, fetch.clock().instant()));
    return runs.newestOf(workflow.id(), overview.branch(), event, until, size);
  }

  private Page page(URI address) {
    RestPage page = api.page(address, RunReader.KEYS::contains);
    List<WorkflowRun> all = page.body().at("workflow_runs").unbroken().map(RunReader::run).toList();
    return new Page(
        all.stream().map(run -> runs.begunBefore(asOf, run)).filter(this::decides).toList(),
        all.size(),
        RunReader.total(page),
        page.next());
  }

  /// Whether a run says anything about the branch: one that was cancelled or skipped does not, nor
  /// does one that had not ended. Of the others those pass that succeeded.
  private boolean decides(WorkflowRun run) {
    return Set.of("push", "merge_group").contains(run.event())
        && !run.updated().isAfter(asOf)
        && run.conclusion().isPresent()
        && !run.concluded("cancelled", "skipped");
  }
}
