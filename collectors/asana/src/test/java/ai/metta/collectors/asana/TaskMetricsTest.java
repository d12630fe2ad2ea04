// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.collectors.asana.Given.done;
import static ai.metta.collectors.asana.Given.due;
import static ai.metta.collectors.asana.Given.open;
import static ai.metta.collectors.asana.Given.rules;
import static ai.metta.collectors.asana.Given.tasks;
import static ai.metta.collectors.asana.Given.told;
import static ai.metta.collectors.asana.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.asana.Task.Field;
import ai.metta.collectors.asana.Task.Field.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counted by hand, as of noon of 18 March 2026, UTC.
final class TaskMetricsTest {
  @Test
  void aTaskInTwoProjectsIsOneTask() {
    Task shared = open("10", "2026-01-01T00:00:00Z");
    AsanaSnapshot facts =
        tasks(
            rules("asana.per_project", "true"),
            Map.of(
                "1", List.of(shared, open("11", "2026-01-01T00:00:00Z")),
                "2", List.of(shared),
                "3", List.of(),
                "4", List.of(),
                "5", List.of()));

    assertThat(told(facts, "asana.tasks.open")).containsExactly("2.0");
    assertThat(told(facts, "asana.tasks.open_by"))
        .containsExactly(
            "project:arena-1=2.0",
            "project:arena-2=1.0",
            "project:3=0.0",
            "project:4=0.0",
            "project:field-notes=0.0");
  }

  @Test
  void tasksAreNotToldByProjectUnlessAsked() {
    assertThat(told(tasks(rules()), "asana.tasks.open_by"))
        .containsExactly("unsupported: asana.per_project is off");
  }

  @Test
  void noTaskAtAllIsAZeroAndHasNoRate() {
    AsanaSnapshot facts = tasks(rules());

    assertThat(told(facts, "asana.tasks.open")).containsExactly("0.0");
    assertThat(told(facts, "asana.tasks.completed_7d")).containsExactly("timeframe:7d=0.0");
    assertThat(told(facts, "asana.tasks.completion_rate_7d"))
        .containsExactly("absent: no task was open in the last 7 days");
  }

  /// After noon of 11 March, up to and with noon of the 18th.
  @Test
  void whatHappenedInTheWindowIsCountedWhateverBecameOfIt() {
    AsanaSnapshot facts =
        tasks(
            rules(),
            done("1", "2026-03-11T12:00:00Z", "2026-03-11T12:00:00Z"),
            done("2", "2026-03-11T12:00:01Z", "2026-03-18T12:00:00Z"),
            done("3", "2026-03-12T00:00:00Z", "2026-03-12T01:00:00Z"),
            done("4", "2026-02-01T00:00:00Z", "2026-03-18T12:00:01Z"),
            open("5", "2026-03-18T12:00:00Z"),
            open("6", "2026-03-18T12:00:01Z"));

    assertThat(told(facts, "asana.tasks.completed_7d")).containsExactly("timeframe:7d=2.0");
    assertThat(told(facts, "asana.tasks.created_7d")).containsExactly("timeframe:7d=3.0");
    assertThat(told(facts, "asana.tasks.open")).containsExactly("2.0");
    assertThat(told(facts, "asana.tasks.completion_rate_7d")).containsExactly("50.0");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-18T11:59:59Z, UTC,                 1",
    "2026-03-18T12:00:00Z, UTC,                 0",
    "2026-03-17,           UTC,                 1",
    "2026-03-18,           UTC,                 0",
    "2026-03-18,           Pacific/Kiritimati,  1",
    "2026-03-17,           Pacific/Kiritimati,  1",
    "2026-03-17,           Pacific/Honolulu,    1",
  })
  void aDayIsOverInTheTeamsOwnZone(String when, String zone, double overdue) {
    assertThat(told(tasks(rules("asana.time_zone", zone), due("1", when)), "asana.tasks.overdue"))
        .containsExactly(Double.toString(overdue));
  }

  @Test
  void aTaskThatIsDoneIsNotOverdue() {
    Task late = due("1", "2026-03-01");
    Task done =
        new Task(
            "1",
            late.created(),
            Optional.of(Given.AS_OF),
            late.due(),
            List.of(),
            List.of(),
            List.of());

    assertThat(told(tasks(rules(), done), "asana.tasks.overdue")).containsExactly("0.0");
  }

  @Test
  void everyHighPriorityIsToldOnceAnyTaskHasTheField() {
    AsanaSnapshot facts =
        tasks(
            rules(),
            with("1", "priority ", "HIGH"),
            with("2", "Priority", "Low"),
            with("3", "Priority"),
            with("4", "Other", "High"));

    assertThat(told(facts, "asana.tasks.high_priority"))
        .containsExactly(
            "priority:high=1.0", "priority:urgent=0.0", "priority:p0=0.0", "priority:p1=0.0");
  }

  @Test
  void thePriorityFieldMayBeNamedByItsGidAndItsValuesAreTheTeams() {
    AsanaSnapshot facts =
        tasks(
            rules("asana.priority_field", "77", "asana.high_values", "Now, Soon"),
            with("1", "Wichtigkeit", "now"));

    assertThat(told(facts, "asana.tasks.high_priority"))
        .containsExactly("priority:now=1.0", "priority:soon=0.0");
  }

  @Test
  void aFieldWithoutOptionsCountsByWhatItShows() {
    AsanaSnapshot facts =
        tasks(
            rules(),
            with("1", new Field("78", "Priority", Kind.FREE, List.of("high "))),
            with("2", new Field("78", "Priority", Kind.FREE, List.of("low"))),
            with("3", new Field("78", "Priority", Kind.FREE, List.of())));

    assertThat(told(facts, "asana.tasks.high_priority"))
        .containsExactly(
            "priority:high=1.0", "priority:urgent=0.0", "priority:p0=0.0", "priority:p1=0.0");
  }

  @Test
  void aFieldThatShowsNothingTellsNothing() {
    AsanaSnapshot facts =
        tasks(rules(), with("1", new Field("78", "Priority", Kind.FREE, List.of())));

    assertThat(told(facts, "asana.tasks.high_priority"))
        .containsExactly(
            "absent: no task shows a value, and none has options, of the custom field \"Priority\""
                + " (asana.priority_field)");
  }

  /// A task in two projects has the fields of both.
  @Test
  void aTaskWithSeveralFieldsOfThatNameCountsOnceForEachValue() {
    Field unset = new Field("77", "Priority", Kind.OPTIONS, List.of());
    Field high = new Field("78", "Priority", Kind.OPTIONS, List.of("High"));
    Field both = new Field("79", "priority", Kind.OPTIONS, List.of("Urgent", "HIGH"));

    assertThat(told(tasks(rules(), with("1", unset, high, both)), "asana.tasks.high_priority"))
        .containsExactly(
            "priority:high=1.0", "priority:urgent=1.0", "priority:p0=0.0", "priority:p1=0.0");
  }

  @Test
  void withoutTheFieldThereIsNothingToCount() {
    assertThat(told(tasks(rules(), open("1", "2026-01-01T00:00:00Z")), "asana.tasks.high_priority"))
        .containsExactly(
            "absent: no task has the custom field \"Priority\" (asana.priority_field)");
  }
}
