// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
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

  private static final int MOST_PAGES = RunReader.SHOWN / RunReader.PAGE;

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
    Shown shown = page(newest(workflow, event, FEW));
    if (leadsOn(shown)) {
      shown = pages(newest(workflow, event, RunReader.PAGE));
    }
    List<WorkflowRun> decisive = decisive(shown);
    long seen = shown.runs().size();
    boolean isWhole =
        shown.next().isEmpty() && shown.total() <= seen && shown.total() < RunReader.SHOWN;
    return isWhole || !decisive.isEmpty()
        ? Fetched.known(decisive)
        : Fetched.unsupported(
            "of the runs of "
                + workflow.file()
                + " on the default branch GitHub shows "
                + seen
                + " of "
                + shown.total()
                + ", and none of those decided");
  }

  /// What was shown of a workflow's runs.
  ///
  /// @param total how many there are said to be
  private record Shown(List<WorkflowRun> runs, long total, Optional<URI> next) {}

  private List<WorkflowRun> decisive(Shown shown) {
    return shown.runs().stream().filter(this::decides).toList();
  }

  private boolean leadsOn(Shown shown) {
    return shown.next().isPresent() && decisive(shown).isEmpty();
  }

  /// Page after page until one has a run that decides, or GitHub shows no more.
  private Shown pages(URI first) {
    List<Shown> pages = new ArrayList<>();
    List<WorkflowRun> runs =
        new Pages("GET " + first, MOST_PAGES)
            .takeWhile(
                token -> {
                  Shown page = page(token.map(URI::create).orElse(first));
                  pages.add(page);
                  return new Page<>(page.runs(), page.next().map(URI::toString));
                },
                _ -> pages.size() < MOST_PAGES && leadsOn(pages.getLast()));
    return new Shown(runs, pages.getLast().total(), pages.getLast().next());
  }

  private URI newest(Workflow workflow, String event, int size) {
    Optional<Instant> until =
        Optional.of(asOf).filter(then -> Lookback.isPast(then, fetch.clock().instant()));
    return runs.newestOf(workflow.id(), overview.branch(), event, until, size);
  }

  private Shown page(URI address) {
    RestPage page = api.page(address, RunReader.KEYS::contains);
    return new Shown(
        page.body()
            .at("workflow_runs")
            .unbroken()
            .map(RunReader::run)
            .map(run -> runs.begunBefore(asOf, run))
            .toList(),
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
