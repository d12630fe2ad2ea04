// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.Fetch;
import ai.metta.collectors.github.GithubApi.RestPage;
import ai.metta.collectors.github.WorkflowRun.Attempt;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads workflow runs. GitHub shows at most 1,000 of any list that is filtered, silently: so a
/// window that holds more is halved until it does not.
record RunReader(GithubApi api, Repository repository, Fetch fetch) {
  static final Set<String> KEYS =
      Set.of(
          "total_count",
          "workflow_runs",
          "id",
          "workflow_id",
          "name",
          "path",
          "event",
          "head_branch",
          "head_sha",
          "conclusion",
          "status",
          "created_at",
          "run_started_at",
          "updated_at",
          "run_attempt",
          "html_url");
  private static final String WITH_TIMES = " with times";
  static final int SHOWN = 1000;
  static final int PAGE = 100;

  /// A time window on whole seconds, both ends inside, as GitHub's search takes it.
  record Seconds(Instant from, Instant to) {
    List<Seconds> halves() {
      Instant middle = from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
      return List.of(new Seconds(from, middle), new Seconds(middle.plusSeconds(1), to));
    }

    /// A window a day.
    List<Seconds> days() {
      List<Seconds> days = new ArrayList<>();
      for (Instant at = from; !at.isAfter(to); at = at.plus(Duration.ofDays(1))) {
        Instant last = at.plus(Duration.ofDays(1)).minusSeconds(1);
        days.add(new Seconds(at, last.isAfter(to) ? to : last));
      }
      return days;
    }

    @Override
    public String toString() {
      return from + ".." + to;
    }
  }

  /// Every run that was created in the window, each once.
  ///
  /// @param window whole days, so that the same addresses are asked all day long
  Collection<WorkflowRun> read(Seconds window) throws InterruptedException {
    String list = "/actions/runs?";
    RestPage first = page(list, window);
    return distinct(total(first) <= PAGE ? items(first) : inDays(list, window));
  }

  /// Runs with the attempts that stood at any instant from the first to the last.
  List<Attempts> standing(Instant first, Instant last, Collection<WorkflowRun> runs)
      throws InterruptedException {
    List<Fetch.Reading<Attempts>> readings = new ArrayList<>();
    runs.stream()
        .filter(run -> isTriedAgainAfter(first, last, run, run))
        .forEach(run -> readings.add(() -> standing(first, last, run)));
    Map<Long, Attempts> many = new HashMap<>();
    fetch.sideBySide(readings).forEach(run -> many.put(run.id(), run));
    return runs.stream().map(run -> many.getOrDefault(run.id(), Attempts.of(run))).toList();
  }

  /// Whether an attempt is not the one that stood first; of what was created later nothing counts.
  private static boolean isTriedAgainAfter(
      Instant first, Instant last, WorkflowRun run, WorkflowRun at) {
    return at.attempt() > 1 && at.started().isAfter(first) && !run.created().isAfter(last);
  }

  /// A run with the attempts that stood at any instant from the first to the last.
  Attempts standing(Instant first, Instant last, WorkflowRun run) {
    List<WorkflowRun> attempts = new ArrayList<>();
    WorkflowRun at = run;
    while (isTriedAgainAfter(first, last, run, at)) {
      if (!at.started().isAfter(last)) {
        attempts.add(at);
      }
      at = before(run, at.attempt() - 1);
    }
    attempts.add(at);
    return new Attempts(attempts);
  }

  /// An earlier attempt as GitHub tells of it; kept where that says that it has ended.
  private WorkflowRun before(WorkflowRun run, int number) {
    String path = attempt(run, number);
    return api.kept(path + WITH_TIMES)
        .map(kept -> attempt(run, number, kept))
        .orElseGet(() -> {
          WorkflowRun told = run(api.get(path, KEYS::contains));
          told.conclusion().ifPresent(word -> api.keep(path + WITH_TIMES, written(told, word)));
          return told;
        });
  }

  private static List<String> written(WorkflowRun ended, String conclusion) {
    return List.of(conclusion, ended.started().toString(), ended.updated().toString());
  }

  private static WorkflowRun attempt(WorkflowRun run, int number, List<String> written) {
    return run.attempt(
        number, written.getFirst(), Instant.parse(written.get(1)), Instant.parse(written.get(2)));
  }

  private String attempt(WorkflowRun run, int number) {
    return "/repos/" + repository + "/actions/runs/" + run.id() + "/attempts/" + number;
  }

  /// Every run of one workflow on a branch that was created in the window, each once. Those under
  /// way too: one that is being tried again now had ended before.
  ///
  /// @param window as of [#read]
  Collection<WorkflowRun> ofWorkflow(long workflow, String branch, Seconds window) {
    return distinct(
        all("/actions/workflows/" + workflow + "/runs?branch=" + encoded(branch) + "&", window));
  }

  private static Collection<WorkflowRun> distinct(List<Json> items) {
    // New runs push old ones onto the next page: the same run may be seen twice.
    Map<Long, WorkflowRun> byId = new LinkedHashMap<>();
    items.stream()
        .map(RunReader::run)
        .forEach(run ->
            byId.merge(
                run.id(),
                run,
                (one, other) -> one.updated().isAfter(other.updated()) ? one : other));
    return byId.values();
  }

  private List<Json> inDays(String list, Seconds window) throws InterruptedException {
    List<Fetch.Reading<List<Json>>> days = new ArrayList<>();
    window.days().forEach(day -> days.add(() -> all(list, day)));
    return fetch.sideBySide(days).stream().flatMap(List::stream).toList();
  }

  private List<Json> all(String list, Seconds window) {
    RestPage first = page(list, window);
    if (total(first) >= SHOWN) {
      if (!window.from().isBefore(window.to())) {
        throw new FailureException(
            new Failure.Service(
                "github: of "
                    + repository
                    + " and "
                    + window.from()
                    + " GitHub shows no more than "
                    + SHOWN
                    + " runs",
                Retry.IS_USELESS));
      }
      return window.halves().stream().flatMap(half -> all(list, half).stream()).toList();
    }
    return items(first);
  }

  private List<Json> items(RestPage first) {
    return api.items(first, "workflow_runs", KEYS::contains);
  }

  private RestPage page(String list, Seconds window) {
    return api.page(
        api.at(
            "/repos/"
                + repository
                + list
                + "created="
                + window
                + "&per_page="
                + PAGE
                + "&exclude_pull_requests=true"),
        KEYS::contains);
  }

  static long total(RestPage page) {
    return page.body().at("total_count").required(Json::whole);
  }

  static WorkflowRun run(Json node) {
    Instant created = node.at("created_at").required(Json::time);
    boolean completed = node.at("status").text().filter("completed"::equals).isPresent();
    return new WorkflowRun(
        node.at("id").required(Json::whole),
        node.at("workflow_id").required(Json::whole),
        node.at("name").text().orElse(""),
        node.at("path").text().orElse(""),
        node.at("event").text().orElse("unknown"),
        node.at("head_branch").text().orElse(""),
        node.at("head_sha").text().orElse(""),
        completed ? node.at("conclusion").text() : Optional.empty(),
        created,
        node.at("run_started_at").time().orElse(created),
        node.at("updated_at").required(Json::time),
        node.at("run_attempt").whole().orElse(1L).intValue(),
        node.at("html_url").text().orElse(""));
  }

  /// Of attempts that others went before, and that do not count as failed from the first instant
  /// on: those before which the run had failed. One that is under way, or did not start, may be
  /// followed by another run of the same commit that succeeds.
  Set<Attempt> hadFailedBefore(Instant first, List<Attempts> runs) throws InterruptedException {
    List<Fetch.Reading<List<Attempt>>> readings = new ArrayList<>();
    for (Attempts run : runs) {
      List<WorkflowRun> again =
          run.all().stream()
              .filter(one -> one.attempt() > 1 && !one.asOf(first).hasFailedWhileRunning())
              .toList();
      if (!again.isEmpty()) {
        readings.add(() ->
            again.stream()
                .filter(one -> failedBefore(one, run))
                .map(WorkflowRun::asAttempt)
                .toList());
      }
    }
    Set<Attempt> failed = new HashSet<>();
    fetch.sideBySide(readings).forEach(failed::addAll);
    return failed;
  }

  private boolean failedBefore(WorkflowRun one, Attempts known) {
    for (int number = one.attempt() - 1; number > 0; number--) {
      int before = number;
      boolean failed =
          known.all().stream()
              .filter(attempt -> attempt.attempt() == before)
              .findFirst()
              .map(WorkflowRun::hasFailedWhileRunning)
              .orElseGet(() -> failed(attempt(one, before)));
      if (failed) {
        return true;
      }
    }
    return false;
  }

  private boolean failed(String path) {
    List<String> conclusion =
        api.once(
            path,
            () -> List.of(api.get(path, KEYS::contains).at("conclusion").required(Json::text)));
    return conclusion.contains("failure") || conclusion.contains("timed_out");
  }

  /// Each run as all its attempts left it.
  List<WorkflowRun> attempts(List<WorkflowRun> all) throws InterruptedException {
    List<Fetch.Reading<WorkflowRun>> earlier = new ArrayList<>();
    for (WorkflowRun run : all) {
      for (int attempt = 1; attempt < run.attempt(); attempt++) {
        int number = attempt;
        earlier.add(() -> finished(run, number));
      }
    }
    List<WorkflowRun> attempts = new ArrayList<>(all);
    attempts.addAll(fetch.sideBySide(earlier));
    return attempts;
  }

  /// An attempt that another followed: it has ended, and is asked for once ever.
  private WorkflowRun finished(WorkflowRun run, int number) {
    String path = attempt(run, number);
    return attempt(
        run,
        number,
        api.once(
            path + WITH_TIMES,
            () -> {
              Json told = api.get(path, KEYS::contains);
              return written(run(told), told.at("conclusion").required(Json::text));
            }));
  }

  /// The newest runs of one workflow, the newest first. Of a past instant with those that are under
  /// way: one that is being tried again now had ended before.
  ///
  /// @param until by when they were created; empty for now, so that the same is asked again
  /// @param size how many stand on a page, 100 at most
  URI newestOf(long workflow, String branch, String event, Optional<Instant> until, int size) {
    return api.at(
        "/repos/"
            + repository
            + "/actions/workflows/"
            + workflow
            + "/runs?branch="
            + encoded(branch)
            + "&event="
            + event
            + until.map(then -> "&created=" + encoded("<=" + then)).orElse("&status=completed")
            + "&per_page="
            + size);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
