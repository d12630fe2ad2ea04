// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import ai.metta.collect.Lease;
import ai.metta.datadog.FakeIntake;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `metta serve` and its collectors, in a time that passes when it is waited for.
final class ServedScheduleTest {
  private static final String OTHERS =
      """
        ec2: {enabled: false}
        eval: {enabled: false}
        github: {enabled: false}
        health: {enabled: false}
        kubernetes: {enabled: false}
        training: {enabled: false}
        wandb: {enabled: false}
      """;

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-02T03:04:07Z");
  private final InstantSource clock = () -> now;
  private final Heard err = new Heard();
  private final NavigableMap<Instant, Runnable> events = new TreeMap<>();
  private final List<Instant> slots = new ArrayList<>();

  /// What is said on standard error, which can be waited for.
  private static final class Heard extends StringWriter {
    /// How the line begins that tells that a turn is through.
    private String expected = "skypilot: ok";

    @Override
    public synchronized void write(String text, int offset, int length) {
      super.write(text, offset, length);
      notifyAll();
    }

    @Override
    public synchronized void write(int character) {
      super.write(character);
      notifyAll();
    }

    /// Waits until lines that begin so are as many.
    synchronized void await(String beginning, long count) throws InterruptedException {
      while (toString().lines().filter(line -> line.startsWith(beginning)).count() < count) {
        wait();
      }
    }
  }

  @Test
  void collectorsRunOnTheirSchedulesIntoTheServerAndTheFileIsLookedAtMeanwhile()
      throws IOException {
    configure("skypilot: {schedule: \"*/1 * * * *\"}\n" + OTHERS);
    slot("03:04", "03:05", "03:06", "03:08", "03:10", "03:12", "03:14");
    List<Ended> asked = new ArrayList<>();
    at("03:06:20", () -> asked.add(serve(Console.in(folder))));
    at("03:06:20", () -> configure("skypilot: {schedule: \"*/2 * * * *\"}\n" + OTHERS));
    at("03:10:20", () -> configure("skypilot: {schedule: \"61 * * * *\"}\n" + OTHERS));
    at("03:12:20", () -> configure("skypilot: {schedule: \"*/2 * * * *\"}\n" + OTHERS));
    at("03:14:20", () -> asked.add(query("sum:collector.runs{collector:skypilot}")));
    at("03:14:20", () -> asked.add(query("max:skypilot.users{env:production}")));
    int code;
    List<Integer> sent;
    try (FakeIntake intake = FakeIntake.start(clock)) {
      code =
          serving(
              Map.of("DD_URL", intake.url().toString(), "DD_API_KEY", FakeIntake.KEY),
              "--data-dir",
              "" + folder.resolve("data"));
      sent = intake.statuses();
    }
    assertThat(code).as(err.toString()).isZero();
    assertThat(sent).as("nothing goes to Datadog").isEmpty();

    assertThat(asked.get(0).code()).as("a second one").isEqualTo(6);
    assertThat(asked.get(0).err())
        .contains("another 'metta serve' has the data directory", "answers at http://127.0.0.1:");
    for (Ended answer : asked.subList(1, 3)) {
      assertThat(times(answer)).as(answer.all()).isEqualTo(slots);
    }

    assertThat(err.toString().lines().map(ServedScheduleTest::plain))
        .containsSubsequence(
            "Listening on URL (Ctrl-C ends it)",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:05:NZ",
            "Not configured, and so not run: asana ('metta datadog doctor' says what they need)",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:06:NZ",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:07:NZ",
            "The configuration changed: collectors.skypilot.schedule is */2 * * * *",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:10:NZ",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:12:NZ",
            "The configuration is not taken; what held before goes on",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:14:NZ",
            "The configuration changed: nothing differs from what held before",
            "skypilot: ok in N, N, 0 errors, next run at 2026-01-02T03:16:NZ");
    assertThat(err.toString())
        .contains("\"61 * * * *\" is not five fields of cron")
        .containsOnlyOnce("Not configured");
  }

  @Test
  void withoutAScheduleNothingIsRun() throws IOException {
    configure("skypilot: {schedule: \"*/1 * * * *\"}\n" + OTHERS);
    int code = serving(Map.of(), "--no-schedule");
    assertThat(code).isZero();
    assertThat(err.toString()).contains("Listening on").doesNotContain("skypilot", "asana");
    assertThat(folder.resolve(".local/share/metta/schedule")).doesNotExist();
  }

  @Test
  void aFileThatAppearsLaterIsTakenToo() throws IOException {
    at("03:04:30", () -> configure("skypilot: {schedule: \"0 * * * *\"}\n" + OTHERS));
    at("03:05:20", () -> {});
    slots.add(Instant.parse("2026-01-02T03:00:00Z"));
    assertThat(serving(Map.of(), "--data-dir", "" + folder.resolve("data"))).isZero();
    assertThat(err.toString())
        .contains(
            "The configuration changed: ",
            "collectors.github.enabled is false",
            "collectors.skypilot.schedule is 0 * * * *");
  }

  @Test
  void aRunThatAnotherOneKeepsOutIsLeftOut() throws IOException {
    configure("skypilot: {schedule: \"*/5 * * * *\"}\n" + OTHERS);
    at("03:04:30", () -> {});
    Path data = folder.resolve("data");
    try (Lease lease = Lease.take(data, "skypilot").orElseThrow()) {
      assertThat(lease).isNotNull();
      err.expected = "skypilot: the run of 2026-01-02T03:00:00Z is left out: another run of it";
      slots.add(Instant.parse("2026-01-02T03:00:00Z"));
      assertThat(serving(Map.of(), "--data-dir", "" + data)).isZero();
    }
    assertThat(data.resolve("schedule/skypilot")).doesNotExist();
  }

  private int serving(Map<String, String> environment, String... more) throws IOException {
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), clock))) {
      Map<String, String> all = new TreeMap<>(environment);
      all.put("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString());
      Surroundings surroundings =
          new Surroundings(
              Map.copyOf(all),
              folder,
              folder,
              clock,
              this::pause,
              Output.to(new ByteArrayOutputStream()),
              new PrintWriter(err, true),
              Screen.none());
      List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
      arguments.addAll(List.of(more));
      return Console.commands().run(surroundings, arguments.toArray(String[]::new));
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  /// Lets time pass once the runs that have come due are through, and ends it after the last event.
  private void pause(Duration wait) throws InterruptedException {
    if (now.atZone(ZoneOffset.UTC).getSecond() >= 15) {
      err.await(err.expected, slots.stream().filter(now::isAfter).count());
      // What a run says, it says shortly before it is over.
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("turn")) {
          thread.join();
        }
      }
    }
    while (!events.isEmpty() && !now.isBefore(events.firstKey())) {
      events.pollFirstEntry().getValue().run();
    }
    if (events.isEmpty()) {
      throw new InterruptedException("Ctrl-C");
    }
    now = now.plus(wait);
  }

  private void at(String time, Runnable event) {
    Instant instant = Instant.parse("2026-01-02T" + time + "Z");
    events.merge(
        instant,
        event,
        (first, second) ->
            () -> {
              first.run();
              second.run();
            });
  }

  private void slot(String... times) {
    for (String time : times) {
      slots.add(Instant.parse("2026-01-02T" + time + ":00Z"));
    }
  }

  private void configure(String collectors) {
    try {
      Files.writeString(
          folder.resolve("metta.yaml"), "collectors:\n  " + collectors.replace("\n\n", "\n"));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private Ended serve(Console console) {
    return console.at(clock).run("serve", "--port", "0", "--data-dir", "" + folder.resolve("data"));
  }

  private Ended query(String what) {
    return Console.in(folder)
        .at(clock)
        .run(
            "datadog",
            "query",
            what + ".rollup(max, 60).fill(null)",
            "--from",
            "-30m",
            "-o",
            "json",
            "--data-dir",
            "" + folder.resolve("data"));
  }

  private static List<Instant> times(Ended answer) {
    return Pattern.compile("\\[(\\d{10}),")
        .matcher(answer.out())
        .results()
        .map(point -> Instant.ofEpochSecond(Long.parseLong(point.group(1))))
        .toList();
  }

  /// Without what differs from run to run.
  private static String plain(String line) {
    return line.replaceAll("http://\\S+", "URL")
        .replaceAll("in [0-9.]+s", "in N")
        .replaceAll("\\d+ points", "N")
        .replaceAll(":\\d\\dZ$", ":NZ");
  }
}
