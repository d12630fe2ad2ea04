// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.collect.Fetch;
import ai.metta.collectors.github.Gate.Older;
import ai.metta.collectors.github.GithubApi.RestPage;
import ai.metta.collectors.github.WorkflowReader.Workflow;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what the workflows say of the default branch that tests and benchmarks run in.
///
/// @param first the earliest instant that they are to say it of
/// @param last the latest one
record GateReader(
    GithubApi api, RunReader runs, Overview overview, Fetch fetch, Instant first, Instant last) {
  /// How many of a workflow's newest runs are looked at first.
  private static final int FEW = 5;

  private static final int MOST_PAGES = RunReader.SHOWN / RunReader.PAGE;

  /// A gate for each workflow in use that matches any of the globs.
  ///
  /// @param recent runs that are known already: all of the time from some instant on
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
    List<Attempts> known =
        recent
            .onDefaultBranch()
            .filter(run -> run.all().getFirst().workflowId() == workflow.id())
            .filter(run -> Gate.EVENTS.contains(run.all().getFirst().event()))
            .toList();
    return new Gate(
        workflow.name(),
        workflow.file(),
        known,
        isEnough(known)
            ? List.of()
            : Gate.EVENTS.stream().map(event -> older(workflow, event)).toList());
  }

  /// Whether the newest decisive run is among these at each of the instants: one of them had
  /// decided at the first already, and was not tried again.
  private boolean isEnough(List<Attempts> known) {
    return known.stream().anyMatch(run -> Gate.decides(run.at(first)) && run.isSameAt(first, last));
  }

  /// The newest that decide, for a workflow of which no run decided lately: most often one of a
  /// few, else whatever GitHub shows is looked through.
  private Older older(Workflow workflow, String event) {
    Shown shown = page(newest(workflow, event, FEW));
    if (leadsOn(shown)) {
      shown = pages(newest(workflow, event, RunReader.PAGE));
    }
    long seen = shown.runs().size();
    boolean isWhole =
        shown.next().isEmpty() && shown.total() <= seen && shown.total() < RunReader.SHOWN;
    return new Older(
        shown.runs(),
        isWhole
            ? Optional.empty()
            : Optional.of(
                "of the runs of "
                    + workflow.file()
                    + " on the default branch GitHub shows "
                    + seen
                    + " of "
                    + shown.total()
                    + ", and none of those decided"));
  }

  /// What was shown of a workflow's runs.
  ///
  /// @param total how many there are said to be
  private record Shown(List<Attempts> runs, long total, Optional<URI> next) {}

  private boolean leadsOn(Shown shown) {
    return shown.next().isPresent() && !isEnough(shown.runs());
  }

  /// Page after page until one has a run that is enough, or GitHub shows no more.
  private Shown pages(URI first) {
    List<Shown> pages = new ArrayList<>();
    List<Attempts> all =
        new Pages("GET " + first, MOST_PAGES)
            .takeWhile(
                token -> {
                  Shown page = page(token.map(URI::create).orElse(first));
                  pages.add(page);
                  return new Page<>(page.runs(), page.next().map(URI::toString));
                },
                _ -> pages.size() < MOST_PAGES && leadsOn(pages.getLast()));
    return new Shown(all, pages.getLast().total(), pages.getLast().next());
  }

  /// Those of later instants are known already.
  private URI newest(Workflow workflow, String event, int size) {
    Optional<Instant> until =
        Optional.of(first).filter(then -> Lookback.isPast(then, fetch.clock().instant()));
    return runs.newestOf(workflow.id(), overview.branch(), event, until, size);
  }

  private Shown page(URI address) {
    RestPage page = api.page(address, RunReader.KEYS::contains);
    return new Shown(
        page.body()
            .at("workflow_runs")
            .unbroken()
            .map(RunReader::run)
            .map(run -> runs.standing(first, last, run))
            .toList(),
        RunReader.total(page),
        page.next());
  }
}
