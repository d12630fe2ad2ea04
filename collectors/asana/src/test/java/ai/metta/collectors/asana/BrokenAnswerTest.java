// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Answers that contradict themselves, or lack what was asked for: what follows from them is
/// withheld, and nothing else.
final class BrokenAnswerTest {
  private static final String TASKS_OF_BUGS = "/tasks?project=" + Handmade.BUGS;
  private static final String HERE =
      "\"memberships\":[{\"project\":{\"gid\":\"9\"},\"section\":{\"name\":\"Active\"}}]";

  private final Handmade asana = new Handmade();

  @AfterEach
  void stop() {
    asana.close();
  }

  private Report bugs() {
    return asana
        .collecting()
        .with("asana.projects", "2")
        .with("asana.bugs_project", Handmade.BUGS)
        .with("asana.training_bug_label", "Training")
        .run();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"memberships\":null,\"tags\":[]                      | memberships is missing",
        "\"memberships\":[],\"tags\":[]                        | memberships is empty",
        "\"memberships\":[null],\"tags\":[]                    | memberships[0] is not there",
        "\"memberships\":[{\"project\":null}],\"tags\":[]      | project.gid is missing",
        "\"memberships\":[{\"project\":{\"gid\":\"9\"},\"section\":{}}]    | section.name is missing",
        "\"memberships\":[{\"project\":{\"gid\":\"9\"}}],\"tags\":null     | tags is missing",
        "\"memberships\":[{\"project\":{\"gid\":\"9\"}}],\"tags\":[null]   | tags[0] is not there",
        "\"memberships\":[{\"project\":{\"gid\":\"9\"}}],\"tags\":[{}]     | tags[0].name is missing",
      })
  void aBugOfWhichSomethingIsMissingCostsAllBugsAndNothingElse(String more, String reason) {
    asana
        .with(TASKS_OF_BUGS, Handmade.task("1", HERE + ",\"tags\":[]"), Handmade.task("2", more))
        .with("/tasks?project=2", Handmade.task("3", ""));

    Report report = bugs();

    assertThat(report.reasons("asana.projects.bugs.total_open"))
        .isEqualTo(report.reasons("training.bugs.count"))
        .singleElement()
        .asString()
        .contains(reason);
    assertThat(report.values().keySet()).noneMatch(name -> name.contains("bugs"));
    assertThat(report.value("asana.tasks.open", "workspace:" + Workspace.GID)).isEqualTo(1);
  }

  @Test
  void aTaskThatIsInOtherProjectsOnlyIsNoBug() {
    asana.with(
        TASKS_OF_BUGS,
        Handmade.task("1", HERE + ",\"tags\":[]"),
        Handmade.task("2", HERE.replace('9', '8') + ",\"tags\":[{\"name\":\"Training\"}]"));

    Report report = bugs();

    String workspace = "workspace:" + Workspace.GID;
    assertThat(report.value("asana.projects.bugs.total_open", workspace)).isEqualTo(1);
    assertThat(report.value("asana.projects.bugs.other_count", workspace)).isZero();
    assertThat(report.value("asana.bugs.blocking", workspace)).isEqualTo(1);
    assertThat(report.value("training.bugs.count", workspace)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "null                            | custom_fields[0] is not there",
        "{\"enum_value\":{}}             | custom_fields[0].enum_value.name is missing",
        "{\"multi_enum_values\":[null]}  | custom_fields[0].multi_enum_values[0] is not there",
      })
  void aFieldOfWhichSomethingIsMissingCostsWhatFollowsFromItsTask(String field, String reason) {
    asana.with("/tasks?project=2", Handmade.task("1", "").replace("[]", "[" + field + "]"));

    assertThat(bugs().reasons("asana.tasks.open")).singleElement().asString().contains(reason);
  }
}
