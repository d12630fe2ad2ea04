// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.StartedServer;
import ai.metta.cli.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backfills one after the other: what one remembers as safe is only as true as what another left.
final class BackfillOrderTest {
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir private Path folder;
  private Simulation simulation;
  private StartedServer store;

  @BeforeEach
  void start() throws IOException {
    simulation = Simulation.start(7, 60, THEN, folder, List.of());
    store = StartedServer.in(folder, THEN);
  }

  @AfterEach
  void stop() {
    store.close();
    simulation.close();
  }

  private Ended run(String without, String... arguments) {
    return runAt(THEN, without, arguments);
  }

  private Ended runAt(InstantSource clock, String without, String... arguments) {
    List<String> all = new ArrayList<>(List.of("datadog"));
    all.addAll(Arrays.asList(arguments));
    simulation.settings().forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    Console console =
        Console.in(folder)
            .at(clock)
            .with("DD_URL", store.server().url().toString())
            .with("DD_API_KEY", "any")
            .with("DD_APP_KEY", "any");
    for (Map.Entry<String, String> one : simulation.environment().entrySet()) {
      if (!one.getKey().equals(without)) {
        console = console.with(one.getKey(), one.getValue());
      }
    }
    return console.run(all.toArray(String[]::new));
  }

  private Ended backfill(String without, String... names) {
    List<String> all = new ArrayList<>(List.of("backfill"));
    all.addAll(Arrays.asList(names));
    all.addAll(
        List.of("--since", "2026-01-01T20:00:00Z", "--step", "3h", "--push", "--historical"));
    Ended ended = run(without, all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.all()).isZero();
    return ended;
  }

  /// The one value that is stored of a query at the instant.
  private String stored(String query) {
    Ended ended =
        run("", "query", query, "--from", "2026-01-01T23:59:30Z", "--to", "2026-01-02T00:00:30Z");
    assertThat(ended.code()).as(ended.all()).isZero();
    return ended.out().lines().skip(1).findFirst().orElse("").replaceAll(" +", " ");
  }

  @Test
  void whatWasSummedUpBeforeItsSourceWasFilledInIsSummedUpAnew() {
    backfill("", "training", "health");
    String flattering = stored("avg:health.overall.score{*}");

    backfill("", "github");
    Ended again = backfill("", "training", "health");

    assertThat(again.all()).doesNotContain("health: all 3 steps are safe");
    assertThat(stored("avg:health.overall.score{*}")).isNotEqualTo(flattering);
    assertThat(stored("sum:health.known{area:ci}")).isNotEqualTo("* 0 0 0 1 ▁");
  }

  @Test
  void whatAnotherBackfillReplacedIsFilledInAnew() {
    backfill("", "github");
    String before = stored("avg:health.fom{check:stale_prs}");
    assertThat(backfill("", "github").all()).contains("github: all 3 steps are safe already");

    Ended other =
        run(
            "",
            "backfill",
            "github",
            "--since",
            "2026-01-01T20:00:00Z",
            "--step",
            "3h",
            "--push",
            "--historical",
            "--set",
            "health.rows=ci.stale_prs.bad_at=100000");
    assertThat(other.code()).as(other.all()).isZero();
    assertThat(stored("avg:health.fom{check:stale_prs}")).isNotEqualTo(before);

    backfill("", "github");
    assertThat(stored("avg:health.fom{check:stale_prs}")).isEqualTo(before);
  }

  @Test
  void aSourceThatLostItsKeyCountsInTheRollUpsOfAllByWhatItSentBefore() {
    backfill("", "all");
    String before = stored("avg:health.overall.score{*}");

    backfill("GITHUB_TOKEN", "all");

    assertThat(stored("avg:health.overall.score{*}")).isEqualTo(before);
  }

  /// How long a value counts follows from how often its collector runs.
  @Test
  void whatIsRememberedEndsWithAnotherSchedule() {
    backfill("", "github", "health");

    Ended other =
        run(
            "",
            "backfill",
            "github",
            "health",
            "--since",
            "2026-01-01T20:00:00Z",
            "--step",
            "3h",
            "--push",
            "--historical",
            "--set",
            "collectors.github.schedule=0 * * * *");
    assertThat(other.code()).as(other.all()).isZero();
    assertThat(other.all()).doesNotContain("health: all 3 steps are safe");
  }

  /// Issues show only the present, so that a backfill knows nothing of the row itself.
  @Test
  void whatARunRecordedOfARowThatOnlyShowsThePresentHolds() {
    InstantSource midnight = InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z"));
    Ended recording = runAt(midnight, "", "collect", "github", "training", "health", "--push");
    assertThat(recording.code()).as(recording.all()).isZero();
    String known = stored("sum:health.known{check:bug_count}");
    String score = stored("avg:health.overall.score{*}");
    assertThat(known).startsWith("* 1 1 1 1");

    backfill("", "github", "training", "health");

    assertThat(stored("sum:health.known{check:bug_count}")).isEqualTo(known);
    assertThat(stored("avg:health.overall.score{*}")).isEqualTo(score);
  }
}
