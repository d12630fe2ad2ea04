// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a task's priority is read, whatever kind of field holds it.
final class PriorityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"resource_subtype\":\"enum\",\"enum_value\":{\"name\":\"High\"},\"display_value\":\"High\"  | 1",
        "\"resource_subtype\":\"enum\",\"enum_value\":null,\"display_value\":null                     | 0",
        "\"resource_subtype\":\"multi_enum\",\"multi_enum_values\":[{\"name\":\"Low\"},{\"name\":\"High\"}],\"display_value\":\"Low, High\" | 1",
        "\"resource_subtype\":\"text\",\"display_value\":\"high\"                                      | 1",
        "\"resource_subtype\":\"number\",\"display_value\":\"3\"                                       | 0",
        "\"resource_subtype\":\"text\",\"display_value\":null                                          | ",
        "\"resource_subtype\":\"people\"                                                               | ",
      })
  void whatAFieldShowsIsItsValue(String field, Double high) {
    try (Handmade asana = new Handmade()) {
      asana.with(
          "/tasks?project=2",
          Handmade.task("1", "")
              .replace("[]", "[{\"gid\":\"77\",\"name\":\"Priority\"," + field + "}]"));

      Report report = asana.collecting().with("asana.projects", "2").run();

      assertThat(
              report
                  .values()
                  .get("asana.tasks.high_priority{priority:high,workspace:" + Workspace.GID + "}"))
          .isEqualTo(high);
    }
  }
}
