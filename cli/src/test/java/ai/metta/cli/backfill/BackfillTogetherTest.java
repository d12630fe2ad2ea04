// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.StoredPoint;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.jobresults.JobResultsFault;
import ai.metta.sandbox.jobresults.JobResultsOptions;
import ai.metta.sandbox.jobresults.JobResultsServer;
import ai.metta.sandbox.jobresults.suite.SuiteStory;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.wandb.experiments.Experiments;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several collectors filled in at once, and health, which follows from what the others come to at
/// the same step.
final class BackfillTogetherTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private SkypilotServer server;
  private JobResultsServer shelf;
  private FakeIntake intake;
  private Console console;

  @BeforeEach
  void start() {
    Fleet fleet = Fleet.of(7, 60);
    server = SkypilotServer.start(SkypilotOptions.of(fleet, THEN));
    shelf =
        JobResultsServer.start(
            JobResultsOptions.of(SuiteStory.of(fleet, Experiments.of(fleet)), THEN));
    intake = FakeIntake.start(THEN).keepingHistory();
    console =
        Console.in(folder)
            .at(THEN)
            .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
            .with("JOB_RESULTS_SOURCES", shelf.endpoint().toString())
            .with("DD_ENV", "test")
            .with("DD_URL", intake.url().toString())
            .with("DD_API_KEY", FakeIntake.KEY);
  }

  @AfterEach
  void stop() {
    intake.close();
    shelf.close();
    server.close();
  }

  private Ended backfill(String... arguments) {
    return console.run(
        Stream.concat(Stream.of("datadog", "backfill", "--since", "1d"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private Ended pushed(String... collectors) {
    return backfill(
        Stream.concat(Stream.of("--step", "6h", "--push", "--historical"), Stream.of(collectors))
            .toArray(String[]::new));
  }

  private List<StoredPoint> sent(String metric) {
    return intake.points().stream().filter(point -> point.metric().equals(metric)).toList();
  }

  /// They are read side by side, and told one behind the other.
  @Test
  void severalCollectorsAreFilledInTogether() {
    Ended ended = backfill("skypilot", "training", "-o", "json");
    assertThat(ended.code()).as(ended.err()).isZero();
    List<?> collectors = (List<?>) ((Map<?, ?>) Json.read(ended.out())).get("collectors");
    assertThat(collectors)
        .extracting(one -> ((Map<?, ?>) one).get("name"))
        .isEqualTo(List.of("skypilot", "training"));
  }

  /// The grid of the past; who is asked for it knows what those reported that are not configured.
  @Test
  void figuresOfMeritAndTheirRollUpsComeAlong() {
    console = console.with("DD_APP_KEY", "0".repeat(40));
    Ended ended = backfill("all", "--step", "6h", "--metric", "health.*", "-o", "jsonl");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(line -> line.contains("\"health.fom\"") && line.contains("area:eval"))
        .anyMatch(line -> line.contains("\"health.eval.coverage\""))
        .filteredOn(line -> line.contains("\"health.known\""))
        .hasSize(25)
        .allSatisfy(
            line -> assertThat((List<?>) ((Map<?, ?>) Json.read(line)).get("points")).hasSize(4));
    assertThat(intake.statuses()).isNotEmpty().allMatch(status -> status == 200);
  }

  /// What follows from a source that is down would be false of the past for good.
  @Test
  void rollUpsOfStepsWhoseSourceFailedAreLeftOutAndFilledInByAnotherStart() {
    shelf.fail(Strike.always(JobResultsFault.FORBIDDEN));
    Ended down = pushed("training", "health");
    assertThat(down.code()).as(down.all()).isNotZero();
    assertThat(down.out().replaceAll("\\s+", " "))
        .contains("health: without a value: failed at all steps: left out, since it follows from");
    assertThat(intake.points()).isEmpty();

    shelf.heal();
    Ended up = pushed("training", "health");
    assertThat(up.code()).as(up.all()).isZero();
    assertThat(up.err()).doesNotContain("safe already");
    assertThat(sent("health.training.score")).hasSize(4);
    assertThat(sent("health.training.coverage"))
        .allSatisfy(point -> assertThat(point.value()).isPositive());
    assertThat(pushed("training", "health").err())
        .contains("training: all 4 steps are safe", "health: all 4 steps are safe");
  }

  /// Nobody would ever set right what was said of a source without its address.
  @Test
  void rollUpsOfASourceThatIsNamedAndNotConfiguredAreLeftOutAndFilledInOnceItIs() {
    Console configured = console;
    console = console.with("JOB_RESULTS_SOURCES", "");
    Ended without = pushed("training", "health");
    assertThat(without.code()).as(without.all()).isEqualTo(78);
    assertThat(without.out().replaceAll("\\s+", " ")).contains("training is not configured");
    assertThat(intake.points()).isEmpty();

    console = configured;
    Ended with = pushed("training", "health");
    assertThat(with.code()).as(with.all()).isZero();
    assertThat(with.err()).doesNotContain("safe already");
    assertThat(sent("health.training.score")).hasSize(4);
  }

  /// Of all there are, some are not used: until they are.
  @Test
  void aSourceThatIsConfiguredLaterMakesAnotherBackfillOfWhatFollows() {
    Console configured = console;
    console = console.with("JOB_RESULTS_SOURCES", "");
    Ended without = pushed("all");
    assertThat(without.code()).as(without.all()).isZero();
    assertThat(pushed("all").err()).contains("health: all 4 steps are safe already");
    assertThat(sent("health.training.score")).isEmpty();

    console = configured;
    Ended with = pushed("all");
    assertThat(with.code()).as(with.all()).isZero();
    assertThat(with.err()).doesNotContain("health: all 4 steps are safe");
    assertThat(sent("health.training.score")).hasSize(4);
  }

  /// Health alone fills in what it can read; with its sources it is another backfill. Sources that
  /// are safe are repeated for what follows from them.
  @Test
  void whatFollowsFromOthersIsFilledInWithThem() {
    assertThat(pushed("training").code()).isZero();
    Ended ended = pushed("training", "health");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err())
        .contains("training: all 4 steps are safe already, and are repeated for health");
    assertThat(sent("health.training.coverage"))
        .hasSize(4)
        .allSatisfy(point -> assertThat(point.value()).isPositive());
  }
}
