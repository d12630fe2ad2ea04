// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.github.organisation.Commit;
import ai.metta.sandbox.github.organisation.FileChange;
import ai.metta.sandbox.github.organisation.WorkflowRun;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// REST: lists, filters and their caps, pages, conditional requests, limits and refusals.
final class RestTest {
  private final GithubServer server = GithubServer.start(Client.options());
  private final Client client = new Client(server);

  @AfterEach
  void close() {
    server.close();
  }

  private static String runs(String query) {
    return Client.ARENA + "/actions/runs?" + query;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-17..2026-03-18",
        "2026-03-17T06:00:00Z..2026-03-17T18:59:59Z",
        "%3E=2026-03-18",
        "2026-03-16"
      })
  void runsOfAWindowAreAllThere(String created) {
    When when = When.read(created.replace("%3E", ">")).orElseThrow();
    List<Long> ids =
        Client.arena().runs().stream()
            .filter(run -> run.existsAt(Client.NOW) && when.holds(run.created()))
            .map(WorkflowRun::id)
            .sorted(Comparator.reverseOrder())
            .toList();
    List<Object> told = new ArrayList<>();
    for (Object page : client.pages(runs("per_page=40&created=" + created))) {
      assertThat(Client.at(page, "total_count")).isEqualTo((long) ids.size());
      Client.list(page, "workflow_runs").forEach(run -> told.add(Client.at(run, "id")));
    }
    assertThat(ids).isNotEmpty();
    assertThat(told).isEqualTo(ids);
  }

  @Test
  void aFilteredListEndsAfterAThousandInSilence() {
    List<Object> pages = client.pages(runs("per_page=100&created=%3C2026-03-18"));
    assertThat(pages).hasSize(10);
    assertThat(Client.at(pages.getFirst(), "total_count")).isEqualTo(1000L);
    assertThat(
            Client.list(
                Client.tree(client.get(runs("per_page=100&page=11&created=%3C2026-03-18")).body()),
                "workflow_runs"))
        .isEmpty();
  }

  @Test
  void anUnfilteredListEndsLoudly() {
    Object whole = Client.tree(client.get(runs("per_page=100")).body());
    assertThat((long) Client.at(whole, "total_count")).isGreaterThan(1000);
    HttpResponse<String> far = client.get(runs("per_page=100&page=401"));
    assertThat(far.statusCode()).isEqualTo(422);
    assertThat(far.body()).contains("pagination is limited for this resource");
  }

  @Test
  void linksNameTheOtherPages() {
    HttpResponse<String> second = client.get(runs("per_page=10&page=2&created=2026-03-17"));
    for (String relation : List.of("prev", "next", "last", "first")) {
      assertThat(Client.link(second, relation).orElse(""))
          .as(relation)
          .contains("created=2026-03-17");
    }
    String last = Client.link(second, "last").orElseThrow();
    assertThat(Client.link(client.get(last), "next")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "event,schedule",
    "branch,main",
    "status,cancelled",
    "status,failure",
    "status,completed"
  })
  void runsAreFiltered(String parameter, String value) {
    Object page = Client.tree(client.get(runs("per_page=100&" + parameter + "=" + value)).body());
    String key = parameter.equals("branch") ? "head_branch" : parameter;
    List<?> found = Client.list(page, "workflow_runs");
    assertThat(found).isNotEmpty();
    assertThat(found)
        .allMatch(
            run -> value.equals(Client.at(run, key)) || value.equals(Client.at(run, "conclusion")));
  }

  @Test
  void aRunThatIsUnderWayHasNoConclusion() {
    WorkflowRun run = Client.arena().runs().getFirst();
    Instant during = run.attempts().getFirst().ended().minusSeconds(1);
    GithubOptions then = GithubOptions.of(Client.ORGANISATION, InstantSource.fixed(during));
    try (GithubServer earlier = GithubServer.start(then)) {
      Client asking = new Client(earlier);
      Object told = Client.tree(asking.get(Client.ARENA + "/actions/runs/" + run.id()).body());
      assertThat(Client.at(told, "status")).isEqualTo("in_progress");
      assertThat(Client.at(told, "conclusion")).isEqualTo(Optional.empty());
      Object list = Client.tree(asking.get(runs("status=in_progress")).body());
      assertThat(Client.list(list, "workflow_runs").stream().map(one -> Client.at(one, "id")))
          .contains(run.id());
    }
  }

  @Test
  void anotherAttemptIsKeptAndTheLatestIsShown() {
    WorkflowRun twice =
        Client.arena().runs().stream()
            .filter(run -> run.existsAt(Client.NOW) && run.latestAt(Client.NOW).number() == 2)
            .findFirst()
            .orElseThrow();
    String path = Client.ARENA + "/actions/runs/" + twice.id();
    Object latest = Client.tree(client.get(path).body());
    Object first = Client.tree(client.get(path + "/attempts/1").body());
    assertThat(Client.at(latest, "run_attempt")).isEqualTo(2L);
    assertThat(Client.at(first, "run_attempt")).isEqualTo(1L);
    assertThat(Client.at(first, "created_at")).isEqualTo(Client.at(latest, "created_at"));
    assertThat(Client.at(first, "run_started_at"))
        .isNotEqualTo(Client.at(latest, "run_started_at"));
    assertThat(client.get(path + "/attempts/3").statusCode()).isEqualTo(404);
    assertThat(Client.list(Client.tree(client.get(path + "/jobs").body()), "jobs")).hasSize(1);
    assertThat(Client.list(Client.tree(client.get(path + "/jobs?filter=all").body()), "jobs"))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "TIME_LIMIT,has exceeded the maximum execution time of 120 minutes",
    "SOMEBODY,The run was canceled by"
  })
  void annotationsSayWhyARunWasCancelled(WorkflowRun.End end, String message) {
    WorkflowRun cancelled =
        Client.arena().runs().stream()
            .filter(run -> run.conclusionAt(Client.NOW).filter("cancelled"::equals).isPresent())
            .filter(run -> run.latestAt(Client.NOW).end() == end)
            .findFirst()
            .orElseThrow();
    Object jobs =
        Client.tree(client.get(Client.ARENA + "/actions/runs/" + cancelled.id() + "/jobs").body());
    Object id = Client.at(jobs, "jobs", 0, "id");
    assertThat(Client.at(jobs, "jobs", 0, "conclusion")).isEqualTo("cancelled");
    assertThat(client.get(Client.ARENA + "/check-runs/" + id + "/annotations").body())
        .contains(message);
  }

  @Test
  void aCommitsChecksAreTheJobsOfItsRuns() {
    WorkflowRun run =
        Client.arena().runs().stream()
            .filter(one -> one.conclusionAt(Client.NOW).filter("success"::equals).isPresent())
            .findFirst()
            .orElseThrow();
    Object jobs =
        Client.tree(client.get(Client.ARENA + "/actions/runs/" + run.id() + "/jobs").body());
    Object checks =
        Client.tree(client.get(Client.ARENA + "/commits/" + run.sha() + "/check-runs").body());
    assertThat(Client.list(checks, "check_runs").stream().map(one -> Client.at(one, "id")))
        .contains(Client.at(jobs, "jobs", 0, "id"));
    assertThat(client.get(Client.ARENA + "/commits/" + "0".repeat(40) + "/check-runs").statusCode())
        .isEqualTo(422);
  }

  @Test
  void workflowsAndTheirRunsAreFoundByIdAndFile() {
    Object all = Client.tree(client.get(Client.ARENA + "/actions/workflows").body());
    assertThat(Client.list(all, "workflows").stream().map(one -> Client.at(one, "state")))
        .contains("active", "disabled_manually");
    String question = "/runs?branch=main&event=push&status=completed&per_page=5";
    Object id = Client.at(all, "workflows", 0, "id");
    assertThat(client.get(Client.ARENA + "/actions/workflows/" + id + question).body())
        .isEqualTo(client.get(Client.ARENA + "/actions/workflows/ci.yml" + question).body());
    assertThat(client.get(Client.ARENA + "/actions/workflows/none.yml/runs").statusCode())
        .isEqualTo(404);
  }

  @Test
  void filesOfACommitComeInPages() {
    Commit large =
        Client.arena().historyAt(Client.NOW).stream()
            .filter(commit -> commit.files().size() > 100)
            .findFirst()
            .orElseThrow();
    List<Object> pages = client.pages(Client.ARENA + "/commits/" + large.oid() + "?per_page=100");
    assertThat(pages).hasSize((large.files().size() + 99) / 100);
    assertThat(
            pages.stream()
                .flatMap(page -> Client.list(page, "files").stream())
                .map(file -> Client.at(file, "filename")))
        .isEqualTo(large.files().stream().map(FileChange::path).toList());
    assertThat(client.get(Client.ARENA + "/commits/" + "0".repeat(40)).statusCode()).isEqualTo(422);
    assertThat(client.get("/repos/metta-sandbox/scratch/commits/" + large.oid()).statusCode())
        .isEqualTo(409);
  }

  @Test
  void rulesAndWhatBypassedThemAreTold() {
    String path = Client.ARENA + "/rulesets/rule-suites?ref=refs/heads/main&per_page=100";
    List<?> month =
        client.pages(path + "&time_period=month").stream()
            .flatMap(page -> ((List<?>) page).stream())
            .toList();
    List<?> bypassed =
        (List<?>)
            Client.tree(client.get(path + "&time_period=week&rule_suite_result=bypass").body());
    assertThat(bypassed).isNotEmpty().allMatch(one -> "bypass".equals(Client.at(one, "result")));
    assertThat(month.size()).isGreaterThan(bypassed.size());
    assertThat(client.get(path + "&time_period=year").statusCode()).isEqualTo(422);
    assertThat(client.get(Client.ARENA + "/rules/branches/main").body())
        .contains("\"required_approving_review_count\":1");
    assertThat(client.get(Client.ARENA + "/rules/branches/work/1-else").body()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "force_push", "pr_merge"})
  void whatMovedABranchIsTold(String type) {
    List<?> moves =
        (List<?>)
            Client.tree(
                client
                    .get(
                        Client.ARENA
                            + "/activity?ref=refs%2Fheads%2Fmain&time_period=month&activity_type="
                            + type)
                    .body());
    assertThat(moves).isNotEmpty().allMatch(move -> type.equals(Client.at(move, "activity_type")));
  }

  @Test
  void whatIsUnchangedCostsNothing() {
    HttpResponse<String> first = client.get(runs("created=2026-03-17"));
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again = client.get(runs("created=2026-03-17"), "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("X-RateLimit-Remaining"))
        .isEqualTo(first.headers().firstValue("X-RateLimit-Remaining"))
        .hasValue("4999");
    assertThat(client.get(runs("created=2026-03-16"), "If-None-Match", tag).statusCode())
        .isEqualTo(200);
  }

  @Test
  void requestsRunOutUntilTheHourIsOver() {
    try (GithubServer poor = GithubServer.start(Client.options().withLimits(1, 5000))) {
      Client asking = new Client(poor);
      assertThat(asking.get(Client.ARENA).statusCode()).isEqualTo(200);
      HttpResponse<String> second = asking.get(Client.ARENA);
      assertThat(second.statusCode()).isEqualTo(403);
      assertThat(second.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
      assertThat(second.headers().firstValue("X-RateLimit-Reset"))
          .hasValue(Long.toString(Instant.parse("2026-03-18T15:00:00Z").getEpochSecond()));
      assertThat(asking.get("/rate_limit").body())
          .contains("\"core\":{\"limit\":1,\"used\":1,\"remaining\":0")
          .contains("\"graphql\":{\"limit\":5000,\"used\":0");
    }
  }

  @Test
  void strangersAreTurnedAway() {
    URI uri = server.endpoint().resolve(Client.ARENA);
    HttpResponse<String> nobody = Client.send(HttpRequest.newBuilder(uri));
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("\"message\":\"Requires authentication\"");
    HttpResponse<String> wrong =
        Client.send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body())
        .isEqualTo(
            "{\"message\":\"Bad credentials\",\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"401\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/repos/metta-sandbox/gone/actions/runs",
        "/repos/metta-sandbox/arena/actions/runs/1",
        "/graphql"
      })
  void whatIsNotThereIsNotFound(String path) {
    assertThat(client.get(path).statusCode()).isEqualTo(404);
  }
}
