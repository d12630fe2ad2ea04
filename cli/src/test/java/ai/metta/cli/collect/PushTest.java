// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.secret.Secret;
import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.datadog.Destination;
import ai.metta.datadog.FakeIntake;
import ai.metta.datadog.Outbox;
import ai.metta.datadog.StoredPoint;
import ai.metta.metric.Event;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `collect --push` where something is in its way.
final class PushTest {
  private final InstantSource then = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private SkypilotServer server;
  private FakeIntake intake;
  private Console console;

  @BeforeEach
  void start() {
    server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), then));
    intake = FakeIntake.start(then);
    console =
        Console.in(folder)
            .at(then)
            .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
            .with("DD_URL", intake.url().toString())
            .with("DD_API_KEY", FakeIntake.KEY);
  }

  @AfterEach
  void stop() {
    intake.close();
    server.close();
  }

  @Test
  void everyPointCarriesTheMinuteOfTheRun() {
    assertThat(push().code()).isZero();
    Instant minute = then.instant().truncatedTo(ChronoUnit.MINUTES);
    assertThat(intake.points()).extracting(StoredPoint::at).containsOnly(minute);
  }

  /// A renewed key is another destination.
  @Test
  void whatWaitsUnderAnotherKeyIsToldOf() {
    console = console.with("DD_API_KEY", "0".repeat(32));
    assertThat(push().code()).isEqualTo(4);
    console = console.with("DD_API_KEY", FakeIntake.KEY);
    assertThat(console.run("datadog", "outbox", "ls").err())
        .containsPattern("Waiting for other addresses or keys: [1-9] payloads? in .*outbox;");
    assertThat(push().err())
        .containsPattern("Waiting for other addresses or keys: [1-9] payloads? in .*outbox;");
  }

  @Test
  void aPushThatIsRefusedOutweighsAPartialRun() {
    server.fail(Fault.PLAIN_500, "/cost_report");
    assertThat(push().code()).isEqualTo(3);
    console = console.with("DD_API_KEY", "0".repeat(32));
    assertThat(push().code()).isEqualTo(4);
  }

  /// A run without a deadline leaves the delivery two minutes, counted from where it begins.
  @ParameterizedTest
  @CsvSource({
    "       ,  0,  120",
    "       , 90,  210",
    "PT30S  ,  0,   30",
    "PT30S  , 20,   30",
    "PT30S  , 25,   30",
    "PT30S  , 26,   31",
    "PT30S  , 40,   45",
    "PT1S   ,  0,    5",
    "PT10M  , 60,  600",
  })
  void theDeliveryEndsWithTheRunsDeadlineButNotAtOnce(
      @Nullable Duration deadline, long collectedSeconds, long endSeconds) {
    Instant began = then.instant();
    assertThat(Push.end(began, Optional.ofNullable(deadline), began.plusSeconds(collectedSeconds)))
        .isEqualTo(began.plusSeconds(endSeconds));
  }

  /// By this clock the deadline is nearly there once the points are in the outbox.
  @Test
  void anIntakeThatHangsIsLeftAtTheDeadlineAndEverythingWaits() {
    intake.hangNext();
    intake.hangNext();
    Path waiting = folder.resolve(".local/share/metta/outbox");
    console =
        console.at(
            () -> Files.exists(waiting) ? then.instant().plusMillis(29_950) : then.instant());
    Ended ended = push("--deadline", "30s");
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .contains("that were left of the run")
        .contains("Pushed 0 points and 0 events")
        .containsPattern("[1-9]\\d* points and \\d+ events? wait in the outbox");
    assertThat(ended.out()).contains("\"pushed\":false");
  }

  /// Each destination has a run of its own to remember.
  @Test
  void aLateRunTellsAllThatEndedSinceTheLast() throws IOException {
    assertThat(push().code()).isZero();
    long usual = ended();
    Path remembered;
    try (Stream<Path> files = Files.walk(folder.resolve(".local/share/metta/last-runs"))) {
      remembered = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    assertThat(remembered.getFileName()).hasToString("skypilot");
    assertThat(remembered).hasContent("2026-01-02T03:04:00Z");
    Files.writeString(remembered, then.instant().minus(Duration.ofDays(2)).toString());
    assertThat(console.run("datadog", "collect", "skypilot", "-o", "jsonl").out().lines())
        .as("a dry run prints what a push would send")
        .filteredOn(line -> line.contains("skypilot.job.total_duration_hours"))
        .hasSizeGreaterThan((int) usual);
    assertThat(push().code()).isZero();
    assertThat(ended()).isGreaterThan(2 * usual);
    assertThat(remembered).hasContent("2026-01-02T03:04:00Z");
  }

  @Test
  void aRunThatCouldNotReadTheQueueIsNotRemembered() {
    server.fail(Fault.CONTROLLER_BROKEN);
    assertThat(push().code()).isNotZero();
    assertThat(folder.resolve(".local/share/metta/last-runs")).doesNotExist();
  }

  private long ended() {
    return intake.points().stream()
        .filter(point -> point.metric().equals("skypilot.job.total_duration_hours"))
        .count();
  }

  @Test
  void withoutADiskItIsSentDirectlyAndThatIsSaid() throws IOException {
    Ended ended = push("--data-dir", unwritable());
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err())
        .contains("going on without it", "The outbox cannot be written", "sent directly");
    assertThat(ended.out()).contains("\"pushed\":true");
    assertThat(intake.points()).isNotEmpty();
  }

  @Test
  void withoutADiskWhatIsRefusedIsLostAndThatIsSaid() throws IOException {
    console = console.with("DD_API_KEY", "0".repeat(32));
    Ended ended = push("--data-dir", unwritable());
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .containsPattern("\\d+ points and \\d+ events? of this run are lost")
        .doesNotContain("wait in the outbox");
    assertThat(ended.out()).contains("\"pushed\":false");
    assertThat(intake.points()).isEmpty();
  }

  /// 78 comes before a run only.
  @Test
  void anAddressThatIsNoDatadogFailsTheRunAndEverythingWaits() {
    intake.answerNext(404, 10, Map.of());
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isEqualTo(1);
    assertThat(ended.err())
        .contains("check DD_URL")
        .containsPattern("[1-9]\\d* points and \\d+ events? wait in the outbox");
    assertThat(ended.out()).contains("\"pushed\":false");
  }

  @Test
  void whatCannotBeDrainedEndsAsItsPushDid() {
    intake.answerNext(404, 20, Map.of());
    assertThat(push().code()).isEqualTo(1);
    Ended ended = console.run("datadog", "outbox", "drain", "--log-format", "json");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("\"level\":\"error\"", "404");
  }

  /// In a log that machines read, what was lost is not said in passing.
  @Test
  void whatWasLostIsAWarning() {
    assertThat(push("--log-format", "json").err())
        .contains("\"level\":\"info\"")
        .doesNotContain("\"level\":\"warning\"");
    intake.answerNext(202, "{\"errors\":[\"some points were dropped\"]}");
    assertThat(push("--log-format", "json").err())
        .containsPattern("\"level\":\"warning\".*some points were dropped");
    assertThat(
            push("--log-format", "json", "--as-of", then.instant().minusSeconds(7200).toString())
                .err())
        .containsPattern("\"level\":\"warning\".*expired");
  }

  @Test
  void whatCouldNotBeCollectedIsReportedToDatadogToo() {
    server.fail(Fault.PLAIN_500);
    Ended ended = push();
    assertThat(ended.code()).isEqualTo(1);
    List<StoredPoint> failed =
        intake.points().stream()
            .filter(point -> point.metric().equals("collector.skypilot.failed"))
            .toList();
    assertThat(failed).singleElement().extracting(StoredPoint::value).isEqualTo(1.0);
    assertThat(intake.points()).allMatch(point -> point.metric().startsWith("collector."));
  }

  @Test
  void pointsOfAnHourAgoAreSaidToHaveExpired() {
    Ended ended = push("--as-of", then.instant().minusSeconds(7200).toString());
    assertThat(ended.err()).containsPattern("[1-9]\\d* points and \\d+ events? expired");
    assertThat(ended.out()).contains("\"pushed\":false");
    assertThat(intake.points()).isEmpty();
  }

  @Test
  void anEventThatGrewTooOldIsNotSaidToBePushed() {
    Outbox outbox =
        Outbox.at(
            folder.resolve(".local/share/metta"),
            new Destination(intake.url(), Secret.of(FakeIntake.KEY)));
    Instant yesterday = then.instant().minusSeconds(86_400);
    outbox
        .events()
        .write(
            List.of(
                new Event(
                    "job_failed",
                    "1",
                    "Job 1 failed",
                    "It failed",
                    Event.Level.ERROR,
                    Tags.none(),
                    yesterday)));
    assertThat(console.run("datadog", "outbox", "ls", "-o", "json").out())
        .contains("\"kind\":\"event\"");
    Ended ended = push();
    assertThat(ended.err()).contains("0 points and 1 event expired");
    assertThat(ended.out()).contains("\"pushed\":false");
  }

  @Test
  void theNextRunSaysWhatEarlierOnesLeftAndWhatGrewTooOld() {
    Destination destination = new Destination(intake.url(), Secret.of(FakeIntake.KEY));
    Outbox outbox = Outbox.at(folder.resolve(".local/share/metta"), destination);
    outbox.series().write(List.of(point("an.old", 7200), point("another.old", 7200)));
    outbox.series().write(List.of(point("a.late", 1800)));
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(value("collector.skypilot.points_expired")).isEqualTo(2);
    assertThat(value("collector.skypilot.outbox_points")).isEqualTo(1);
    assertThat(ended.err()).contains("2 points and 0 events expired");
    assertThat(intake.points()).extracting(StoredPoint::metric).contains("a.late");
    assertThat(push().code()).isZero();
    assertThat(value("collector.skypilot.points_expired")).isZero();
  }

  @Test
  void aDamagedFileIsCountedByTheRunThatSetsItAside() throws IOException {
    Destination destination = new Destination(intake.url(), Secret.of(FakeIntake.KEY));
    Outbox outbox = Outbox.at(folder.resolve(".local/share/metta"), destination);
    outbox.series().write(List.of(point("a.damaged", 60)));
    String name = outbox.list(then.instant()).getFirst().id();
    Files.write(outbox.folder().resolve(name), new byte[] {1, 2, 3});
    outbox.series().write(List.of(point("a.half", 7200), point("another.half", 60)));
    Ended ended = push();
    assertThat(ended.err())
        .contains(
            "Set aside: 1 damaged outbox file (3 bytes) in "
                + outbox.folder().resolve("quarantine")
                + "; the number of points in there is not known");
    assertThat(outbox.folder().resolve("quarantine").resolve(name)).exists();
    assertThat(value("collector.skypilot.files_quarantined")).isEqualTo(1);
    assertThat(value("collector.skypilot.points_expired")).isEqualTo(1);
    assertThat(value("collector.skypilot.outbox_points")).isEqualTo(1);
    assertThat(push().code()).isZero();
    assertThat(value("collector.skypilot.files_quarantined")).isZero();
  }

  @Test
  void whatDatadogSaysOfWhatItTookIsPassedOn() {
    intake.sayNext("{\"errors\":[\"a unit is not known\"]}");
    Ended ended = push();
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.err()).contains("Datadog took the points, and said: a unit is not known");
    assertThat(ended.out()).contains("\"pushed\":true");
  }

  private Series point(String metric, long secondsAgo) {
    return new Series(
        metric,
        MetricType.GAUGE,
        Optional.empty(),
        Duration.ZERO,
        Tags.none(),
        List.of(new Point(then.instant().minusSeconds(secondsAgo), 1)));
  }

  private double value(String metric) {
    return intake.points().stream()
        .filter(point -> point.metric().equals(metric))
        .mapToDouble(StoredPoint::value)
        .sum();
  }

  /// A folder below a file: nobody can write there, not even root.
  private String unwritable() throws IOException {
    return Files.writeString(folder.resolve("file"), "").resolve("data").toString();
  }

  private Ended push(String... more) {
    List<String> arguments = new ArrayList<>(List.of("datadog", "collect", "skypilot"));
    arguments.addAll(List.of("--push", "-o", "json"));
    arguments.addAll(List.of(more));
    return console.run(arguments.toArray(String[]::new));
  }
}
