// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.collectors.asana.Given.bugs;
import static ai.metta.collectors.asana.Given.done;
import static ai.metta.collectors.asana.Given.in;
import static ai.metta.collectors.asana.Given.open;
import static ai.metta.collectors.asana.Given.rules;
import static ai.metta.collectors.asana.Given.told;
import static ai.metta.collectors.asana.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BugMetricsTest {
  /// All of them stand in Triage in another project, and first.
  @Test
  void aBugsSectionIsThatOfTheBugsProject() {
    AsanaSnapshot facts =
        bugs(
            rules(),
            in("1", "Active"),
            in("2", "Actively watched"),
            in("3", "Old backlog"),
            in("4", "Somewhere"),
            in("5", ""),
            in("6", "New: triage"),
            in("7", "Triage of the backlog"));

    assertThat(told(facts, "asana.projects.bugs.active_count")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.bugs.backlog_count")).containsExactly("1.0");
    assertThat(told(facts, "asana.projects.bugs.triage_count")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.bugs.other_count")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.bugs.total_open")).containsExactly("7.0");
    assertThat(told(facts, "asana.bugs.blocking")).containsExactly("1.0");
  }

  @Test
  void sectionsMayBeCalledOtherwise() {
    AsanaSnapshot facts =
        bugs(rules("asana.backlog_sections", "later, someday"), in("1", "Someday/maybe"));

    assertThat(told(facts, "asana.projects.bugs.backlog_count")).containsExactly("1.0");
  }

  /// Fast fixes are work.
  @Test
  void aBugThatWasFixedAtOnceWasCreatedAllTheSame() {
    AsanaSnapshot facts =
        bugs(
            rules(),
            done("1", "2026-03-17T00:00:00Z", "2026-03-17T01:00:00Z"),
            done("2", "2026-02-16T12:00:00Z", "2026-03-01T00:00:00Z"),
            open("3", "2026-02-20T12:00:00Z"));

    assertThat(told(facts, "asana.projects.bugs.created_7d")).containsExactly("1.0");
    assertThat(told(facts, "asana.projects.bugs.created_30d")).containsExactly("2.0");
    assertThat(told(facts, "asana.projects.bugs.completed_7d")).containsExactly("1.0");
    assertThat(told(facts, "asana.projects.bugs.completed_30d")).containsExactly("2.0");
    assertThat(told(facts, "asana.bugs.age_days"))
        .containsExactly("metric:avg=26.0", "metric:max=26.0", "metric:p50=26.0");
  }

  @Test
  void whereNoBugIsOpenNoneHasAnAge() {
    assertThat(told(bugs(rules()), "asana.bugs.age_days"))
        .containsExactly("absent: no bug is open");
    assertThat(told(bugs(rules()), "asana.projects.bugs.total_open")).containsExactly("0.0");
  }

  @Test
  void aBugOfTrainingCarriesItsWordAsATagOrAValue() {
    AsanaSnapshot facts =
        bugs(
            rules("asana.training_bug_label", " Training "),
            in("1", "Active", "training"),
            with("2", "Area", "TRAINING"),
            with("3", "Area", "training runs"),
            in("4", "Training"));

    assertThat(told(facts, "training.bugs.count")).containsExactly("2.0");
  }

  @Test
  void withoutItsWordNobodyKnowsWhichBugsAreOfTraining() {
    assertThat(told(bugs(rules(), in("1", "Active", "training")), "training.bugs.count"))
        .containsExactly(
            "absent: nothing says which bugs are of training: set asana.training_bug_label");
  }
}
