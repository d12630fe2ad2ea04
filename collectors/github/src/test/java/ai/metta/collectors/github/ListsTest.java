// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists that are long, broken, or lead in circles.
final class ListsTest {
  private static final String RUNS = "GET /repos/acme/rocket/actions/runs";
  private static final Pattern FIRST = Pattern.compile("\"first\":(\\d+)");

  private final ScriptedGithub server = World.served();

  @AfterEach
  void stop() {
    server.close();
  }

  private Reported run() {
    return World.collecting(server).run();
  }

  private static String branch(String name) {
    return """
    {"name":"%s","target":{"committedDate":"2026-03-10T12:00:00Z"},"associatedPullRequests":{"totalCount":0}}\
    """
        .formatted(name);
  }

  private static int first(Asked asked) {
    Matcher first = FIRST.matcher(asked.body());
    assertThat(first.find()).isTrue();
    return Integer.parseInt(first.group(1));
  }

  @Test
  void pagesFollowOneAnother() {
    server.answering(
        "Branches",
        asked ->
            Reply.ok(
                asked.body().contains("\"after\":\"second\"")
                    ? World.connection(branch("two") + "," + branch("one"))
                    : World.data(
                        World.pageBefore("second", branch("one") + "," + branch("main")))));
    Reported reported = run();
    assertThat(reported.value("github.branches.total")).isEqualTo(2);
    assertThat(server.asked("Branches")).hasSize(2);
  }

  @Test
  void pagesThatLeadInACircleAreNoList() {
    server.answering("Branches", World.data(World.pageBefore("again", branch("one"))));
    Reported reported = run();
    assertThat(reported.reasons("github.branches.total").getFirst())
        .contains("leads back to a page that was read already");
    assertThat(server.asked("Branches")).hasSize(2);
  }

  @Test
  void aGapInAListIsNotFilledWithNothing() {
    server.answering("Branches", World.connection("null," + branch("one")));
    assertThat(run().reasons("github.branches.total").getFirst())
        .contains("holds items that the token may not see");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /repos/acme/rocket/actions/runs | {'total_count':1,'workflow_runs':[null]} | github.ci.workflow_runs_7d",
        "GET /repos/acme/rocket/actions/runs/:n/jobs | {'jobs':[null]} | github.ci.timeout_cancellations_7d",
        "GET /repos/acme/rocket/check-runs/:n/annotations | [null] | github.ci.timeout_cancellations_7d",
        "GET /repos/acme/rocket/rulesets/rule-suites | [null] | github.commits.force_merge_7d",
        "GET /repos/acme/rocket/actions/workflows | {'workflows':[null]} | github.ci.tests_passing_on_main",
        "GET /repos/acme/rocket/commits/:sha | {'files':[null]} | github.code.files_changed_7d",
      })
  void aGapIsNoShorterList(String kind, String answer, String metric) {
    server.answering(kind, answer.replace('\'', '"'));
    assertThat(run().reasons(metric).getFirst()).contains("the list has a gap");
  }

  /// As of a token without "checks:read", which many a server hides behind 404.
  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void withoutAnnotationsATimeoutIsNotKnownUnlessTheConclusionIsToDecide(int status) {
    server.answering(
        "GET /repos/acme/rocket/check-runs/:n/annotations",
        _ -> Reply.json(status, "{\"message\":\"no\"}"));
    Reported asked = run();
    assertThat(asked.failed())
        .containsExactlyInAnyOrder("github.ci.timeout_cancellations_7d", "github.ci.runs_7d");
    assertThat(asked.reasons("github.ci.timeout_cancellations_7d").getFirst())
        .endsWith(", or set github.timeouts to conclusion");
    Reported unasked = World.collecting(server).with("github.timeouts", "conclusion").run();
    assertThat(unasked.result().status()).as(unasked::said).isEqualTo(Status.OK);
    assertThat(unasked.value("github.ci.timeout_cancellations_7d")).isZero();
  }

  /// The first of its events says how it was opened: ready, if it was then turned into a draft.
  @ParameterizedTest
  @CsvSource({"'{}', 48", "'{\"createdAt\":\"2026-03-09T15:00:00Z\"}', 21", "'', 48"})
  void aPullRequestThatBecameADraftLaterWasReadyFromTheBeginning(String event, double hours) {
    server.disturbedBy((asked, reply) ->
        asked.kind().equals("ClosedPulls")
            ? Reply.ok(
                reply
                    .body()
                    .replaceFirst("2026-03-09T12:00:00Z", "2026-03-08T12:00:00Z")
                    .replaceFirst(
                        "\"timelineItems\":\\{\"nodes\":\\[]",
                        "\"timelineItems\":{\"nodes\":[" + event + "]"))
            : null);
    Reported reported = World.collecting(server).with("github.cycle_start", "ready").run();
    assertThat(reported.value("github.prs.cycle_time_hours")).isEqualTo(hours);
  }

  /// A server that stumbles once is asked again.
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void whatFailsOnceIsAskedForAgain(int status) {
    AtomicInteger asked = new AtomicInteger();
    server.disturbedBy((question, _) ->
        question.kind().equals(RUNS) && asked.incrementAndGet() == 1
            ? Reply.json(status, "{\"message\":\"Server Error\"}")
            : null);
    assertThat(run().result().status()).isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /repos/acme/rocket/actions/runs | {'total_count':0} | github.ci.workflow_runs_7d",
        "GET /repos/acme/rocket/actions/runs/:n/jobs | {'total_count':0} | github.ci.timeout_cancellations_7d",
        "GET /repos/acme/rocket/actions/workflows | {} | github.ci.tests_passing_on_main",
        "GET /repos/acme/rocket/commits/:sha | {} | github.code.files_changed_7d",
      })
  void aListThatIsNotThereIsNotEmpty(String kind, String answer, String metric) {
    server.answering(kind, answer.replace('\'', '"'));
    assertThat(run().reasons(metric).getFirst()).contains("is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OpenPulls | 3 | github.prs.open",
        "ClosedPulls | 3 | github.prs.merged_7d",
        "Commits | 3 | github.commits.total_7d",
        "Contributions | 3 | github.developers.top_contributor_commits",
        "Branches | 4 | github.branches.total",
        "OpenIssues | 2 | github.issues.open",
        "ClosedIssues | 2 | github.issues.closed_7d",
      })
  void aListThatShowsFewerThanItSaysIsNotCounted(String kind, int said, String metric) {
    server.disturbedBy((asked, reply) ->
        asked.kind().equals(kind)
            ? Reply.ok(
                reply
                    .body()
                    .replace("\"connection\":{", "\"connection\":{\"totalCount\":" + said + ","))
            : null);
    assertThat(run().reasons(metric).getFirst())
        .endsWith("shows %d items where it says there are %d".formatted(said - 1, said));
  }

  @ParameterizedTest
  @CsvSource({
    "actions/runs, github.ci.workflow_runs_7d, 5",
    "actions/runs/:n/jobs, github.ci.timeout_cancellations_7d, 2",
    "actions/workflows, github.ci.tests_passing_on_main, 4",
  })
  void aRestListThatShowsFewerThanItSaysIsNotCounted(String list, String metric, int said) {
    server.disturbedBy((asked, reply) ->
        asked.kind().equals("GET /repos/acme/rocket/" + list)
            ? Reply.ok(
                "{\"total_count\":"
                    + said
                    + ","
                    + reply.body().strip().substring(1).replaceFirst("\"total_count\":\\d+,", ""))
            : null);
    assertThat(run().reasons(metric).getFirst())
        .contains("shows %d items where it says there are %d".formatted(said - 1, said));
  }

  @ParameterizedTest
  @CsvSource({"Commits, github.commits.hotfix", "OpenIssues, github.issues.training_bugs"})
  void labelsThatDidNotAllComeAreNotGuessed(String kind, String metric) {
    server.disturbedBy((asked, reply) ->
        asked.kind().equals(kind)
            ? Reply.ok(
                reply
                    .body()
                    .replaceFirst(
                        "\"labels\":\\{\"totalCount\":\\d+", "\"labels\":{\"totalCount\":101"))
            : null);
    assertThat(run().reasons(metric).getFirst()).contains("labels shows").contains("are 101");
  }

  /// Each of its pages may be whole, so that they would be kept for as long as nothing changes.
  @Test
  void aListThatWasShortIsReadAnewTheNextTime(@TempDir Path data) {
    String whole = World.connection(branch("one") + "," + branch("main"));
    server.answering(
        "Branches", whole.replace("\"connection\":{", "\"connection\":{\"totalCount\":3,"));
    Collecting again = World.collecting(server).keeping(data);
    assertThat(again.run().failed()).contains("github.branches.total");
    server.answering("Branches", whole);
    assertThat(again.run().value("github.branches.total")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"totalCount", "nodes"})
  void filesThatThePullRequestDoesNotTellAreReadOneByOne(String missing) {
    server.answering(
        "FilesOfPulls",
        World.data(
            """
            "c0":{"associatedPullRequests":{"nodes":[{"number":3,"mergeCommit":{"oid":"%s"},
             "files":{"totalCount":2,"nodes":[{"path":"a"},null]}}]}}\
            """
                .formatted(World.SQUASHED)
                .replace("\"" + missing + "\"", "\"other\"")));
    Reported reported = run();
    assertThat(reported.value("github.code.files_changed_7d")).isEqualTo(3);
    assertThat(server.asked("GET /repos/acme/rocket/commits/:sha")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 504, 200})
  void aPageThatIsTooMuchIsAskedForInHalves(int status) {
    server.answering(
        "Branches",
        asked ->
            first(asked) > 25
                ? tooMuch(status)
                : Reply.ok(World.connection(branch("one") + "," + branch("main"))));
    Reported reported = run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(reported.value("github.branches.total")).isEqualTo(1);
    assertThat(server.asked("Branches").stream().map(ListsTest::first).distinct().toList())
        .containsExactly(100, 50, 25);
  }

  private static Reply tooMuch(int status) {
    return status == 200
        ? Reply.ok(
            """
            {"data":{"repository":{"connection":null}},
             "errors":[{"type":"RESOURCE_LIMITS_EXCEEDED","message":"Resource limits"}]}\
            """)
        : new Reply(status, Map.of("Content-Type", "text/html"), "<html>Unicorn!</html>");
  }

  @Test
  void aPageThatIsAlwaysTooMuchFailsInTheEnd() {
    server.answering("Branches", _ -> tooMuch(200));
    Reported reported = run();
    assertThat(reported.failed())
        .containsExactly(
            "github.branches.active", "github.branches.stale", "github.branches.total");
    assertThat(server.asked("Branches").stream().map(ListsTest::first).toList())
        .containsExactly(100, 50, 25, 12, 6, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOT_FOUND|There is no such repository, or the token may not see it",
        "FORBIDDEN|grant the token \"contents:read\" and \"pull_requests:read\"",
        "INSUFFICIENT_SCOPES|grant the token \"contents:read\" and \"pull_requests:read\"",
        "RATE_LIMITED|github: Said",
        "undefinedField|this server's GraphQL does not know what was asked",
        "SOMETHING_NEW|github: Said"
      })
  void anErrorIsToldByItsType(String type, String reason) {
    server.answering(
        "Branches",
        "{\"data\":null,\"errors\":[{\"type\":\"%s\",\"message\":\"Said\"}]}".formatted(type));
    assertThat(run().reasons("github.branches.total").getFirst()).contains(reason);
  }

  /// As GitHub words what failed in passing.
  private static final String PASSING =
      """
      {"data":null,"errors":[{"message":"Something went wrong while executing your query on\
       2026-03-11T12:00:00Z. Please include `CAFE:1` when reporting this issue."}]}\
      """;

  /// What has no pages cannot be asked for in halves.
  @ParameterizedTest
  @ValueSource(strings = {"Overview", "BranchRule", "FilesOfPulls"})
  void aQuestionWithoutPagesThatFailedInPassingIsAskedAgain(String kind) {
    server
        .answering("GET /repos/acme/rocket/rulesets/rule-suites", _ -> Reply.json(404, "{}"))
        .disturbedBy((asked, _) ->
            asked.kind().equals(kind) && server.asked(kind).size() == 1 ? Reply.ok(PASSING) : null);
    List<Duration> waits = new CopyOnWriteArrayList<>();
    Reported reported = World.collecting(server).pausing(waits::add).run();
    assertThat(reported.failed()).as(reported::said).isEmpty();
    assertThat(server.asked(kind)).hasSize(2);
    assertThat(waits).as("as between any two tries").hasSize(1);
  }

  @Test
  void aQuestionThatFailsEachTimeFailsInTheEnd() {
    server.answering("Overview", PASSING);
    assertThat(run().reasons("github.prs.open").getFirst())
        .startsWith("github: Something went wrong while executing your query");
    assertThat(server.asked("Overview")).as("tries").hasSize(2);
  }

  @Test
  void filesThatAreTooMuchAtOnceAreNotAskedForAgain() {
    server.answering("FilesOfPulls", _ -> tooMuch(200));
    assertThat(run().value("github.code.files_changed_7d")).isEqualTo(3);
    assertThat(server.asked("FilesOfPulls")).hasSize(1);
  }

  @Test
  void filesThatAreTooMuchAtOnceAreReadOneByOne() {
    server.answering("FilesOfPulls", _ -> tooMuch(502));
    assertThat(run().value("github.code.files_changed_7d")).isEqualTo(3);
    assertThat(server.asked("GET /repos/acme/rocket/commits/:sha")).hasSize(2);
  }

  @Test
  void reviewsThatDoNotFitBesideTheirPullRequestAreReadByThemselves() {
    String many =
        IntStream.range(0, 70)
            .mapToObj(hour -> reviewAt(Instant.parse("2026-03-09T12:00:00Z").plusSeconds(hour)))
            .collect(Collectors.joining(","));
    server.disturbedBy((asked, reply) ->
        asked.kind().equals("ClosedPulls")
            ? Reply.ok(
                reply
                    .body()
                    .replace("\"reviews\":{\"totalCount\":1", "\"reviews\":{\"totalCount\":70"))
            : null);
    server.answering("Reviews", World.data("\"pullRequest\":{" + World.page(many) + "}"));
    Reported reported = run();
    // And one on the open pull request.
    assertThat(reported.value("github.reviews.count_7d")).isEqualTo(71);
    assertThat(server.asked("Reviews"))
        .singleElement()
        .matches(asked -> asked.body().contains("\"number\":3"));
  }

  private static String reviewAt(Instant at) {
    return """
    {"submittedAt":"%s","state":"COMMENTED","author":{"__typename":"User","login":"ada"}}\
    """
        .formatted(at);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 168", "PT10M, 1008", "PT30S, 20160"})
  void everyRunIsCountedOnceHoweverManyThereAre(Duration apart, double count) {
    ManyRuns.every(server, RUNS, apart);
    Reported reported = run();
    assertThat(reported.value("github.ci.workflow_runs_7d")).isEqualTo(count);
  }

  @Test
  void aSecondOfMoreRunsThanAreShownIsNotCountedShort() {
    server.answering(RUNS, "{\"total_count\":1000,\"workflow_runs\":[]}");
    assertThat(run().reasons("github.ci.workflow_runs_7d").getFirst())
        .contains("no more than 1000 runs");
  }

  @Test
  void aCommitOfMoreFilesThanAreShownIsNotCountedShort() {
    String files =
        IntStream.range(0, 3000)
            .mapToObj("{\"filename\":\"%d\"}"::formatted)
            .collect(Collectors.joining(","));
    server.answering("GET /repos/acme/rocket/commits/:sha", "{\"files\":[" + files + "]}");
    Reported reported = run();
    assertThat(reported.result().status()).as(reported::said).isEqualTo(Status.OK);
    assertThat(reported.reasons("github.code.files_changed_7d").getFirst())
        .contains("no more than 3000 files");
  }

  @Test
  void windowsThatAreHalvedNeitherOverlapNorLeaveASecondOut() {
    ManyRuns.every(server, RUNS, Duration.ofSeconds(30));
    run();
    List<Matcher> windows =
        server.asked(RUNS).stream()
            .filter(asked -> !asked.uri().toString().contains("&page="))
            .map(asked -> ManyRuns.CREATED.matcher(asked.uri().toString()))
            .filter(Matcher::find)
            .toList();
    Map<Instant, Instant> byStart =
        windows.stream()
            .collect(
                Collectors.toMap(
                    window -> Instant.parse(window.group(1)),
                    window -> Instant.parse(window.group(2)),
                    (one, other) -> one.isBefore(other) ? one : other));
    Instant at = Instant.parse("2026-03-04T00:00:00Z");
    while (byStart.containsKey(at)) {
      at = byStart.get(at).plusSeconds(1);
    }
    assertThat(at).isEqualTo("2026-03-12T00:00:00Z");
  }

  @Test
  void aPageOnAnotherHostIsNotFollowed() {
    server.answering(
        "GET /repos/acme/rocket/activity",
        _ -> Reply.ok("[]").with("Link", "<http://elsewhere.example/next>; rel=\"next\""));
    assertThat(run().reasons("github.commits.force_push_7d").getFirst())
        .contains("the next page is on another host");
  }

  @Test
  void restPagesThatLeadInACircleAreNoList() {
    server.answering(
        "GET /repos/acme/rocket/activity",
        asked ->
            Reply.ok("[]")
                .with(
                    "Link",
                    "<" + server.endpoint().resolve(asked.uri().toString()) + ">; rel=\"next\""));
    assertThat(run().failed()).contains("github.commits.force_push_7d");
    assertThat(server.asked("GET /repos/acme/rocket/activity")).hasSizeLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"data\":{}}",
        "{\"data\":{\"repository\":{\"connection\":{\"nodes\":7}}}}",
        "{\"data\":",
        "nonsense"
      })
  void anAnswerInAnotherFormIsNoEmptyList(String body) {
    server.answering("Branches", body);
    assertThat(run().failed()).contains("github.branches.total");
  }
}
