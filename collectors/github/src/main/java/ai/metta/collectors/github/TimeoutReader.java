// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.Fetch;
import ai.metta.collectors.github.WorkflowRun.Attempt;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds the cancelled runs that a time limit ended. GitHub calls a job that ran into its own limit
/// cancelled, like one that somebody stopped; only the job's annotations tell them apart.
record TimeoutReader(GithubApi api, Repository repository, Fetch fetch) {
  private static final Set<String> KEYS =
      Set.of("total_count", "jobs", "id", "run_attempt", "conclusion", "message");
  private static final String LIMIT = "exceeded the maximum execution time";

  /// The attempts that a time limit ended; none where their conclusion is to decide.
  Set<Attempt> read(Runs runs, GithubConfig config) throws InterruptedException {
    List<WorkflowRun> candidates =
        runs.attempts()
            .filter(_ -> config.timeouts() == GithubConfig.TimeoutRule.ANNOTATIONS)
            .filter(run -> run.concluded("cancelled"))
            .filter(run -> run.duration().compareTo(config.timeoutFloor()) >= 0)
            .toList();
    List<Fetch.Reading<Boolean>> readings = new ArrayList<>();
    candidates.forEach(run -> readings.add(() -> hitLimit(run)));
    try {
      List<Boolean> hits = fetch.sideBySide(readings);
      Set<Attempt> limited = new HashSet<>();
      for (int index = 0; index < hits.size(); index++) {
        if (hits.get(index)) {
          limited.add(candidates.get(index).asAttempt());
        }
      }
      return limited;
    } catch (FailureException refused) {
      if (refused.failure() instanceof Failure.Credentials(String said)
          && !api.limits().isClosed()) {
        throw new FailureException(
            new Failure.Credentials(said + ", or set github.timeouts to conclusion"));
      }
      throw refused;
    }
  }

  private boolean hitLimit(WorkflowRun run) {
    String key = "timeout " + repository + " " + run.id() + " " + run.attempt();
    return api.once(key, () -> List.of(Boolean.toString(asked(run)))).contains("true");
  }

  private boolean asked(WorkflowRun run) {
    URI jobs =
        api.at(
            "/repos/" + repository + "/actions/runs/" + run.id() + "/jobs?filter=all&per_page=100");
    return api.items(api.page(jobs, KEYS::contains), "jobs", KEYS::contains).stream()
        .filter(job -> job.at("run_attempt").whole().orElse(1L) == run.attempt())
        .filter(job -> job.at("conclusion").text().filter("cancelled"::equals).isPresent())
        .anyMatch(job -> annotated(job.at("id").required(Json::whole)));
  }

  private boolean annotated(long job) {
    URI annotations =
        api.at("/repos/" + repository + "/check-runs/" + job + "/annotations?per_page=100");
    return api.pages(annotations, KEYS::contains).stream()
        .flatMap(page -> page.unbroken())
        .anyMatch(one -> one.at("message").text().filter(text -> text.contains(LIMIT)).isPresent());
  }
}
