// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.MetricOutcome;
import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Event;
import ai.metta.metric.Outcome;
import ai.metta.metric.Tags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Repositories that are many, empty, renamed, gone, or shown in part.
final class RepositoriesTest {
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

  /// Its history fails, slowly, and each time that it is asked for; what is planned for the files
  /// that would follow leaves nothing to spare.
  @Test
  void oneRepositoryThatFailsSlowlyKeepsWhatIsPlannedForItNoLongerThanHalfTheRun() {
    AtomicReference<Instant> now = new AtomicReference<>(World.NOW);
    CountDownLatch activity = new CountDownLatch(1);
    AtomicInteger queries = new AtomicInteger();
    AtomicBoolean wasAsked = new AtomicBoolean();
    BudgetTest.leaving(server, 1010, 4800);
    server.disturbedBy((asked, _) -> {
      if (asked.kind().equals("GET /repos/acme/rocket/activity")) {
        activity.countDown();
      }
      if (!asked.kind().equals("Commits") || !asked.repository().equals("acme/slow")) {
        return null;
      }
      now.set(World.NOW.plusSeconds(150));
      if (queries.incrementAndGet() == 2) {
        wasAsked.set(isOver(activity));
      }
      return Reply.json(502, "{}");
    });
    Reported reported = collecting().of("acme/rocket,acme/slow").by(now::get).run();
    assertThat(queries).hasValueGreaterThan(2);
    assertThat(wasAsked).as("while the history still fails").isTrue();
    assertThat(reported.value("github.commits.force_push_7d", "repo:acme/rocket")).isEqualTo(1);
  }

  /// All others wait for the glance at it.
  @Test
  void oneRepositoryWhoseGlanceFailsSlowlyIsNotAskedAgainOnceHalfTheRunIsOver() {
    AtomicReference<Instant> now = new AtomicReference<>(World.NOW);
    server.disturbedBy((asked, _) -> {
      if (!asked.kind().equals("Overview") || !asked.repository().equals("acme/slow")) {
        return null;
      }
      now.set(World.NOW.plusSeconds(150));
      return Reply.json(502, "{}");
    });
    server.answering(
        "Overview", asked -> Reply.ok(World.overview().replace("acme/rocket", asked.repository())));
    Reported reported = collecting().of("acme/slow,acme/rocket").by(now::get).run();
    assertThat(
            server.asked("Overview").stream().filter(one -> one.repository().equals("acme/slow")))
        .hasSize(1);
    assertThat(reported.reasons("github.prs.open")).singleElement().asString().contains("502");
    assertThat(reported.value("github.prs.open", "repo:acme/rocket")).isEqualTo(2);
  }

  private static boolean isOver(CountDownLatch awaited) {
    try {
      return awaited.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /// Of people whom an enterprise manages.
  @Test
  void anOwnersNameMayHaveAnUnderscore() {
    assertThat(
            collecting().of("mona_octo/rocket").run().values().keySet().stream()
                .filter(series -> series.contains("repo:mona_octo/rocket")))
        .isNotEmpty();
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
    Reported reported = World.organisation(server).run();
    assertThat(reported.value("github.prs.open", "repo:acme/rocket")).isEqualTo(2);
    assertThat(server.asked("Overview")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ROCKET,''", "*,*TOOLS", "'rocket,tools','T*,Rocket-OLD'"})
  void includedAndExcludedNamesMatchInAnyCase(String include, String exclude) {
    Reported reported =
        World.organisation(server)
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
        World.organisation(server)
            .with("github.include", "rocket*,tools")
            .with("github.exclude", "*-old")
            .run();
    Set<String> scopes =
        reported.outcomes().map(one -> one.scope().toString()).collect(Collectors.toSet());
    assertThat(scopes).containsExactlyInAnyOrder("repo:acme/rocket", "repo:acme/tools");
  }

  @Test
  void anOrganisationWithoutAMatchIsAMistakeInTheSettings() {
    Reported reported = World.organisation(server).with("github.include", "nothing*").run();
    assertThat(reported.result().status()).isEqualTo(Status.FAILED);
    assertThat(reported.said())
        .contains("no repository of acme matches github.include and github.exclude");
  }

  @Test
  void anOrganisationThatDoesNotExistIsNoEmptyOne() {
    server.answering("Repositories", "{\"data\":{\"repositoryOwner\":null}}");
    assertThat(World.organisation(server).run().said())
        .contains("is not there, or the token may not see it");
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

  @Test
  void aRepositoryUnderTwoNamesIsWarnedOf() {
    server.answering("Overview", World.overview());
    assertThat(collecting().of("acme/old,acme/rocket,acme/older").run().result().events())
        .filteredOn(event -> event.level() == Event.Level.WARNING)
        .extracting(Event::title)
        .containsExactly(
            "acme/old is the same repository as acme/rocket and not counted again: take it out of"
                + " github.repositories",
            "acme/older is the same repository as acme/rocket and not counted again: take it out"
                + " of github.repositories");
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

  /// As of a token that may read code and nothing else.
  @ParameterizedTest
  @CsvSource({
    "issues, OpenIssues, ClosedIssues, github.issues., issues:read",
    "pulls, OpenPulls, ClosedPulls, github.prs., pull_requests:read"
  })
  void whatMayNotBeSeenAtAGlanceCostsOnlyItself(
      String list, String open, String closed, String prefix, String permission) {
    String refused =
        "{\"data\":{\"repository\":null},\"errors\":["
            + World.FORBIDDEN.formatted("repository")
            + "]}";
    server
        .answering("Overview", World.overviewWithout(list))
        .answering(open, refused)
        .answering(closed, refused);
    Reported reported = collecting().keeping(data).run();
    assertThat(reported.failed()).isNotEmpty().anyMatch(metric -> metric.startsWith(prefix));
    assertThat(reported.failed())
        .allMatch(metric -> metric.matches("github.(issues|prs|reviews|branches.merged).*"));
    assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
    assertThat(reported.reasons(reported.failed().iterator().next()).getFirst())
        .contains("Resource not accessible by integration")
        .endsWith("grant the token \"" + permission + "\"");
  }
}
