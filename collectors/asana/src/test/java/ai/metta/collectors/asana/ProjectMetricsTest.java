// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.collectors.asana.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collectors.asana.Project.Health;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectMetricsTest {
  private static final String WORKSPACE = "workspace:" + Workspace.GID;

  private final Handmade asana = new Handmade();

  @AfterEach
  void stop() {
    asana.close();
  }

  private static String says(String word) {
    return "\"current_status_update\":{\"status_type\":\"%s\"}".formatted(word);
  }

  @Test
  void everyStatusIsCountedOnceAndNoneIsZero() {
    AsanaSnapshot facts =
        Given.statuses(Health.AT_RISK, Health.NONE, Health.OTHER, Health.NONE, Health.AT_RISK);

    assertThat(told(facts, "asana.projects.at_risk")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.on_track")).containsExactly("0.0");
    assertThat(told(facts, "asana.projects.no_status")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.other_status")).containsExactly("1.0");
  }

  /// A completed project is listed as long as it is not archived.
  @Test
  void aCompletedProjectIsNotActiveAndHasNoStatus() {
    asana.with(
        "/projects",
        Handmade.project("1", "a", says("at_risk")),
        Handmade.project("2", "b", says("at_risk")).replace("false", "true"),
        Handmade.project("3", "c", "\"current_status_update\":{}").replace("false", "true"),
        Handmade.project("4", "d", ""));

    Report report = asana.collecting().run();

    assertThat(report.value("asana.projects.active", WORKSPACE)).isEqualTo(2);
    assertThat(report.value("asana.projects.at_risk", WORKSPACE)).isEqualTo(1);
    assertThat(report.value("asana.projects.no_status", WORKSPACE)).isEqualTo(1);
    assertThat(asana.requests()).noneMatch(one -> one.startsWith("/status_updates"));
  }

  /// The list of projects says that there is an update; that of its updates says that there is
  /// none, or does not say what.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"current_status_update\":{\"gid\":\"7\"}      |                        | is empty",
        "\"current_status_update\":{\"gid\":\"7\"}      | {\"status_type\":null} | status_type is missing",
        "\"current_status_update\":{\"status_type\":7}  | {\"status_type\":7}    | status_type is no text",
        "\"current_status\":{\"color\":null}            |                        | is empty",
      })
  void aStatusThatCannotBeHadCostsStatusesOnly(String listed, String update, String reason) {
    asana
        .with(
            "/projects",
            Handmade.project("1", "a", says("on_track")),
            Handmade.project("2", "b", listed))
        .with("/status_updates?parent=2", Stream.ofNullable(update).toArray(String[]::new))
        .with("/tasks?project=1", Handmade.task("3", ""));

    Report report = asana.collecting().run();

    assertThat(report.reasons("asana.projects.no_status"))
        .isEqualTo(report.reasons("asana.projects.on_track"))
        .singleElement()
        .asString()
        .startsWith("failed: ")
        .contains("/status_updates?parent=2", reason);
    assertThat(report.value("asana.projects.active", WORKSPACE)).isEqualTo(2);
    assertThat(report.value("asana.tasks.open", WORKSPACE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "on_track,  ON_TRACK",
    "green,     ON_TRACK",
    "at_risk,   AT_RISK",
    "yellow,    AT_RISK",
    "off_track, OFF_TRACK",
    "red,       OFF_TRACK",
    "on_hold,   ON_HOLD",
    "blue,      ON_HOLD",
    "complete,  OTHER",
    "dropped,   OTHER",
    "purple,    OTHER",
  })
  void everyWordOfAStatusIsKnownOrOther(String word, Health health) {
    assertThat(Health.of(word)).isEqualTo(health);
  }
}
