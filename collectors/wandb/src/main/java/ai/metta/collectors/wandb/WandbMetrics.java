// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.metric.Across.SUM;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Sample;
import ai.metta.metric.Source;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import ai.metta.metric.Tally;
import ai.metta.metric.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that can be emitted: of runs by how they end ([RunMetrics]), of training by workload
/// ([TrainingMetrics]) and by time ([DurationMetrics]), of machines and users ([ComputeMetrics]),
/// of what was learnt ([QualityMetrics]), of sweeps ([SweepMetrics]), and of one run each
/// ([SingleRunMetrics]).
final class WandbMetrics {
  static final Source RUNS = new Source("POST /graphql project.runs", Optional.empty());
  static final Unit RUN = Unit.of("run");

  /// Types that the configuration has unless it says otherwise, and others of its own.
  static final TagKey TYPE =
      TagKey.bounded("run_type", "ptm", "sweep", "stable", "local", RunTypes.OTHER)
          .orUpTo(10, Overflow.OTHER);

  private static final TagKey ENTITY = TagKey.open("entity", 5, Overflow.DROP);
  private static final TagKey PROJECT = TagKey.open("project", 100, Overflow.DROP);

  static final Catalogue<WandbSnapshot> CATALOGUE =
      Catalogue.under("wandb")
          .of(
              Stream.of(
                      RunMetrics.emissions(),
                      TrainingMetrics.emissions(),
                      DurationMetrics.emissions(),
                      ComputeMetrics.emissions(),
                      QualityMetrics.emissions(),
                      SweepMetrics.emissions(),
                      SingleRunMetrics.emissions())
                  .<Emission<WandbSnapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(ENTITY, PROJECT)
          .telling(Occurrences.of(WandbSnapshot::ended, RunEvents::ended));

  private WandbMetrics() {}

  /// Beginning of a declaration: a number of runs.
  static Metric runs(String name, String says) {
    return Metric.gauge(name).unit(RUN).says(says).across(SUM).from(RUNS);
  }

  /// How many of these runs are of which type, none included.
  static List<Sample> byType(Runs all, Stream<Run> some) {
    return byType(all, some, Tags.none());
  }

  /// @param further tags of each
  static List<Sample> byType(Runs all, Stream<Run> some, Tags further) {
    Tally tally = types(all);
    some.forEach(run -> tally.count(run.type()));
    return tally.samples(further);
  }

  /// Nothing yet of any type that there is.
  static Tally types(Runs all) {
    Tally tally = Tally.by(TYPE);
    all.types().all().forEach(type -> tally.add(type, 0));
    return tally;
  }
}
