// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.cli.Console;
import ai.metta.cli.Console.Ended;
import ai.metta.cli.Json;
import ai.metta.cli.simulation.RunningClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The services of a simulated organisation by themselves.
final class SandboxCommandTest {
  private static final Instant THEN = Instant.parse("2026-03-04T15:20:00Z");

  @TempDir private Path folder;

  private Console console() {
    return Console.in(folder).at(InstantSource.fixed(THEN));
  }

  @Test
  void leadsCollectorsToItsServices() {
    Path place = folder.resolve("place");
    AtomicReference<Ended> collected = new AtomicReference<>();
    Ended ended =
        console()
            .pausing(_ -> {
              collected.set(
                  console()
                      .with("METTA_CONFIG", configuration(place).toString())
                      .with("ASANA_ACCESS_TOKEN", "sandbox-asana-token")
                      .run("datadog", "collect", "asana", "-o", "json"));
              throw new InterruptedException("seen enough");
            })
            .run("sandbox", "asana", "-o", "env", "--data-dir", place.toString());
    assertThat(ended.code()).as(ended.all()).isZero();
    assertThat(ended.out())
        .contains("export METTA_CONFIG='" + place)
        .contains("export ASANA_ACCESS_TOKEN='sandbox-asana-token'");
    assertThat(collected.get().code()).as(collected.get().all()).isZero();
    assertThat(collected.get().out()).contains("asana.tasks.open", "env:demo");
    assertThat(place).as("nothing is left").isEmptyDirectory();
  }

  private static Path configuration(Path place) {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> file.endsWith("metta.yaml")).findFirst().orElseThrow();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  @Test
  void saysForEachServiceWhereItListensAndWhatLeadsThere() {
    Ended json = console().run("sandbox", "--jobs", "60", "-o", "json");
    assertThat(json.code()).as(json.all()).isZero();
    List<?> services = (List<?>) Json.read(json.out());
    assertThat(services)
        .hasSize(7)
        .allSatisfy(one -> {
          Map<?, ?> service = (Map<?, ?>) one;
          assertThat(String.valueOf(service.get("endpoint"))).startsWith("http://127.0.0.1:");
          assertThat((Map<?, ?>) service.get("settings")).isNotEmpty();
        });
    Ended table = console().run("sandbox", "github", "skypilot");
    assertThat(table.code()).as(table.all()).isZero();
    assertThat(table.out())
        .contains("GitHub with 5 repositories", "github.api_url", "GITHUB_TOKEN")
        .contains("SkyPilot server with 600 jobs")
        .doesNotContain("Asana");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sandbox --jobs 7      | 60 and 200000
          sandbox --speed 0     | --speed
          sandbox --speed -3    | --speed
          sandbox --at tomorrow | is not an instant
          sandbox nobody        | but for skypilot
          """)
  void whatCannotBeIsRefused(String command, String why) {
    Ended ended = console().run(command.split(" +"));
    assertThat(ended.code()).as(ended.all()).isEqualTo(2);
    assertThat(ended.err()).contains(why);
  }

  @Test
  void itsClockBeginsAnywhereAndRunsFaster() {
    AtomicReference<Instant> now = new AtomicReference<>(THEN);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    RunningClock clock = RunningClock.from(now::get, start, 60);
    assertThat(clock.instant()).isEqualTo(start);
    now.set(THEN.plusSeconds(90));
    assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofMinutes(90)));
  }
}
