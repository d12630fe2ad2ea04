// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Redactor;
import ai.metta.collect.Fetches;
import ai.metta.collect.Probe;
import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Event;
import ai.metta.metric.Outcome;
import ai.metta.metric.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Repositories that are many, empty, renamed, gone, or unchanged; and servers that are not
/// github.com.
final class RepositoriesTest {
  private static final String FORBIDDEN =
      "{\"type\":\"FORBIDDEN\",\"message\":\"Resource not accessible by integration\",\"path\":[\"%s\",\"list\"]}";

  private final ScriptedGithub server = World.served();

  @TempDir Path data;

  @AfterEach
  void stop() {
    server.close();
  }

  private Collecting collecting() {
    return World.collecting(server);
  }

  @Test
  void oneRepositoryThatFailsCostsOnlyItself() {
    server.disturbedBy((asked, _) ->
        asked.body().contains("\"name\":\"gone\"")
            ? Reply.ok(
                "{\"data\":{\"repository\":null},\"errors\":[{\"type\":\"NOT_FOUND\",\"message\":"
                    + "\"Could not resolve to a Repository with the name 'acme/gone'.\"}]}")
            : null);
    Reported alone = collecting().run();
    Reported both = collecting().of("acme/rocket,acme/gone").run();
    assertThat(both.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(both.values()).isEqualTo(alone.values());
    Tags gone = Tags.of("repo", "acme/gone");
    List<MetricOutcome> lost = both.outcomes().filter(one -> one.scope().equals(gone)).toList();
    assertThat(lost).hasSizeGreaterThan(50).allMatch(MetricOutcome::failed);
    assertThat(lost.getFirst().reason().orElseThrow()).contains("acme/gone");
    assertThat(both.outcomes().filter(MetricOutcome::failed)).hasSameSizeAs(lost);
  }

  @Test
  void everyRepositoryIsAScopeOfItsOwn() {
    Reported reported = collecting().of("acme/rocket, acme/tools").run();
    assertThat(reported.value("github.prs.open", "repo:acme/rocket")).isEqualTo(2);
    assertThat(reported.value("github.prs.open", "repo:acme/tools")).isEqualTo(2);
  }

  @Test
  void aRepositoryNamedTwiceInAnotherCaseIsReadOnce() {
    Reported once = collecting().run();
    int asked = server.asked().size();
    server.forgetting();
    Reported twice = collecting().of("acme/rocket,Acme/Rocket, ACME/ROCKET").run();
    assertThat(server.asked()).hasSize(asked);
    assertThat(twice.values()).isEqualTo(once.values());
    assertThat(twice.outcomes()).hasSameSizeAs(once.outcomes().toList());
  }

  @Test
  void aRepositoryThatShowsOnTwoPagesIsReadOnce() {
    String node = "{\"nameWithOwner\":\"acme/rocket\",\"isArchived\":false}";
    server.answering(
        "Repositories", "{\"data\":{\"repositoryOwner\":{" + World.page(node + "," + node) + "}}}");
    Reported reported = organisation().run();
    assertThat(reported.value("github.prs.open", "repo:acme/rocket")).isEqualTo(2);
    assertThat(server.asked("Overview")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ROCKET,''", "*,*TOOLS", "'rocket,tools','T*,Rocket-OLD'"})
  void includedAndExcludedNamesMatchInAnyCase(String include, String exclude) {
    Reported reported =
        organisation()
            .with("github.include", include)
            .with("github.exclude", exclude.isEmpty() ? "nothing" : exclude + ",rocket-old")
            .run();
    Set<String> scopes =
        reported.outcomes().map(one -> one.scope().toString()).collect(Collectors.toSet());
    assertThat(scopes).containsExactly("repo:acme/rocket");
  }

  @Test
  void anOrganisationsRepositoriesAreChosenByName() {
    Reported reported =
        organisation()
            .with("github.include", "rocket*,tools")
            .with("github.exclude", "*-old")
            .run();
    Set<String> scopes =
        reported.outcomes().map(one -> one.scope().toString()).collect(Collectors.toSet());
    assertThat(scopes).containsExactlyInAnyOrder("repo:acme/rocket", "repo:acme/tools");
  }

  @Test
  void anOrganisationWithoutAMatchIsAMistakeInTheSettings() {
    Reported reported = organisation().with("github.include", "nothing*").run();
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.said())
        .contains("no repository of acme matches github.include and github.exclude");
  }

  private Collecting organisation() {
    return Collecting.at(World.NOW).from(server.endpoint()).with("github.organisation", "acme");
  }

  @Test
  void anOrganisationThatDoesNotExistIsNoEmptyOne() {
    server.answering("Repositories", "{\"data\":{\"repositoryOwner\":null}}");
    assertThat(organisation().run().said()).contains("is not there, or the token may not see it");
  }

  @Test
  void nothingToReadIsNotConfigured() {
    Reported reported = Collecting.at(World.NOW).from(server.endpoint()).run();
    assertThat(reported.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(reported.said()).contains("set GITHUB_REPOSITORY to owner/name");
  }

  @Test
  void nobodyToReadItAsIsNotConfigured() {
    Reported reported = collecting().withoutToken().run();
    assertThat(reported.result().status()).isEqualTo(Status.NOT_CONFIGURED);
    assertThat(reported.said()).contains("GITHUB_TOKEN");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void anEmptyRepositoryHasNoCommitsAndThatIsCounted() {
    server
        .answering(
            "Overview",
            World.data(
                """
                "nameWithOwner":"acme/rocket","pushedAt":null,"defaultBranchRef":null,
                "branches":{"totalCount":0}},
                "pulls":{"open":{"totalCount":0},"newest":{"nodes":[]}},
                "issues":{"open":{"totalCount":0},"newest":{"nodes":[]}\
                """))
        .answering("OpenPulls", World.connection(""))
        .answering("ClosedPulls", World.connection(""))
        .answering("OpenIssues", World.connection(""))
        .answering("ClosedIssues", World.connection(""))
        .answering("Branches", World.connection(""))
        .answering(
            "GET /repos/acme/rocket/actions/runs", "{\"total_count\":0,\"workflow_runs\":[]}");
    Reported reported = collecting().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    for (String metric :
        List.of(
            "commits.total_7d",
            "commits.force_merge_7d",
            "commits.force_push_7d",
            "code.files_changed_7d",
            "branches.total",
            "ci.workflow_runs_7d",
            "prs.open")) {
      assertThat(reported.value("github." + metric)).as(metric).isZero();
    }
    assertThat(
            reported
                .outcomes()
                .filter(one -> one.metric().equals("github.ci.tests_passing_on_main")))
        .allMatch(one -> one.outcome() instanceof Outcome.Absent);
    assertThat(server.asked().stream().map(Asked::kind))
        .doesNotContain("Commits", "Contributions", "GET /repos/acme/rocket/activity");
  }

  /// Because it was deleted, or because the token may not see it: who knows.
  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"totalCount\":3}"})
  void aDefaultBranchThatIsNotToldIsNoEmptyRepository(String branches) {
    server.answering(
        "Overview",
        World.overview()
            .replaceFirst("\"defaultBranchRef\":\\{.*?}}", "\"defaultBranchRef\":null")
            .replace("\"branches\":{\"totalCount\":3}", "\"branches\":" + branches));
    Reported reported = collecting().run();
    assertThat(reported.failed())
        .contains(
            "github.commits.total_7d",
            "github.commits.force_merge_7d",
            "github.code.lines_added_7d",
            "github.code.files_changed_7d",
            "github.developers.active_7d",
            "github.branches.total",
            "github.branches.stale",
            "github.ci.tests_passing_on_main");
    assertThat(reported.reasons("github.branches.total").getFirst())
        .contains("the default branch of acme/rocket is not there");
    assertThat(reported.value("github.prs.open")).isEqualTo(2);
  }

  @Test
  void aRenamedRepositoryIsFollowed() {
    Reported before = collecting().run();
    server.moving("/repos/acme/rocket/", "/repositories/4711/");
    Reported after = collecting().run();
    assertThat(after.result().status()).as(after::said).isEqualTo(Status.OK);
    assertThat(after.values()).isEqualTo(before.values());
    assertThat(server.asked("GET /repositories/:n/actions/runs")).hasSize(1);
  }

  @Test
  void aRenamedRepositoryIsAskedByItsNewNameAndWarnedOf() {
    server
        .answering("Overview", World.overview().replace("acme/rocket", "acme/starship"))
        .moving("/repos/acme/rocket/", "/repos/acme/starship/");
    Reported reported = collecting().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(reported.values().keySet())
        .isNotEmpty()
        .allMatch(series -> series.contains("repo:acme/rocket"));
    assertThat(server.asked().stream().map(Asked::kind))
        .contains("GET /repos/acme/starship/actions/runs")
        .noneMatch(kind -> kind.startsWith("GET /repos/acme/rocket"));
    assertThat(reported.result().events())
        .filteredOn(event -> event.level() == Event.Level.WARNING)
        .extracting(Event::title)
        .containsExactly("acme/rocket is called acme/starship now: correct github.repositories");
  }

  /// Its present name is the better of the two.
  @ParameterizedTest
  @ValueSource(
      strings = {"acme/rocket,acme/old", "acme/old,acme/rocket", "acme/rocket,ACME/Rocket"})
  void aRepositoryUnderTwoNamesIsCountedOnce(String names) {
    server.answering("Overview", World.overview());
    Map<String, Double> once = collecting().run().values();
    assertThat(collecting().of(names).run().values()).isEqualTo(once);
  }

  /// As of GitHub Actions, which sets the variable on every run.
  @Test
  void anOrganisationThatIsSetWinsOverTheEnvironmentsRepository() {
    Reported ambient =
        Collecting.at(World.NOW)
            .from(server.endpoint())
            .with("github.organisation", "acme")
            .with("github.include", "rocket")
            .knowing("GITHUB_REPOSITORY", "acme/tools")
            .run();
    assertThat(ambient.values().keySet()).isNotEmpty().allMatch(one -> one.contains("acme/rocket"));
    Reported named = collecting().of("acme/tools").with("github.organisation", "acme").run();
    assertThat(named.values().keySet()).isNotEmpty().allMatch(one -> one.contains("acme/tools"));
  }

  /// A glance at a repository of which a token may not see one list: GitHub takes the object that
  /// it stands in with it.
  private static String without(String list) {
    String seen =
        World.overview().replaceAll("\"" + list + "\":\\{.*?]}}", "\"" + list + "\":null");
    return seen.substring(0, seen.length() - 1)
        + ",\"errors\":["
        + FORBIDDEN.formatted(list)
        + "]}";
  }

  /// As of a token that may read code and nothing else.
  @ParameterizedTest
  @CsvSource({
    "issues, OpenIssues, ClosedIssues, github.issues.",
    "pulls, OpenPulls, ClosedPulls, github.prs."
  })
  void whatMayNotBeSeenAtAGlanceCostsOnlyItself(
      String list, String open, String closed, String prefix) {
    String refused =
        "{\"data\":{\"repository\":null},\"errors\":[" + FORBIDDEN.formatted("repository") + "]}";
    server.answering("Overview", without(list)).answering(open, refused).answering(closed, refused);
    Reported reported = collecting().keeping(data).run();
    assertThat(reported.failed()).isNotEmpty().anyMatch(metric -> metric.startsWith(prefix));
    assertThat(reported.failed())
        .allMatch(
            metric -> metric.matches("github.(issues|prs|reviews|branches.merged|dora.lead).*"));
    assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
    assertThat(reported.reasons(reported.failed().iterator().next()).getFirst())
        .contains("Resource not accessible by integration");
  }

  @Test
  void whatWasAnsweredToOneTokenIsNotForAnother() {
    collecting().keeping(data).run();
    server.forgetting();
    collecting().keeping(data).knowing("GITHUB_TOKEN", "ghp_another0123456789").run();
    assertThat(server.asked().stream().map(Asked::kind)).contains("OpenPulls", "Commits");
  }

  /// What it lacked may be granted meanwhile.
  @Test
  void aPageWithAGapIsNotRemembered() {
    server.answering("OpenIssues", World.connection("null"));
    assertThat(collecting().keeping(data).run().failed()).contains("github.issues.open");
    server.answering("OpenIssues", World.connection(""));
    assertThat(collecting().keeping(data).run().failed()).isEmpty();
  }

  @Test
  void theDoctorSaysWhatARepositoryIsCalledNow() {
    server
        .answering("Overview", World.overview().replace("acme/rocket", "acme/starship"))
        .moving("/repos/acme/rocket/", "/repos/acme/starship/");
    assertThat(Fetches.probe(new GithubCollector(), collecting().conditions(new Redactor())))
        .extracting(Probe::finding)
        .filteredOn(Probe.Doubtful.class::isInstance)
        .singleElement()
        .extracting(Probe.Finding::detail)
        .asString()
        .contains("it is called acme/starship now");
  }

  @Test
  void theDoctorSaysWhichPermissionsAreMissingAndWhatThatCosts() {
    server
        .answering("Overview", without("issues"))
        .answering(
            "GET /repos/acme/rocket/actions/runs",
            _ ->
                Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}")
                    .with("X-Accepted-GitHub-Permissions", "actions=read"))
        .answering(
            "GET /repos/acme/rocket/rulesets/rule-suites",
            _ -> Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}"));
    assertThat(Fetches.probe(new GithubCollector(), collecting().conditions(new Redactor())))
        .extracting(probe -> probe.question() + " = " + probe.finding().detail())
        .containsExactly(
            "may read acme/rocket = 2 open pull requests, 3 branches",
            "acme/rocket: pull_requests:read = granted",
            "acme/rocket: issues:read = the token does not show them; without it there is no"
                + " github.issues.open and 3 more; grant it issues:read",
            "acme/rocket: contents:read = granted",
            "acme/rocket: actions:read = GET "
                + server.endpoint()
                + "/repos/acme/rocket/actions/runs?per_page=1: 403 (Resource not accessible by"
                + " integration); the token lacks \"actions:read\": grant it; without it there is no"
                + " github.ci.tests_passing_on_main and 11 more",
            "acme/rocket: checks:read = asked for where a run of an hour or more was cancelled;"
                + " without it timeouts are counted by conclusion alone",
            "acme/rocket: administration:read = not granted: github.commits.force_merge_7d is"
                + " estimated from today's rules");
  }

  @Test
  void anUnchangedRepositoryIsKnownByOneQuestion() {
    Reported cold = collecting().keeping(data).run();
    server.forgetting();
    Reported again = collecting().keeping(data).run();
    assertThat(again.values()).isEqualTo(cold.values());
    assertThat(server.asked().stream().map(Asked::kind).filter(kind -> !kind.startsWith("GET")))
        .containsExactly("Overview");
    assertThat(server.asked("GET /repos/acme/rocket/commits/:sha")).isEmpty();
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs/:n/attempts/:n")).isEmpty();
  }

  @Test
  void whatChangedIsReadAgainAndTheRestIsNot() {
    collecting().keeping(data).run();
    server
        .forgetting()
        .answering(
            "Overview", World.overview().replace("2026-03-10T21:00:00Z", "2026-03-10T22:00:00Z"));
    collecting().keeping(data).run();
    assertThat(server.asked().stream().map(Asked::kind).filter(kind -> !kind.startsWith("GET")))
        .contains("Overview", "OpenPulls", "ClosedPulls")
        // The labels of a pull request make its commit a hotfix.
        .contains("Commits")
        .doesNotContain("OpenIssues", "Contributions");
  }

  @ParameterizedTest
  @CsvSource({
    "rulesets/rule-suites, github.commits.force_merge_7d",
    "actions/runs/:n/jobs, github.ci.timeout_cancellations_7d",
    "check-runs/:n/annotations, github.ci.timeout_cancellations_7d"
  })
  void aTokenThatIsRevokedInMidRunIsNoMissingPermission(String path, String metric) {
    AtomicBoolean revoked = new AtomicBoolean();
    AtomicInteger shownAfter = new AtomicInteger();
    server.disturbedBy((asked, _) -> {
      if (revoked.get()) {
        shownAfter.incrementAndGet();
      }
      return revoked.get() || (asked.kind().endsWith(path) && !revoked.getAndSet(true))
          ? Reply.json(401, "{\"message\":\"Bad credentials\"}")
          : null;
    });
    Reported reported = collecting().run();
    assertThat(reported.failed()).contains(metric);
    assertThat(reported.reasons(metric).getFirst()).contains("wrong, revoked or expired");
    // Those that were under way by then, of eight at once, and no more.
    assertThat(shownAfter).hasValueLessThan(8);
  }

  @Test
  void anEnterpriseServerWithoutLimitsIsReadToTheEnd() {
    server.disturbedBy((asked, reply) -> {
      if (asked.kind().equals("GET /rate_limit")) {
        return Reply.json(404, "{\"message\":\"Rate limiting is not enabled.\"}");
      }
      return new Reply(
          reply.status(),
          reply.headers(),
          reply.body().replaceAll("\"rateLimit\":\\{[^}]*\\}", "\"rateLimit\":null"));
    });
    Reported reported = collecting().run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
  }

  @Test
  void limitsOfZeroAreNone() {
    server.disturbedBy((_, reply) ->
        reply
            .with("X-RateLimit-Limit", "0")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", "0"));
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    Reported reported = collecting().pausing(waits::add).run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(waits).isEmpty();
  }

  /// Where there is no limit, nothing left of it is no refusal for want of patience.
  @Test
  void aMissingPermissionWithoutLimitsIsNoLimit() {
    server.disturbedBy((asked, reply) ->
        (asked.kind().endsWith("/actions/runs")
                ? Reply.json(403, "{\"message\":\"Resource not accessible by integration\"}")
                    .with("X-Accepted-GitHub-Permissions", "actions=read")
                : reply)
            .with("X-RateLimit-Limit", "0")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", "0"));
    assertThat(collecting().run().reasons("github.ci.workflow_runs_7d").getFirst())
        .contains("the token lacks \"actions:read\"");
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs")).hasSize(1);
  }

  @Test
  void aWaitThatWouldOutlastTheRunIsNotMade() {
    server.disturbedBy((asked, _) ->
        asked.kind().endsWith("/actions/runs")
            ? Reply.json(403, "{\"message\":\"API rate limit exceeded\"}")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", Long.toString(World.NOW.getEpochSecond() + 3000))
            : null);
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    Reported reported = collecting().pausing(waits::add).run();
    assertThat(waits).isEmpty();
    assertThat(reported.reasons("github.ci.workflow_runs_7d").getFirst())
        .contains("2026-03-11T12:50:00Z, which is too long to wait");
    assertThat(server.asked("GET /repos/acme/rocket/actions/runs")).hasSize(1);
  }

  @Test
  void aShortWaitIsMadeAsGithubAsks() {
    server.disturbedBy((asked, _) ->
        asked.number() == 1
            ? Reply.json(429, "{\"message\":\"Slow down\"}").with("Retry-After", "7")
            : null);
    List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    assertThat(collecting().pausing(waits::add).run().result().status()).isEqualTo(Status.OK);
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void anEnterpriseServersGraphqlStandsBesideItsRest() {
    server.disturbedBy(
        (asked, _) -> asked.uri().getPath().startsWith("/api/") ? null : Reply.json(404, "{}"));
    collecting().with("github.api_url", server.endpoint() + "/api/v3").run();
    assertThat(server.asked().stream().map(asked -> asked.uri().getPath()).distinct())
        .allMatch(path -> path.startsWith("/api/v3/") || path.equals("/api/graphql"))
        .contains("/api/graphql");
  }
}
