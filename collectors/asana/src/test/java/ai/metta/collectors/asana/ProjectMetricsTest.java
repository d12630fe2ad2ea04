// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.collectors.asana.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.asana.Project.Health;
import ai.metta.collectors.asana.Project.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectMetricsTest {
  /// A completed project is listed as long as it is not archived.
  @Test
  void aCompletedProjectIsNotActiveAndHasNoStatus() {
    AsanaSnapshot facts =
        Given.projects(
            new Project("1", "a", Progress.UNDER_WAY, Health.AT_RISK),
            new Project("2", "b", Progress.COMPLETED, Health.AT_RISK),
            new Project("3", "c", Progress.UNDER_WAY, Health.NONE),
            new Project("4", "d", Progress.UNDER_WAY, Health.OTHER));

    assertThat(told(facts, "asana.projects.active")).containsExactly("3.0");
    assertThat(told(facts, "asana.projects.at_risk")).containsExactly("1.0");
    assertThat(told(facts, "asana.projects.on_track")).containsExactly("0.0");
    assertThat(told(facts, "asana.projects.no_status")).containsExactly("1.0");
    assertThat(told(facts, "asana.projects.other_status")).containsExactly("1.0");
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
