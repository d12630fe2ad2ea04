// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.sandbox.skypilot.Fault;
import ai.metta.sandbox.skypilot.SkypilotOptions;
import ai.metta.sandbox.skypilot.SkypilotServer;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--watch`, in a time that passes when it is waited for.
final class WatchTest {
  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private boolean broken;
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void aRunFollowsTheOtherOnTheSchedulesGrid() {
    Ended ended = watching("-o", "jsonl", "--metric", "skypilot.users");
    assertThat(waits).map(Duration::toString).containsExactly("PT5M55S", "PT10M", "PT10M");
    assertThat(ended.out().lines().filter(line -> line.contains("\"skypilot.users\"")))
        .map(line -> line.replaceAll(".*\\[\\[(\\d+),.*", "$1"))
        .map(Long::valueOf)
        .map(Instant::ofEpochSecond)
        .map(Instant::toString)
        .containsExactly("2026-01-02T03:04:00Z", "2026-01-02T03:10:00Z", "2026-01-02T03:20:00Z");
    assertThat(ended.err()).contains("Next run at 2026-01-02T03:10:00Z");
    assertThat(ended.code()).isZero();
  }

  @Test
  void anIntervalCanBeGiven() {
    watching("-o", "jsonl", "--every", "1m");
    assertThat(waits).map(Duration::toString).containsExactly("PT55S", "PT1M", "PT1M");
  }

  @Test
  void eachTableSaysWhenItWasCollected() {
    Ended ended = watching("--metric", "skypilot.users");
    assertThat(ended.out().lines().filter(line -> line.startsWith("2026-")))
        .containsExactly("2026-01-02T03:04:00Z", "2026-01-02T03:10:00Z", "2026-01-02T03:20:00Z");
  }

  @Test
  void aFailedRunIsFollowedByTheNext() {
    broken = true;
    Ended ended = watching("-o", "json");
    assertThat(ended.out().lines().filter(line -> line.contains("\"status\":\"failed\"")))
        .hasSize(3);
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void whatIsNotConfiguredIsNotTriedAgain() {
    Ended ended =
        Console.in(folder).pausing(this::pause).run("datadog", "collect", "skypilot", "--watch");
    assertThat(ended.code()).isEqualTo(78);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--every 5m                              | --every needs --watch",
        "--watch --every 5s                      | give 1m or more",
        "--watch --every often                   | \"often\" is not a duration",
        "--watch --as-of 2026-01-02T03:04:05Z    | --as-of is one instant"
      })
  void whatCannotBeWatchedIsRefused(String options, String said) {
    Ended ended =
        Console.in(folder).run(("datadog collect skypilot " + options.strip()).split(" "));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(said);
    assertThat(ended.out()).isEmpty();
  }

  private Ended watching(String... options) {
    InstantSource clock = () -> now;
    try (SkypilotServer server = SkypilotServer.start(SkypilotOptions.of(Fleet.of(7, 60), clock))) {
      if (broken) {
        server.fail(Fault.TOKEN_REFUSED);
      }
      List<String> arguments =
          new ArrayList<>(List.of("datadog", "collect", "skypilot", "--watch"));
      arguments.addAll(List.of(options));
      return Console.in(folder)
          .with("SKYPILOT_API_SERVER_ENDPOINT", server.endpoint().toString())
          .at(clock)
          .pausing(this::pause)
          .run(arguments.toArray(String[]::new));
    }
  }

  /// Three waits are let pass; the third is interrupted.
  private void pause(Duration wait) throws InterruptedException {
    waits.add(wait);
    if (waits.size() == 3) {
      throw new InterruptedException();
    }
    now = now.plus(wait);
  }
}
