// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static ai.metta.collectors.github.BudgetTest.leaving;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What reading a repository again is thought to cost: nothing, where nothing of it has changed.
final class CostBookTest {
  private final ScriptedGithub server = World.served();

  @TempDir Path data;

  @AfterEach
  void stop() {
    server.close();
  }

  private Collecting collecting() {
    return World.collecting(server).keeping(data);
  }

  /// Three points are for the glance.
  @Test
  void pagesThatAreKeptAreReadWithoutAPointToSpare() {
    Map<String, Double> whole = collecting().run().values();
    leaving(server, 4900, 1003);
    Reported again = collecting().run();
    assertThat(again.failed()).as(again::said).isEmpty();
    assertThat(again.values()).isEqualTo(whole);
  }

  /// Also where fewer requests are to spare than are under way at once.
  @ParameterizedTest
  @ValueSource(longs = {1, 3, 8})
  void pagesThatDidNotChangeAreReadWithHardlyARequestToSpare(long spare) {
    server.tagging();
    Map<String, Double> whole = collecting().run().values();
    leaving(server, 1000 + spare, 4800);
    Reported again = collecting().run();
    assertThat(again.failed()).as(again::said).isEmpty();
    assertThat(again.values()).isEqualTo(whole);
  }

  /// Each page is nine points then.
  private void dear() {
    server.disturbedBy((asked, reply) ->
        asked.kind().startsWith("GET ") || asked.kind().equals("Overview")
            ? null
            : Reply.ok(reply.body().replace("\"cost\":1", "\"cost\":9")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-10T21:00:00Z, github.prs.open, pulls, 18",
    "2026-03-10T20:00:00Z, github.branches.total, branches, 9",
    "2026-03-09T21:00:00Z, github.issues.open, issues, 18",
  })
  void whatChangedIsThoughtToCostWhatAFreshReadDid(
      String touched, String metric, String topic, int points) {
    dear();
    assertThat(collecting().run().failed()).isEmpty();
    assertThat(collecting().run().failed()).as("a repeat between").isEmpty();
    server.answering("Overview", World.overview().replace(touched, "2026-03-11T11:00:00Z"));
    leaving(server, 4900, 1003);
    Reported reported = collecting().run();
    assertThat(reported.reasons(metric).getFirst())
        .startsWith(
            "github: %s left out: reading them may cost %d, and 3 are to spare"
                .formatted(topic, points));
    assertThat(reported.reasons("github.commits.by_author_30d")).isEmpty();
  }

  /// Windows begin at midnight: another day asks for other pages.
  @Test
  void onAnotherDayNothingOfTheDayBeforeIsThoughtToBeKept() {
    dear();
    assertThat(collecting().run().failed()).isEmpty();
    leaving(server, 4900, 1003);
    Instant tomorrow = World.NOW.plus(Duration.ofDays(1));
    assertThat(
            Collecting.at(tomorrow)
                .from(server.endpoint())
                .of(World.REPOSITORY)
                .keeping(data)
                .run()
                .reasons("github.commits.by_author_30d")
                .getFirst())
        .startsWith("github: contributions left out: reading them may cost 9, and 3 are to spare");
  }

  /// Its second page of closed pull requests was not to be had: nine points a page, and another
  /// nine.
  private void tooDearOnce() {
    AtomicInteger pages = new AtomicInteger();
    server.answering(
        "ClosedPulls",
        _ ->
            Reply.ok(
                    World.data(
                            World.pageBefore(
                                "page" + pages.incrementAndGet(), ReserveTest.closed()))
                        .replace("\"cost\":1", "\"cost\":9"))
                .with("X-RateLimit-Limit", "5000")
                .with("X-RateLimit-Remaining", pages.get() == 1 ? "1100" : "1008")
                .with("X-RateLimit-Reset", "1773406800")
                .with("X-RateLimit-Resource", "graphql"));
    assertThat(collecting().run().reasons("github.prs.merged_7d").getFirst())
        .startsWith("github: 1008 of 5000 GraphQL points are left");
  }

  /// 18 points were spent on closed ones, one on open ones, and nine were missing.
  @Test
  void whatWasTooDearOnceIsThoughtToCostWhatWasMissingToo() {
    tooDearOnce();
    server.answering(
        "Overview", World.overview().replace("2026-03-10T21:00:00Z", "2026-03-11T11:00:00Z"));
    leaving(server, 4900, 1003 + 20);
    assertThat(collecting().run().reasons("github.prs.merged_7d").getFirst())
        .startsWith("github: pulls left out: reading them may cost 28, and 23 are to spare");
  }

  /// No page here says by what to recognise it.
  @Test
  void aRepeatThatSpentSomethingIsThoughtToSpendItAgain() {
    assertThat(collecting().run().failed()).isEmpty();
    assertThat(collecting().run().failed()).isEmpty();
    leaving(server, 1000, 4800);
    assertThat(collecting().run().reasons("github.ci.workflow_runs_7d").getFirst())
        .startsWith("github: runs left out: reading them may cost 1, and 0 are to spare");
  }
}
