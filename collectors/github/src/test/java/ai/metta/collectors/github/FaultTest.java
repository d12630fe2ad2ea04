// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Run.Status;
import ai.metta.collectors.github.ScriptedGithub.Asked;
import ai.metta.collectors.github.ScriptedGithub.Reply;
import ai.metta.collectors.github.World.Fault;
import ai.metta.collectors.github.World.Healing;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whatever goes wrong at whichever question: no number is invented, and what is missing says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final List<Fault> FAULTS = World.faults();
  private static final long SEED = 20260311;
  private static final int SAMPLES = 10;

  /// Estimates that stand in, each said to be one by its metric, where the token may not read the
  /// record: question, and the metrics that it is told by otherwise.
  private static final Map<String, Set<String>> ESTIMATED =
      Map.of(
          "GET /repos/acme/rocket/rulesets/rule-suites",
          Set.of("github.commits.force_merge_7d"),
          "GET /repos/acme/rocket/actions/runs/:n/jobs",
          Set.of("github.ci.timeout_cancellations_7d", "github.ci.runs_7d"),
          "GET /repos/acme/rocket/check-runs/:n/annotations",
          Set.of("github.ci.timeout_cancellations_7d", "github.ci.runs_7d"));

  private final ScriptedGithub server = World.served();
  private Map<String, Double> truth = Map.of();
  private Set<String> kinds = Set.of();

  @BeforeAll
  void runOnceUndisturbed() {
    truth = run().values();
    kinds = server.asked().stream().map(Asked::kind).collect(Collectors.toCollection(TreeSet::new));
    assertThat(kinds).hasSizeGreaterThan(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Reported run() {
    return World.collecting(server).with("github.deployments", "environment:production").run();
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void aQuestionThatIsAlwaysRefusedCostsOnlyWhatNeedsIt(Fault fault) {
    for (String kind : kinds) {
      server.disturbedBy((asked, _) -> asked.kind().equals(kind) ? fault.reply() : null);
      Reported reported = run();
      invents(kind + " " + fault, reported, truth, estimated(kind, fault));
      boolean everything = kind.equals("Overview") || fault.name().equals("401");
      if (!everything) {
        assertThat(reported.result().status())
            .as(kind + " " + fault)
            .isIn(Status.OK, Status.PARTIAL);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void aQuestionThatIsRefusedOnceIsAskedAgainWhereThatMayHelp(Fault fault) {
    for (String kind : kinds) {
      AtomicBoolean refused = new AtomicBoolean();
      server.disturbedBy((asked, _) ->
          asked.kind().equals(kind) && refused.compareAndSet(false, true) ? fault.reply() : null);
      Reported reported = run();
      invents(kind + " " + fault, reported, truth, estimated(kind, fault));
      if (fault.healing() == Healing.BY_WAITING) {
        assertThat(reported.result().status()).as(kind + " " + fault).isEqualTo(Status.OK);
        assertThat(reported.values()).as(kind + " " + fault).isEqualTo(truth);
      }
    }
  }

  @Test
  void aPartOfTheDataIsNeverTakenForAllOfIt() {
    for (String kind : kinds) {
      server.disturbedBy((asked, reply) ->
          asked.kind().equals(kind) && !kind.startsWith("GET") ? partly(reply) : null);
      Reported reported = run();
      invents(kind + " in part", reported, truth, Set.of());
      // Files that do not come many at once are read one by one.
      if (!kind.startsWith("GET") && !kind.equals("FilesOfPulls")) {
        assertThat(reported.said()).as(kind).contains("only a part was answered: Resource limits");
      }
    }
  }

  private static Reply partly(Reply whole) {
    String body = whole.body();
    return Reply.ok(
        body.substring(0, body.length() - 1)
            + ",\"errors\":[{\"type\":\"RESOURCE_LIMITS_EXCEEDED\",\"message\":\"Resource limits\"}]}");
  }

  private static Set<String> estimated(String kind, Fault fault) {
    return fault.isPermission() ? ESTIMATED.getOrDefault(kind, Set.of()) : Set.of();
  }

  /// Fails where a value is not that of an undisturbed run, or is missing without a reason.
  private static void invents(
      String when, Reported reported, Map<String, Double> truth, Set<String> estimated) {
    Map<String, Double> values = new HashMap<>(reported.values());
    values.keySet().removeIf(name -> estimated.contains(name.substring(0, name.indexOf('{'))));
    assertThat(truth).as(when).containsAllEntriesOf(values);
    Set<String> missing = new TreeSet<>();
    truth.keySet().stream()
        .filter(name -> !reported.values().containsKey(name))
        .map(name -> name.substring(0, name.indexOf('{')))
        .filter(name -> !estimated.contains(name))
        .forEach(missing::add);
    assertThat(reported.failed()).as(when).containsAll(missing);
    missing.forEach(metric ->
        assertThat(reported.reasons(metric)).as(when).isNotEmpty().noneMatch(String::isBlank));
    assertThat(reported.said()).as(when).doesNotContain(Collecting.TOKEN);
  }

  /// Of a recorded history, with every question in the order it happens to come.
  @Test
  void noQuestionOfARecordedWeekMayFailUnnoticed() throws IOException {
    try (Judge judge = Judge.serving("--now", JudgeTest.GOLDEN, "--data-end", JudgeTest.GOLDEN);
        ScriptedGithub relay = ScriptedGithub.start()) {
      relay.relaying(judge.endpoint());
      Collecting collecting = Collecting.at(judge.now()).from(relay.endpoint()).of("acme/metta");
      Map<String, Double> undisturbed = collecting.run().values();
      int asked = relay.asked().size();
      Random random = new Random(SEED);
      for (int sample = 0; sample < SAMPLES; sample++) {
        int number = 1 + random.nextInt(asked);
        Fault fault = FAULTS.get(sample % FAULTS.size());
        relay.forgetting().disturbedBy((one, _) -> one.number() == number ? fault.reply() : null);
        Reported reported = collecting.run();
        invents(fault + " at " + number + ", seed " + SEED, reported, undisturbed, Set.of());
      }
    }
  }
}
