// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that can be emitted: of tasks ([TaskMetrics]), of projects ([ProjectMetrics]) and of
/// bugs ([BugMetrics]).
final class AsanaMetrics {
  static final Source TASKS = new Source("GET /tasks", Optional.of("tasks:read"));

  private static final TagKey WORKSPACE = TagKey.open("workspace", 10, Overflow.DROP);

  /// That a workspace known to be busy has none of these is suspicious.
  static final Metric OBJECTS =
      Metric.gauge("collector.asana.objects_read")
          .unit(Unit.of("object"))
          .says("Tasks that were read, open ones and those completed in the last 30 days")
          .across(SUM)
          .history(History.NOW_ONLY)
          .taggedBy(TagKey.bounded("kind", "task"))
          .from(TASKS)
          .shownIn("Reading", 1);

  static final Catalogue<AsanaSnapshot> CATALOGUE =
      Catalogue.under("asana", "training.bugs", "collector.asana", "metta.infra.cron.training.bugs")
          .of(
              Stream.of(
                      TaskMetrics.emissions(),
                      ProjectMetrics.emissions(),
                      BugMetrics.emissions(),
                      List.of(objects()))
                  .<Emission<AsanaSnapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(WORKSPACE);

  private AsanaMetrics() {}

  private static Emission<AsanaSnapshot> objects() {
    return emit(OBJECTS)
        .from(AsanaSnapshot::tasks)
        .each((tasks, _) ->
            List.of(Sample.of("kind", "task", (double) TaskMetrics.distinct(tasks).count())));
  }
}
