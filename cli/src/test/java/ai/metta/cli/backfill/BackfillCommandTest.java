// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import ai.metta.collect.Lease;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.StoredPoint;
import ai.metta.metric.Golden;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command as its users run it, against simulated services and a strict intake.
final class BackfillCommandTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String COSTS = "skypilot.compute.cost_7d";

  private final InstantSource then = InstantSource.fixed(NOW);

  @TempDir private Path folder;
  private SkypilotServer server;
  private FakeIntake intake;
  private Console console;

  @BeforeEach
  void start() {
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), then));
    intake = FakeIntake.start(then).keepingHistory();
    console =
        Console.in(folder)
            .at(then)
            .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
            .with("DD_ENV", "test")
            .with("DD_URL", intake.url().toString())
            .with("DD_API_KEY", FakeIntake.KEY);
  }

  @AfterEach
  void stop() {
    intake.close();
    server.close();
  }

  private Ended backfill(String... arguments) {
    List<String> all = new ArrayList<>(List.of("datadog", "backfill", "skypilot"));
    all.addAll(Arrays.asList(arguments));
    return console.run(all.toArray(String[]::new));
  }

  private Ended push(String... arguments) {
    return backfill(
        Stream.concat(
                Stream.of("--since", "3d", "--push", "--historical"), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private long sent(String metric) {
    return intake.points().stream().filter(point -> point.metric().equals(metric)).count();
  }

  private Path data() {
    return folder.resolve(".local/share/metta");
  }

  @Test
  void aDryRunShowsWhatEachSeriesWentThroughAndSendsNothing() {
    Ended ended = backfill("--since", "3d");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains("of skypilot at 72 steps of 1h until 2026-01-02T03:00:00Z")
        .containsPattern("skypilot.compute.cost_7d: .* … .* \\(.* … .*\\)")
        .contains("cannot be known for the past", "skypilot.jobs, ")
        .doesNotContain("collector.skypilot")
        .endsWith("(Dry run - metrics not pushed to Datadog)\n");
    assertThat(ended.err()).contains("skypilot backfill: Filled in ");
    assertThat(intake.points()).isEmpty();
    assertThat(data().resolve("outbox")).doesNotExist();
    assertThat(data().resolve("leases")).doesNotExist();
    assertThat(data().resolve("backfills")).doesNotExist();
  }

  @Test
  void theDocumentIsWhatItWas() {
    Ended ended = backfill("--since", "3h", "--metric", "skypilot.*cost*", "-o", "json");
    assertThat(ended.code()).as(ended.err()).isZero();
    Golden.matches(
        Path.of("src/test/resources/golden/backfill.json"),
        ended
            .out()
            .replaceAll("\"invocation\":\"[^\"]+\"", "\"invocation\":\"…\"")
            .replace("},{", "},\n{"));
  }

  @Test
  void theCountsOfTheDocumentAgreeWithItsLists() {
    Ended ended = backfill("--since", "2d", "--step", "6h", "-o", "json");
    Map<?, ?> document = (Map<?, ?>) Json.read(ended.out());
    assertThat(document.get("version")).isEqualTo(1.0);
    assertThat(document.get("since")).isEqualTo("2025-12-31T06:00:00Z");
    assertThat(document.get("until")).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(document.get("step_seconds")).isEqualTo(21_600.0);
    assertThat(document.get("pushed")).isEqualTo(false);
    Map<?, ?> collector = (Map<?, ?>) ((List<?>) document.get("collectors")).getFirst();
    List<?> series = (List<?>) collector.get("series");
    assertThat(collector.get("series_count")).isEqualTo((double) series.size());
    assertThat(collector.get("step_count")).isEqualTo(8.0);
    double points =
        series.stream()
            .mapToDouble(one -> ((List<?>) ((Map<?, ?>) one).get("points")).size())
            .sum();
    assertThat(collector.get("point_count")).isEqualTo(points);
    assertThat((List<?>) collector.get("now_only")).asString().contains("skypilot.jobs");
  }

  @Test
  void eachSeriesIsALine() {
    Ended ended = backfill("--since", "3h", "-o", "jsonl");
    assertThat(ended.out().lines())
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat((List<?>) ((Map<?, ?>) Json.read(line)).get("points")).hasSize(3));
  }

  @Test
  void whatIsPushedArrivesOnceWithEveryStep() {
    Ended ended = push("-o", "json");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("\"pushed\":true");
    assertThat(ended.err()).contains("only if it was started with --historical");
    assertThat(sent(COSTS)).isEqualTo(72);
    assertThat(intake.points()).allMatch(point -> point.received() == 1);
    assertThat(intake.points())
        .extracting(StoredPoint::metric)
        .noneMatch(name -> name.startsWith("collector.") || name.equals("skypilot.jobs"));
    assertThat(console.run("datadog", "outbox", "ls").out().lines()).hasSize(1);
  }

  /// Whoever is far away is told which metrics have to be switched on.
  @Test
  void thoseMetricsAreNamedThatMustBeSwitchedOn() {
    console = console.with("DD_URL", "http://datadog.invalid");
    Ended ended = push("--metric", "skypilot.*cost*", "--deadline", "1s");
    assertThat(ended.err().replaceAll("\\s+", " "))
        .contains("historical metrics are switched on for, each by itself")
        .contains("skypilot.cluster.cost_7d, skypilot.compute.cost_24h, skypilot.compute.cost_7d")
        .contains("3 in all");
  }

  @Test
  void pointsThatDatadogWouldDropAreRefusedBeforeAnythingIsRead() {
    server.fail(Fault.PLAIN_500);
    Ended ended = backfill("--since", "3d", "--push");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().replaceAll("\\s+", " "))
        .contains("of 72 instants", "71 are older than an hour", "--historical says that they are")
        .doesNotContain("Filling in");
    assertThat(data()).doesNotExist();
  }

  @Test
  void recentStepsNeedNobodysWord() {
    Ended ended = backfill("--since", "50m", "--step", "10m", "--push");
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(sent(COSTS)).isEqualTo(5);
  }

  @Test
  void whatIsSafeIsNotFilledInAgain() {
    assertThat(push().code()).isZero();
    server.fail(Fault.PLAIN_500);
    Ended again = push();
    assertThat(again.code()).as(again.all()).isZero();
    assertThat(again.err())
        .contains("skypilot: all 72 steps are safe already; --restart begins anew");
    assertThat(intake.points()).allMatch(point -> point.received() == 1);
  }

  @Test
  void whatCannotBeDeliveredWaitsAndIsSafeAllTheSame() throws IOException {
    intake.answerNext(403, 50, Map.of());
    Ended refused = push();
    assertThat(refused.code()).as(refused.all()).isEqualTo(4);
    assertThat(refused.err()).containsPattern("[1-9]\\d* points and 0 events wait in the outbox");
    assertThat(intake.points()).isEmpty();
    assertThat(remembered()).hasContent("2025-12-30T04:00:00Z/2026-01-02T03:00:00Z\n");
    assertThat(console.run("datadog", "outbox", "ls").out()).contains("history");
  }

  /// The first batch is refused; the others wait, and are sent with it at the end.
  @Test
  void aDeliveryThatFailedIsTriedAgainAtTheEnd() {
    intake.answerNext(403, 1, Map.of());
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(intake.statuses()).startsWith(403, 202);
    assertThat(sent(COSTS)).isEqualTo(72);
    assertThat(intake.points()).allMatch(point -> point.received() == 1);
  }

  /// As after the process was killed when two days were safe, and a third of the points had been
  /// sent but not remembered: that batch is repeated.
  @Test
  void aSecondStartGoesOnWhereTheFirstWasCut() throws IOException {
    assertThat(push().code()).isZero();
    Path remembered = remembered();
    assertThat(remembered).hasContent("2025-12-30T04:00:00Z/2026-01-02T03:00:00Z\n");
    Files.writeString(remembered, "2025-12-30T04:00:00Z/2026-01-01T03:00:00Z\n");
    Ended again = push();
    assertThat(again.code()).as(again.all()).isZero();
    assertThat(again.err())
        .contains(
            "goes on behind an earlier backfill, with 24 of 72 steps from 2026-01-01T04:00:00Z");
    assertThat(again.out()).contains("at 24 steps");
    assertThat(sent(COSTS)).isEqualTo(72);
    Instant cut = Instant.parse("2026-01-01T03:00:00Z");
    assertThat(intake.points())
        .allMatch(point -> point.received() == (point.at().isAfter(cut) ? 2 : 1));
    assertThat(remembered).hasContent("2025-12-30T04:00:00Z/2026-01-02T03:00:00Z\n");
  }

  @Test
  void aRestartRepeatsEverything() {
    assertThat(push().code()).isZero();
    assertThat(push("--restart").err()).doesNotContain("safe already", "goes on behind");
    assertThat(intake.points()).allMatch(point -> point.received() == 2);
  }

  /// Other metrics, steps, tags and settings make another backfill.
  @ParameterizedTest
  @CsvSource({
    "--metric, skypilot.*cost_24h",
    "--step, 2h",
    "--set, tags=team:a",
    "--set, skypilot.page_size=50"
  })
  void anotherChoiceIsAnotherBackfill(String option, String value) {
    assertThat(push().code()).isZero();
    Ended other = push(option, value);
    assertThat(other.code()).as(other.all()).isZero();
    assertThat(other.err()).doesNotContain("safe already", "goes on behind");
  }

  private Path remembered() throws IOException {
    try (Stream<Path> files = Files.walk(data().resolve("backfills"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  /// What failed may be had later: the steps are left to another start.
  @Test
  void stepsAtWhichSomethingFailedAreNotRemembered() {
    server.fail(Fault.PLAIN_500, "/cost_report");
    Ended partial = push("-o", "json");
    assertThat(partial.code()).as(partial.err()).isEqualTo(3);
    assertThat(partial.out())
        .contains("\"status\":\"partial\"", "\"outcome\":\"failed\"", "\"steps\":72");
    assertThat(sent("skypilot.jobs.avg_duration_minutes")).isPositive();
    assertThat(data().resolve("backfills")).doesNotExist();
    server.heal();
    assertThat(push().code()).isZero();
    assertThat(sent(COSTS)).isEqualTo(72);
  }

  @Test
  void oneBackfillOfACollectorPushesAtATimeAndScheduledRunsGoOn() {
    try (Lease held = Lease.take(data(), "skypilot.backfill").orElseThrow()) {
      assertThat(held).isNotNull();
      Ended second = push();
      assertThat(second.code()).isEqualTo(6);
      assertThat(second.err()).contains("another backfill of skypilot is pushing");
      assertThat(console.run("datadog", "collect", "skypilot", "--push").code()).isZero();
      assertThat(backfill("--since", "3h").code()).as("a dry run takes no lease").isZero();
    }
    try (Lease held = Lease.take(data(), "skypilot").orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(push().code()).isZero();
    }
  }

  @Test
  void aServiceThatFailsOrIsNotSetUpEndsAsARunWould() {
    server.fail(Fault.PLAIN_500);
    assertThat(backfill("--since", "3h").code()).isEqualTo(1);
    assertThat(console.run("datadog", "backfill", "wandb", "--since", "3h").code()).isEqualTo(78);
    server.heal();
    Ended all = console.run("datadog", "backfill", "all", "--since", "3h");
    assertThat(all.code()).as(all.all()).isZero();
    assertThat(all.err()).contains("wandb backfill: not configured");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--since 30 | neither a duration such as 30d nor an instant",
        "--since -3d | neither a duration such as 30d nor an instant",
        "--since 3d --until 2026-01-02T03:04:06Z | is yet to come",
        "--since 3d --step 30s | points are a minute apart",
        "--since 2m --step 1h | no step of 1h lies between",
        "--since 2026-01-03T00:00:00Z | no step of 1h lies between",
        "--since 3d --historical | --historical needs --push",
        "--since 3d --restart | --restart needs --push",
        "--since 3d --metric nothing.* | no metric of skypilot matches",
        "--since 3d --metric collector.failed | no metric of skypilot matches",
        "--since 3d all | all is every collector",
        "--since 3d skypilit | did you mean",
        "--step 1h | --since",
      })
  void whatCannotBeMeantIsRefused(String arguments, String said) {
    Ended ended = backfill(arguments.split(" "));
    assertThat(ended.code()).as(ended.all()).isEqualTo(2);
    assertThat(ended.err().replaceAll("\\s+", " ")).contains(said);
  }

  @Test
  void bothEndsAreHonoured() {
    Ended ended =
        backfill(
            "--since",
            "2026-01-01T00:00:00Z",
            "--until",
            "2026-01-01T06:00:00Z",
            "-o",
            "jsonl",
            "--metric",
            COSTS);
    assertThat(ended.out())
        .contains("[[1767225600,", "[1767247200,")
        .satisfies(
            line -> assertThat((List<?>) ((Map<?, ?>) Json.read(line)).get("points")).hasSize(7));
  }

  /// The deadline comes once the first day is on its way: that is sent and remembered, and a second
  /// start goes on behind it.
  @Test
  void aBackfillThatIsCutByItsDeadlineIsFinishedByAnother() {
    Path outbox = data().resolve("outbox");
    console = console.at(() -> Files.exists(outbox) ? NOW.plusSeconds(21) : NOW);
    Ended cut = push("--deadline", "20s", "--metric", COSTS);
    assertThat(cut.code()).as(cut.all()).isEqualTo(3);
    assertThat(cut.out().replaceAll("\\s+", " "))
        .contains(
            "missing at 47 steps: skypilot: 25 of 72 steps were evaluated within its deadline");
    assertThat(sent(COSTS)).isEqualTo(25);
    console = console.at(then);
    Ended again = push("--metric", COSTS);
    assertThat(again.code()).as(again.all()).isZero();
    assertThat(again.err()).contains("goes on behind an earlier backfill, with 47 of 72 steps");
    assertThat(sent(COSTS)).isEqualTo(72);
    assertThat(intake.points()).allMatch(point -> point.received() == 1);
  }
}
