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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How far back the run is looked for that says whether a workflow's tests pass.
final class GatesTest {
  private static final String TESTS = "github.ci.tests_passing_on_main";
  private static final String RUNS = "GET /repos/acme/rocket/actions/runs";
  private static final String OLDER = "GET /repos/acme/rocket/actions/workflows/:n/runs";

  /// What GitHub shows of a list that is filtered.
  private static final int SHOWN = 1000;

  private final ScriptedGithub server =
      World.served()
          .answering(RUNS, "{\"total_count\":0,\"workflow_runs\":[]}")
          .answering(
              "GET /repos/acme/rocket/actions/workflows",
              """
              {"total_count":1,"workflows":[
               {"id":100,"name":"test","path":".github/workflows/test.yml","state":"active"}]}\
              """);

  @AfterEach
  void stop() {
    server.close();
  }

  /// Every push of the workflow came to this, the newest first.
  private void runsCameTo(List<String> conclusions) {
    server.answering(
        OLDER,
        asked ->
            page(asked, asked.uri().getQuery().contains("event=push") ? conclusions : List.of()));
  }

  private Reply page(Asked asked, List<String> conclusions) {
    int size = parameter(asked, "per_page", 30);
    int page = parameter(asked, "page", 1);
    String runs =
        IntStream.range((page - 1) * size, Math.min(page * size, conclusions.size()))
            .filter(index -> index < SHOWN)
            .mapToObj(index -> run(index, conclusions.get(index)))
            .collect(Collectors.joining(","));
    Reply reply =
        Reply.ok("{\"total_count\":%d,\"workflow_runs\":[%s]}".formatted(conclusions.size(), runs));
    String here =
        server.endpoint().resolve(asked.uri().toString().replaceAll("&page=\\d+", "")).toString();
    return page * size < Math.min(SHOWN, conclusions.size())
        ? reply.with("Link", "<" + here + "&page=" + (page + 1) + ">; rel=\"next\"")
        : reply;
  }

  private static int parameter(Asked asked, String name, int otherwise) {
    Matcher value = Pattern.compile("[?&]" + name + "=(\\d+)").matcher(asked.uri().toString());
    return value.find() ? Integer.parseInt(value.group(1)) : otherwise;
  }

  private static String run(int index, String conclusion) {
    Instant at = Instant.parse("2026-02-20T10:00:00Z").minus(Duration.ofMinutes(index));
    return """
    {"id":%d,"workflow_id":100,"name":"test","path":".github/workflows/test.yml","event":"push",
     "head_branch":"main","head_sha":"a","conclusion":"%s","status":"completed","created_at":"%s",
     "run_started_at":"%s","updated_at":"%s","run_attempt":1}\
    """
        .formatted(SHOWN * 10 - index, conclusion, at, at, at.plusSeconds(30));
  }

  private static List<String> cancelledAndThen(int cancelled, String... others) {
    List<String> conclusions = new ArrayList<>(Collections.nCopies(cancelled, "cancelled"));
    conclusions.addAll(List.of(others));
    return conclusions;
  }

  /// On the first page, the second, or the last that GitHub shows.
  @ParameterizedTest
  @CsvSource({"0, 1", "4, 1", "5, 2", "99, 2", "100, 3", "999, 11"})
  void theNewestDecisiveRunIsFoundHoweverManyWereCancelledSince(int cancelled, int requests) {
    runsCameTo(cancelledAndThen(cancelled, "failure", "success"));
    assertThat(World.collecting(server).run().value(TESTS)).isZero();
    assertThat(server.asked(OLDER))
        .filteredOn(asked -> asked.uri().getQuery().contains("event=push"))
        .hasSize(requests);
  }

  /// A run that ended decides, whatever it came to, and passes when it succeeded.
  @ParameterizedTest
  @CsvSource({
    "success, 1",
    "skipped, 1",
    "cancelled, 1",
    "failure, 0",
    "timed_out, 0",
    "startup_failure, 0",
    "neutral, 0",
    "action_required, 0",
    "stale, 0"
  })
  void theNewestRunThatWasNeitherCancelledNorSkippedDecides(String newest, double passes) {
    runsCameTo(List.of(newest, "success"));
    assertThat(World.collecting(server).run().value(TESTS)).isEqualTo(passes);
  }

  @Test
  void aWorkflowThatNeverCameToAnythingSaysNothing() {
    runsCameTo(cancelledAndThen(250));
    Reported reported = World.collecting(server).run();
    assertThat(reported.reasons(TESTS))
        .containsExactly(
            "no workflow that matches github.test_workflows has a decisive run on the default"
                + " branch");
    assertThat(reported.result().status()).isEqualTo(Status.OK);
  }

  /// GitHub may call as many as it shows a list's whole.
  @ParameterizedTest
  @CsvSource({"1000", "1001", "3000"})
  void withoutADecisiveRunAmongThoseThatAreShownNothingIsSaid(int cancelled) {
    runsCameTo(cancelledAndThen(cancelled, "failure"));
    Reported reported = World.collecting(server).run();
    assertThat(reported.values().keySet()).noneMatch(series -> series.startsWith(TESTS));
    assertThat(reported.reasons(TESTS))
        .containsExactly(
            "of the runs of test.yml on the default branch GitHub shows 1000 of "
                + cancelledAndThen(cancelled, "failure").size()
                + ", and none of those decided");
    assertThat(reported.failed()).isEmpty();
  }

  @Test
  void aListThatShowsFewerRunsThanItSaysIsNotReadToItsEnd() {
    server.answering(OLDER, "{\"total_count\":7,\"workflow_runs\":[]}");
    assertThat(World.collecting(server).run().reasons(TESTS).getFirst())
        .contains("test.yml", "GitHub shows 0 of 7, and none of those decided");
  }

  /// Empty ones, and ones of the same runs.
  @ParameterizedTest
  @CsvSource({"0, 2", "100, 2"})
  void pagesThatLeadInACircleAreNoList(int size, int asked) {
    server.answering(
        OLDER,
        again -> {
          String runs =
              IntStream.range(0, size)
                  .mapToObj(index -> run(index, "cancelled"))
                  .collect(Collectors.joining(","));
          return Reply.ok("{\"total_count\":5000,\"workflow_runs\":[" + runs + "]}")
              .with(
                  "Link",
                  "<" + server.endpoint().resolve(again.uri().toString()) + ">; rel=\"next\"");
        });
    assertThat(World.collecting(server).run().reasons(TESTS).getFirst()).contains("page");
    assertThat(server.asked(OLDER)).hasSizeLessThanOrEqualTo(1 + asked);
  }

  @Test
  void ofThenTheNewestDecisiveRunIsFoundToo() {
    runsCameTo(cancelledAndThen(150, "failure", "success"));
    assertThat(World.collecting(server).later(Duration.ofDays(20)).run().value(TESTS)).isZero();
  }

  @Test
  void pagesThatWereLookedThroughAreNotAnsweredAgain(@TempDir Path data) {
    runsCameTo(cancelledAndThen(150, "failure"));
    server.tagging();
    Collecting again = World.collecting(server).keeping(data);
    again.run();
    server.forgetting();
    assertThat(again.run().value(TESTS)).isZero();
    assertThat(server.asked(OLDER)).allMatch(asked -> !asked.header("If-none-match").isEmpty());
  }
}
