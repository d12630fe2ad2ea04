// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.metric.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
    Limits limits = new Limits(InstantSource.fixed(World.NOW), 20);
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

  private static List<Topic> leftOut(Budget budget, String repository) {
    return java.util.Arrays.stream(Topic.values())
        .filter(topic -> budget.refusal(Repository.of(repository), topic).isPresent())
        .toList();
  }

  @Test
  void whatMattersLeastIsLeftOutFirst() {
    // 45 to spare: runs, workflows, rules and attempts cost ten each, and fit; the rest does not.
    Budget budget =
        Budget.of(List.of(overview("a/b")), limits(1045), (_, topic) -> requests(topic, 10));
    assertThat(leftOut(budget, "a/b")).containsExactly(Topic.FILES, Topic.TIMEOUTS, Topic.ACTIVITY);
  }

  @Test
  void whatIsTooDearLeavesRoomForWhatIsCheap() {
    Budget budget =
        Budget.of(
            List.of(overview("a/b")),
            limits(1045),
            (_, topic) -> requests(topic, topic == Topic.RULES ? 46 : 5));
    assertThat(leftOut(budget, "a/b")).containsExactly(Topic.RULES);
  }

  /// Runs cost 20 at least, and are kept 40 of the 45; nothing is left for what cannot be had of 5.
  @Test
  void whatWasTooDearIsKeptTwiceAsMuch() {
    Budget.Costs costs =
        new Budget.Costs() {
          @Override
          public Cost of(Overview overview, Topic topic) {
            return requests(topic, topic == Topic.RUNS ? 20 : 4);
          }

          @Override
          public Cost likely(Overview overview, Topic topic, Cost atMost) {
            Cost least = of(overview, topic);
            return topic == Topic.RUNS ? least.twice(atMost) : least;
          }
        };
    assertThat(leftOut(Budget.of(List.of(overview("a/b")), limits(1045), costs), "a/b"))
        .containsExactly(Topic.RULES, Topic.ATTEMPTS, Topic.FILES, Topic.TIMEOUTS, Topic.ACTIVITY);
    // It is begun with less than twice as much, and not with less than it costs at least.
    assertThat(leftOut(Budget.of(List.of(overview("a/b")), limits(1020), costs), "a/b"))
        .doesNotContain(Topic.RUNS)
        .contains(Topic.WORKFLOWS);
    assertThat(leftOut(Budget.of(List.of(overview("a/b")), limits(1019), costs), "a/b"))
        .contains(Topic.RUNS);
  }

  @Test
  void allRepositoriesHaveTheImportantBeforeOneHasTheRest() {
    // 65 to spare: runs, workflows and rules of both, and then nothing for either.
    Budget budget =
        Budget.of(
            List.of(overview("a/b"), overview("a/c")),
            limits(1065),
            (_, topic) -> requests(topic, 10));
    List<Topic> rest = List.of(Topic.ATTEMPTS, Topic.FILES, Topic.TIMEOUTS, Topic.ACTIVITY);
    assertThat(leftOut(budget, "a/b")).isEqualTo(rest);
    assertThat(leftOut(budget, "a/c")).isEqualTo(rest);
  }

  /// What cannot be read without it takes nothing then.
  @Test
  void whatFollowsWhatIsLeftOutIsLeftOutWithIt() {
    Budget.Costs costs =
        (_, topic) -> requests(topic, topic == Topic.RUNS ? 24 : topic == Topic.FILES ? 5 : 2);
    Budget budget = Budget.of(List.of(overview("a/b")), limits(1009), costs);
    assertThat(leftOut(budget, "a/b"))
        .containsExactly(Topic.RUNS, Topic.WORKFLOWS, Topic.ATTEMPTS, Topic.TIMEOUTS);
    assertThat(budget.refusal(Repository.of("a/b"), Topic.WORKFLOWS))
        .isEqualTo(budget.refusal(Repository.of("a/b"), Topic.RUNS));
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
    Budget budget = Budget.of(List.of(overview("a/b")), limits, costs);
    // The rules' points are gone by then, and what was left out takes nothing.
    assertThat(leftOut(budget, "a/b")).containsExactly(Topic.FILES);
    assertThat(budget.refusal(Repository.of("a/b"), Topic.FILES).orElseThrow().message())
        .startsWith("github: files left out: reading them may cost 10, and 9 are to spare")
        .contains("1013 of 5000 GraphQL points");
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
        "workflow:test          | 1075 | 4800 | ",
        "environment:production | 1055 | 4800 | ",
        "environment:production | 4800 | 1003 | may cost 2, and",
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

  @Test
  void filesAreEstimatedByThePointsThatTheyCostLastTime() {
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
      Reported reported = World.collecting(server).keeping(data).run();
      // They are begun with what there is, and nothing of it is left for what matters less.
      assertThat(reported.reasons("github.commits.by_author_30d").getFirst())
          .startsWith("github: contributions left out: reading them may cost ")
          .contains(" and 0 are to spare", "GraphQL points");
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

  @Test
  void aServerWithoutLimitsIsAskedEverything() {
    Limits none = new Limits(InstantSource.fixed(World.NOW), 20);
    Budget budget =
        Budget.of(List.of(overview("a/b")), none, (_, _) -> new Cost(1_000_000, 1_000_000));
    assertThat(leftOut(budget, "a/b")).isEmpty();
  }

  @Test
  void aTopicThatIsLeftOutSaysWhatItWouldHaveCost() {
    Budget budget =
        Budget.of(List.of(overview("a/b")), limits(1003), (_, topic) -> requests(topic, 10));
    assertThat(budget.refusal(Repository.of("a/b"), Topic.FILES))
        .contains(
            new Failure.RateLimit(
                "github: files left out: reading them may cost 10, and 3 are to spare (github: 1003"
                    + " of 5000 REST requests are left until 2026-03-11T12:30:00Z, and 20 % are kept"
                    + " for others (github.reserve_percent))",
                Optional.of(RESET)));
  }

  @Test
  void aRunThatCannotAffordFilesSaysWhichMetricThatCosts() {
    try (ScriptedGithub server = World.served()) {
      leaving(server, 1030, 4800);
      Reported reported = World.collecting(server).run();
      assertThat(reported.failed()).contains("github.code.files_changed_7d");
      assertThat(reported.reasons("github.code.files_changed_7d").getFirst())
          .startsWith("github: files left out: reading them may cost 1, and 0 are to spare");
      assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
      assertThat(server.asked("FilesOfPulls")).isEmpty();
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
