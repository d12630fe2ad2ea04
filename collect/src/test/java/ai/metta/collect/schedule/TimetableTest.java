// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import ai.metta.collect.schedule.Timetable.Line;
import ai.metta.metric.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who runs when, by the profiles and what the installation says.
final class TimetableTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Path HERE = Path.of("data");

  @Test
  void aScheduleThatIsNamedHoldsForAllThatGoesByIt() {
    Registry registry = registry(Timed.named("left"), Timed.named("right"));
    Settings settings = settings(registry, Map.of("collectors.left.schedule", "30 9 * * 1-5"));
    Registry held = Rescheduled.in(registry, settings, NOW);
    assertThat(held.find("left").orElseThrow().profile().schedule())
        .isEqualTo(new Schedule("30 9 * * 1-5", Duration.ofDays(3)));
    assertThat(held.find("right").orElseThrow()).isSameAs(registry.find("right").orElseThrow());
    Timetable timetable = Timetable.of(1, held, settings, HERE);
    assertThat(timetable.line("left").orElseThrow().cron()).hasToString("30 9 * * 1-5");
  }

  @Test
  void oneThatSumsUpWaitsForAllOthersAndBeginsNoSooner() {
    for (String sum : List.of("a", "sum", "z")) {
      Registry registry =
          registry(
              Timed.named("left"),
              Timed.named("right"),
              Timed.named(sum).after(Profile.ALL_OTHERS.getFirst()));
      Timetable timetable = Timetable.of(1, registry, settings(registry, Map.of()), HERE);
      Line last = timetable.line(sum).orElseThrow();

      assertThat(timetable.lines().getLast()).isEqualTo(last);
      assertThat(last.after()).containsExactlyInAnyOrder("left", "right");
      assertThat(timetable.lines()).allMatch(line -> line.offset().compareTo(last.offset()) <= 0);
    }
  }

  @Test
  void whatIsSwitchedOffHasNoLine() {
    Registry registry = registry(Timed.named("left"), Timed.named("right"));
    Settings settings = settings(registry, Map.of("collectors.left.enabled", "false"));
    assertThat(Timetable.of(1, registry, settings, HERE).lines())
        .extracting(Line::collector)
        .containsExactly("right");
  }

  @Test
  void aScheduleThatIsNoneIsRefusedInWords() {
    Registry registry = registry(Timed.named("left"));
    assertThat(loaded(registry, Map.of("collectors.left.schedule", "61 * * * *")))
        .isInstanceOfSatisfying(
            Loaded.Bad.class,
            bad ->
                assertThat(bad.problems())
                    .singleElement()
                    .asString()
                    .contains("\"61 * * * *\" is not five fields of cron in UTC", "*/15 * * * *"));
  }

  @Test
  void noneBeginsLaterThanHalfAMinuteOrATenthOfItsPeriod() {
    List<Collector<?>> all =
        IntStream.range(0, 60)
            .<Collector<?>>mapToObj(
                i -> Timed.named("c" + i).every(List.of(1, 2, 10, 60).get(i % 4)))
            .toList();
    Registry registry = new Registry(all);
    Timetable timetable = Timetable.of(1, registry, settings(registry, Map.of()), HERE);
    Set<Duration> offsets = new HashSet<>();
    for (Line line : timetable.lines()) {
      Duration tenth =
          registry.find(line.collector()).orElseThrow().profile().schedule().every().dividedBy(10);
      assertThat(line.offset())
          .isBetween(Duration.ZERO, Duration.ofSeconds(30))
          .isLessThanOrEqualTo(tenth);
      offsets.add(line.offset());
    }
    assertThat(offsets).as("not all at once").hasSizeGreaterThan(10);
    assertThat(Timetable.of(1, registry, settings(registry, Map.of()), HERE).lines())
        .as("fixed")
        .extracting(Line::offset)
        .isEqualTo(timetable.lines().stream().map(Line::offset).toList());
    assertThat(Timetable.of(1, registry, settings(registry, Map.of()), Path.of("other")).lines())
        .as("another installation's differ")
        .extracting(Line::offset)
        .isNotEqualTo(timetable.lines().stream().map(Line::offset).toList());
  }

  @Test
  void oneThatComesAfterOthersBeginsNoSoonerThanThey() {
    for (int i = 0; i < 40; i++) {
      Registry registry =
          registry(
              Timed.named("last" + i).every(1).after("early" + i, "slow" + i),
              Timed.named("early" + i).every(60),
              Timed.named("slow" + i).every(60).after("early" + i));
      Timetable timetable = Timetable.of(1, registry, settings(registry, Map.of()), HERE);
      assertThat(timetable.lines())
          .extracting(Line::collector)
          .containsExactly("early" + i, "slow" + i, "last" + i);
      List<Duration> offsets = timetable.lines().stream().map(Line::offset).toList();
      assertThat(offsets).isSorted();
      assertThat(offsets.getLast()).isLessThanOrEqualTo(Duration.ofSeconds(6));
    }
  }

  private static Registry registry(Collector<?>... collectors) {
    return new Registry(List.of(collectors));
  }

  static Settings settings(Registry registry, Map<String, String> flags) {
    return ((Loaded.Good) loaded(registry, flags)).settings();
  }

  private static Loaded loaded(Registry registry, Map<String, String> flags) {
    Path nowhere = Path.of("target", "no-such-folder");
    return new SettingsLoader(
            ScheduleSettings.of(registry.names()),
            flags,
            Map.of(),
            Optional.empty(),
            nowhere,
            nowhere)
        .load();
  }
}
