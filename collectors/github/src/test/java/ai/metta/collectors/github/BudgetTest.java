// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a run leaves out when it cannot afford everything.
final class BudgetTest {
  private static final Instant RESET = Instant.parse("2026-03-11T12:30:00Z");

  @TempDir Path data;

  private static Limits limits(long remaining) {
    Limits limits = new Limits(InstantSource.fixed(World.NOW), 20, Instant.MAX);
    limits.learn(Resource.CORE, 5000, remaining, RESET);
    return limits;
  }

  private static Overview overview(String name) {
    return overview(name, "then");
  }

  /// @param touched when a pull request of it was touched last
  static Overview overview(String name, String touched) {
    return new Overview(
        Repository.of(name),
        Repository.of(name),
        List.of(),
        Optional.of("main"),
        Protection.NONE,
        "head",
        "pushed",
        Optional.of(new Overview.Listed(1, touched)),
        Optional.of(new Overview.Listed(1, "then")),
        Optional.of(1L));
  }

  /// So many requests, for what is read by REST.
  private static Cost requests(Topic topic, long requests) {
    return switch (topic) {
      case RUNS, WORKFLOWS, RULES, ATTEMPTS, FILES, TIMEOUTS, ACTIVITY -> Cost.requests(requests);
      default -> Cost.NONE;
    };
  }

  /// Topics that are left out when each in its turn, the most important first, spends what it needs
  /// at least.
  private static List<String> leftOut(Limits limits, Budget.Costs costs, String... repositories) {
    List<Overview> seen = Stream.of(repositories).map(BudgetTest::overview).toList();
    Budget budget = Budget.of(seen, limits, costs);
    List<String> leftOut = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      for (Overview one : seen) {
        if (refusal(budget.share(one.repository(), topic), topic, costs.of(one, topic))
            .isPresent()) {
          leftOut.add(one.repository().name() + " " + topic.word());
        }
      }
    }
    return leftOut;
  }

  /// Why it is not begun; where it is, it spends so much and ends.
  private static Optional<Failure> refusal(Share share, Topic topic, Cost cost) {
    try {
      share.begin(topic.word());
      spend(share, cost);
      return Optional.empty();
    } catch (FailureException refused) {
      return Optional.of(refused.failure());
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    } finally {
      share.end();
    }
  }

  private static void spend(Share share, Cost cost) {
    Limits limits = share.limits();
    for (Resource pool : Resource.values()) {
      limits
          .allowance(pool)
          .ifPresent(left -> limits.learn(pool, 5000, 1000 + left - cost.of(pool), RESET));
    }
    share.spend(cost);
  }

  @Test
  void whatMattersLeastIsLeftOutFirst() {
    // 45 to spare: runs, workflows, rules and attempts cost ten each, and fit; the rest does not.
    assertThat(leftOut(limits(1045), (_, topic) -> requests(topic, 10), "a/b"))
        .containsExactly("b files", "b timeouts", "b activity");
  }

  @Test
  void whatIsTooDearLeavesRoomForWhatIsCheap() {
    Budget.Costs costs = (_, topic) -> requests(topic, topic == Topic.RULES ? 46 : 5);
    assertThat(leftOut(limits(1045), costs, "a/b")).containsExactly("b rules");
  }

  @Test
  void allRepositoriesHaveTheImportantBeforeOneHasTheRest() {
    // 65 to spare: runs, workflows and rules of both, and then nothing for either.
    assertThat(leftOut(limits(1065), (_, topic) -> requests(topic, 10), "a/b", "a/c"))
        .containsExactly(
            "b attempts",
            "c attempts",
            "b files",
            "c files",
            "b timeouts",
            "c timeouts",
            "b activity",
            "c activity");
  }

  /// Files come by GraphQL, and one by one by REST.
  @Test
  void aTopicIsLeftOutWhereEitherPoolDoesNotHoldIt() {
    Budget.Costs costs =
        (_, topic) ->
            switch (topic) {
              case FILES -> new Cost(5, 10);
              case RULES, CONTRIBUTIONS -> Cost.points(4);
              default -> Cost.NONE;
            };
    Limits limits = limits(1005);
    limits.learn(Resource.GRAPHQL, 5000, 1013, RESET);
    // The rules' points are gone by then, and what was left out takes nothing.
    assertThat(leftOut(limits, costs, "a/b")).containsExactly("b files");
  }

  @Test
  void aServerWithoutLimitsIsAskedEverything() {
    Limits none = new Limits(InstantSource.fixed(World.NOW), 20, Instant.MAX);
    assertThat(leftOut(none, (_, _) -> new Cost(1_000_000, 1_000_000), "a/b")).isEmpty();
  }

  @Test
  void aTopicThatIsLeftOutSaysWhatItWouldHaveCost() {
    Share share = limits(1003).plan(Cost.requests(10), Cost.requests(10));
    assertThat(refusal(share, Topic.FILES, Cost.NONE))
        .contains(
            new Failure.RateLimit(
                "github: files left out: reading them may cost 10, and 3 are to spare (github: 1003"
                    + " of 5000 REST requests are left until 2026-03-11T12:30:00Z, and 20 % are kept"
                    + " for others (github.reserve_percent))",
                Optional.of(RESET)));
  }

  /// Of 45, 40 are kept for what costs 20 at least.
  @Test
  void whatIsKeptForATopicIsForOthersOnceItNeedsLessOrFails() {
    Limits limits = limits(1045);
    Share dear = limits.plan(Cost.requests(20), Cost.requests(40));
    Share cheap = limits.plan(Cost.requests(5), Cost.requests(5));
    Share other = limits.plan(Cost.requests(1), Cost.requests(1));
    assertThat(dear.mustWait()).isFalse();
    assertThat(cheap.mustWait()).as("five are not kept").isFalse();
    assertThat(other.mustWait()).as("none is left").isTrue();
    dear.end();
    assertThat(other.mustWait()).as("nobody needs the 40 any more").isFalse();
    assertThat(refusal(other, Topic.ACTIVITY, Cost.requests(1))).isEmpty();
  }

  @Test
  void whatIsKeptForATopicAndNeededIsNotTaken() {
    Limits limits = limits(1045);
    Share dear = limits.plan(Cost.requests(20), Cost.requests(90));
    Share cheap = limits.plan(Cost.requests(5), Cost.requests(5));
    assertThat(dear.mustWait()).as("it is begun with less than is kept for it").isFalse();
    spend(dear, Cost.requests(41));
    assertThat(cheap.mustWait()).as("it may not be left enough").isFalse();
    assertThat(refusal(cheap, Topic.WORKFLOWS, Cost.requests(5)).orElseThrow().message())
        .startsWith("github: workflows left out: reading them may cost 5, and 4 are to spare");
    assertThat(limits(1019).plan(Cost.requests(20), Cost.requests(40)).mustWait()).isFalse();
    assertThat(
            refusal(limits(1019).plan(Cost.requests(20), Cost.requests(40)), Topic.RUNS, Cost.NONE))
        .isPresent();
  }

  /// Pages that did not change are asked for by whoever has nothing to spare.
  @Test
  void whatCostsNothingIsBegunAtOnce() {
    Limits limits = limits(1000);
    Share _ = limits.plan(Cost.requests(20), Cost.requests(40));
    Share free = limits.plan(Cost.NONE, Cost.NONE);
    assertThat(free.mustWait()).isFalse();
    assertThat(refusal(free, Topic.WORKFLOWS, Cost.NONE)).isEmpty();
  }

  @Test
  void whereEverythingIsRefusedNothingIsSaidOfTheLimit() {
    Limits limits = limits(1000);
    limits.close(new Failure.Credentials("revoked"));
    Share share = limits.plan(Cost.requests(1), Cost.requests(1));
    assertThat(refusal(share, Topic.RUNS, Cost.NONE)).isEmpty();
  }

  /// The world after another push, of which nothing is kept.
  private static String pushedTo() {
    return World.overview()
        .replace(World.SQUASHED, "c".repeat(40))
        .replace("2026-03-10T20:00:00Z", "2026-03-11T11:00:00Z");
  }

  /// So much left of each pool, of which a thousand are for others.
  static void leaving(ScriptedGithub server, long requests, long points) {
    server.answering(
        "GET /rate_limit",
        """
        {"resources":{"core":{"limit":5000,"remaining":%d,"reset":1773406800},
         "graphql":{"limit":5000,"remaining":%d,"reset":1773406800}}}\
        """
            .formatted(requests, points));
  }

  /// Rules of two kinds: the first are read by REST, each attempt of each run once ever, so that
  /// they are begun with whatever there is; the others by GraphQL.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow:test          | 1074 | 4800 | ",
        "workflow:test          | 1000 | 4800 | may cost 1, and 0 are to spare",
        "environment:production | 1000 | 4800 | ",
      })
  void whatDeploymentsAreSaysWhatTheyCost(
      String rule, long requests, long points, @Nullable String reason) {
    try (ScriptedGithub server = World.served()) {
      leaving(server, requests, points);
      Reported reported = World.collecting(server).with("github.deployments", rule).run();
      List<String> reasons = reported.reasons("github.dora.deployment_frequency_7d");
      if (reason == null) {
        assertThat(reasons).isEmpty();
      } else {
        assertThat(reasons)
            .singleElement()
            .asString()
            .startsWith("github: deployments left out: reading them " + reason);
      }
    }
  }

  @Test
  void deploymentsByRunsAreBegunWithLessThanTheyCostLastTime() {
    try (ScriptedGithub server = World.served()) {
      ManyRuns.every(
          server, "GET /repos/acme/rocket/actions/workflows/:n/runs", Duration.ofMinutes(10));
      Collecting collecting =
          World.collecting(server).with("github.deployments", "workflow:lint").keeping(data);
      server.forgetting();
      assertThat(collecting.run().failed()).isEmpty();
      long asked =
          server.asked("GET /repos/acme/rocket/actions/workflows/:n/runs").stream()
              .filter(one -> one.uri().toString().contains("created="))
              .count();
      assertThat(asked).isGreaterThan(4);
      server.answering("Overview", pushedTo());
      leaving(server, 1000 + asked, 4800);
      assertThat(collecting.run().failed()).isEmpty();
      leaving(server, 1100, 4800);
      assertThat(collecting.run().failed()).isEmpty();
    }
  }

  /// They cost all that is to spare the last time; by now each commit's are kept.
  @Test
  void whatIsKeptForFilesAndNotNeededIsForWhatMattersLess() {
    try (ScriptedGithub server = World.served()) {
      server.disturbedBy((asked, reply) ->
          asked.kind().equals("FilesOfPulls")
              ? Reply.ok(
                  reply
                      .body()
                      .replace("\"cost\":1", "\"cost\":90")
                      .replace("\"remaining\":4800", "\"remaining\":4700"))
              : null);
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
      server.answering("Overview", pushedTo());
      leaving(server, 4900, 1090);
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
    }
  }

  /// A refusal that lasts costs what it did, not what reading would.
  @Test
  void whatIsRefusedIsEstimatedByTheRefusal() {
    try (ScriptedGithub server = World.served()) {
      server.answering(
          "GET /repos/acme/rocket/actions/workflows",
          _ ->
              Reply.json(
                  403, "{\"message\":\"Resource not accessible by personal access token\"}"));
      Collecting collecting = World.collecting(server).keeping(data);
      assertThat(collecting.run().failed()).contains("github.ci.tests_passing_on_main");
      leaving(server, 1001, 4800);
      assertThat(collecting.run().reasons("github.ci.tests_passing_on_main").getFirst())
          .doesNotContain("left out");
    }
  }

  /// Leaves so many requests, and counts them down with each answer.
  private static void counting(ScriptedGithub server, long requests) {
    leaving(server, requests, 4800);
    AtomicLong left = new AtomicLong(requests);
    server.disturbedBy((asked, reply) ->
        asked.kind().startsWith("GET /repos/")
            ? reply
                .with("X-RateLimit-Limit", "5000")
                .with("X-RateLimit-Remaining", Long.toString(left.decrementAndGet()))
                .with("X-RateLimit-Reset", "1773406800")
            : null);
  }

  /// How often something was asked by REST that matters more than files.
  private static long askedBeforeFiles(ScriptedGithub server) {
    return server.asked().stream()
        .filter(one -> one.kind().startsWith("GET /repos/"))
        .filter(one -> !one.kind().matches(".*/(:sha|jobs|annotations|activity)"))
        .count();
  }

  @Test
  void aRunThatCannotAffordFilesSaysWhichMetricThatCosts() {
    try (ScriptedGithub server = World.served()) {
      assertThat(World.collecting(server).run().failed()).isEmpty();
      counting(server, 1000 + askedBeforeFiles(server));
      server.forgetting();
      Reported reported = World.collecting(server).run();
      assertThat(reported.failed())
          .containsExactlyInAnyOrder(
              "github.code.files_changed_7d",
              "github.ci.runs_7d",
              "github.ci.timeout_cancellations_7d",
              "github.commits.force_push_7d");
      assertThat(reported.reasons("github.code.files_changed_7d").getFirst())
          .startsWith(
              "github: files left out: reading them may cost 1, and 0 are to spare (github: 1000 of"
                  + " 5000 REST requests are left");
      assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
      assertThat(server.asked("FilesOfPulls")).isEmpty();
    }
  }

  /// What cannot be read without it says the same.
  @Test
  void whatFollowsWhatIsLeftOutIsLeftOutWithIt() {
    try (ScriptedGithub server = World.served()) {
      leaving(server, 1000, 4800);
      Reported reported = World.collecting(server).run();
      assertThat(reported.reasons("github.ci.workflow_runs_7d").getFirst())
          .startsWith("github: runs left out: reading them may cost 1, and 0 are to spare");
      assertThat(reported.reasons("github.ci.flaky_checks_7d"))
          .isEqualTo(reported.reasons("github.ci.workflow_runs_7d"));
    }
  }

  @Test
  void aTopicIsEstimatedByWhatItCostLastTime() {
    try (ScriptedGithub server = World.served()) {
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
      // Reading the one commit by itself was one request, not twenty.
      server.answering("Overview", pushedTo());
      leaving(server, 1020, 4800);
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
    }
  }

  /// What a query takes is known from the run before: one point is enough for a glance.
  @Test
  void aQueryThatWasAskedBeforeNeedsNoMoreThanItTakes() {
    try (ScriptedGithub server = World.served()) {
      Collecting collecting = World.collecting(server).keeping(data);
      assertThat(collecting.run().failed()).isEmpty();
      leaving(server, 4900, 1001);
      assertThat(collecting.run().failed()).isEmpty();
    }
  }

  /// Counts points down, one a query, from so many to spare.
  private static void countingPoints(ScriptedGithub server, long toSpare) {
    leaving(server, 4900, 1000 + toSpare);
    AtomicLong left = new AtomicLong(1000 + toSpare);
    server.disturbedBy((asked, reply) ->
        asked.kind().startsWith("GET ")
            ? null
            : reply
                .with("X-RateLimit-Limit", "5000")
                .with("X-RateLimit-Remaining", Long.toString(left.decrementAndGet()))
                .with("X-RateLimit-Reset", "1773406800")
                .with("X-RateLimit-Resource", "graphql"));
  }

  /// One point is for the glance; of three, one is for the pull requests that are open. Those that
  /// are closed were never asked for, and two are left.
  @Test
  void closedPullsAreTakenToCostWhatOpenOnesDid() {
    try (ScriptedGithub server = World.served()) {
      countingPoints(server, 4);
      Reported reported = World.collecting(server).run();
      assertThat(server.asked("ClosedPulls")).hasSize(1);
      assertThat(reported.reasons("github.prs.merged_7d")).isEmpty();
    }
  }

  /// What breaks off for a guess alone is begun again in the next run, and not left out all day.
  @Test
  void whatANeverAskedQueryIsGuessedToCostLeavesNothingOut() {
    try (ScriptedGithub server = World.served()) {
      Collecting collecting = World.collecting(server).keeping(data);
      countingPoints(server, 3);
      String guessed = "never asked before, and is taken to cost 3";
      assertThat(collecting.run().reasons("github.branches.total").getFirst()).endsWith(guessed);
      countingPoints(server, 3);
      assertThat(collecting.run().reasons("github.branches.total").getFirst()).endsWith(guessed);
      countingPoints(server, 4);
      assertThat(collecting.run().reasons("github.prs.merged_7d")).isEmpty();
    }
  }

  /// Four points are to spare, and a query that nobody asked before is thought to take three.
  @Test
  void glancesThatDoNotFitBesideOneAnotherFollowOneAnother() {
    try (ScriptedGithub server = World.served()) {
      leaving(server, 4900, 1004);
      String repositories =
          IntStream.range(0, 12).mapToObj(number -> "acme/r" + number).collect(joining(","));
      World.collecting(server).of(repositories).run();
      assertThat(server.asked("Overview")).hasSize(12);
    }
  }
}
