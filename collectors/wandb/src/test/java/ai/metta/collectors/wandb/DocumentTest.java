// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Window;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Everything that is asked is valid by what is known of W&B's schema.
final class DocumentTest {
  @ParameterizedTest
  @EnumSource(Document.class)
  void theSchemaTakesIt(Document document) {
    assertThat(WandbSchema.known().faults(document.without(List.of()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Document.class)
  void whatOlderServersLackCanBeLeftOut(Document document) {
    WandbSchema schema = WandbSchema.known();
    for (Field field : Field.values()) {
      String without = document.without(Set.of(field));
      assertThat(schema.faults(without)).as("%s without %s", document, field).isEmpty();
      assertThat(without).as("%s without %s", document, field).doesNotContain(field.word() + "\n");
    }
    assertThat(schema.faults(document.without(List.of(Field.values())))).isEmpty();
  }

  @Test
  void runsAreAskedForWithEveryFieldThatMayBeLeftOut() {
    for (Field field : Field.values()) {
      assertThat(Document.ACTIVE_RUNS.asksFor(field)).as(field.word()).isTrue();
      assertThat(Document.ENDED_RUNS.asksFor(field))
          .as(field.word())
          .isEqualTo(field != Field.SYSTEM_METRICS);
    }
  }

  /// The check itself refuses what the schema does not have.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ project(name: \"a\") { runs { edges { node { finishedAt } } } } }|finishedAt",
        "{ project(name: \"a\") { runs(limit: 5) { totalCount } } }|limit",
        "{ project(name: 5) { id } }|name",
      })
  void theCheckItselfRefusesWhatTheSchemaDoesNotHave(String query, String why) {
    assertThat(WandbSchema.known().faults(query)).anyMatch(fault -> fault.contains(why));
  }

  @Test
  void timesInFiltersEndInZAndHaveNoFraction() {
    assertThat(Filters.over(window("2026-11-20T03:04:05.678Z", "2026-11-27T03:04:05.678Z")))
        .isEqualTo(
            "{\"$and\":[{\"state\":{\"$nin\":[\"running\",\"preempting\",\"pending\"]}},"
                + "{\"createdAt\":{\"$lt\":\"2026-11-27T03:04:06Z\"}},"
                + "{\"$or\":[{\"heartbeatAt\":{\"$gte\":\"2026-11-20T03:04:05Z\"}},"
                + "{\"createdAt\":{\"$gte\":\"2026-11-20T03:04:05Z\"}}]}]}");
    assertThat(Filters.over(window("2026-11-20T03:04:00Z", "2026-11-20T03:05:00Z")))
        .contains("03:04:00Z", "03:05:01Z");
  }

  private static Window window(String from, String until) {
    return new Window(Instant.parse(from), Instant.parse(until));
  }
}
