// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    return new Overview(
        Repository.of(name),
        Repository.of(name),
        List.of(),
        Optional.of("main"),
        Protection.NONE,
        "head",
        "pushed",
        Optional.of(new Overview.Listed(1, "then")),
        Optional.of(new Overview.Listed(1, "then")),
        Optional.of(1L));
  }

  private static List<Topic> leftOut(Budget budget, String repository) {
    return java.util.Arrays.stream(Topic.values())
        .filter(topic -> budget.refusal(Repository.of(repository), topic).isPresent())
        .toList();
  }

  @Test
  void whatMattersLeastIsLeftOutFirst() {
    // 45 to spare: runs, workflows, rules and attempts cost ten each, and fit; the rest does not.
    Budget budget = Budget.of(List.of(overview("a/b")), limits(1045), (_, _) -> 10);
    assertThat(leftOut(budget, "a/b")).containsExactly(Topic.FILES, Topic.TIMEOUTS, Topic.ACTIVITY);
  }

  @Test
  void whatIsTooDearLeavesRoomForWhatIsCheap() {
    Budget budget =
        Budget.of(
            List.of(overview("a/b")), limits(1045), (_, topic) -> topic == Topic.RUNS ? 46 : 5);
    assertThat(leftOut(budget, "a/b")).containsExactly(Topic.RUNS);
  }

  @Test
  void allRepositoriesHaveTheImportantBeforeOneHasTheRest() {
    // 65 to spare: runs, workflows and rules of both, and then nothing for either.
    Budget budget =
        Budget.of(List.of(overview("a/b"), overview("a/c")), limits(1065), (_, _) -> 10);
    List<Topic> rest = List.of(Topic.ATTEMPTS, Topic.FILES, Topic.TIMEOUTS, Topic.ACTIVITY);
    assertThat(leftOut(budget, "a/b")).isEqualTo(rest);
    assertThat(leftOut(budget, "a/c")).isEqualTo(rest);
  }

  @Test
  void aServerWithoutLimitsIsAskedEverything() {
    Limits none = new Limits(InstantSource.fixed(World.NOW), 20);
    Budget budget = Budget.of(List.of(overview("a/b")), none, (_, _) -> 1_000_000);
    assertThat(leftOut(budget, "a/b")).isEmpty();
  }

  @Test
  void aTopicThatIsLeftOutSaysWhatItWouldHaveCost() {
    Budget budget = Budget.of(List.of(overview("a/b")), limits(1003), (_, _) -> 10);
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
      server.answering(
          "GET /rate_limit",
          """
          {"resources":{"core":{"limit":5000,"remaining":1046,"reset":1773234000},
           "graphql":{"limit":5000,"remaining":4800,"reset":1773234000}}}\
          """);
      Reported reported = World.collecting(server).run();
      assertThat(reported.failed()).contains("github.code.files_changed_7d");
      assertThat(reported.reasons("github.code.files_changed_7d").getFirst())
          .startsWith("github: files left out: reading them may cost 20");
      assertThat(reported.value("github.commits.total_7d")).isEqualTo(2);
      assertThat(server.asked("FilesOfPulls")).isEmpty();
    }
  }

  @Test
  void aTopicIsEstimatedByWhatItCostLastTime() {
    try (ScriptedGithub server = World.served()) {
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
      // Reading the one commit by itself was one request, not twenty.
      server.answering(
          "GET /rate_limit",
          """
          {"resources":{"core":{"limit":5000,"remaining":1020,"reset":1773234000},
           "graphql":{"limit":5000,"remaining":4800,"reset":1773234000}}}\
          """);
      assertThat(World.collecting(server).keeping(data).run().failed()).isEmpty();
    }
  }
}
