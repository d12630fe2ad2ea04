// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import static ai.metta.collectors.wandb.Runs.WEEK;
import static ai.metta.metric.Across.MAX;
import static ai.metta.metric.Emission.emit;
import static ai.metta.metric.Orientation.HIGHER_IS_BETTER;
import static ai.metta.metric.Orientation.LOWER_IS_BETTER;

import ai.metta.metric.Emission;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Summary;
import ai.metta.metric.Unit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What was learnt: accuracy and loss of the runs that finished in the last 7 days. An accuracy
/// outside 0 to 1 is none.
final class QualityMetrics {
  static final Metric BEST =
      accuracy("best_accuracy", "Best accuracy").across(MAX).shownIn("Quality", 1);
  static final Metric MEAN = accuracy("avg_accuracy_7d", "Mean accuracy").shownIn("Quality", 2);
  static final Metric REJECTED =
      WandbMetrics.runs(
              "wandb.metrics.accuracy_rejected_7d",
              "Runs that finished in the last 7 days and report an accuracy outside 0 to 1, which is left out; see wandb.accuracy_unit")
          .orientation(LOWER_IS_BETTER)
          .window(WEEK)
          .history(History.DERIVABLE)
          .shownIn("Quality", 3);
  static final Metric LOSS =
      Metric.gauge("wandb.metrics.latest_loss")
          .noun("loss")
          .says(
              "Loss of the run that ended last, of those that finished in the last 7 days and report one")
          .orientation(LOWER_IS_BETTER)
          .window(WEEK)
          .history(History.DERIVABLE)
          .from(WandbMetrics.RUNS)
          .shownIn("Quality", 4);

  private static final Comparator<Run> BY_END =
      Comparator.comparing((Run run) -> run.ended().orElse(Instant.MIN)).thenComparing(Run::id);

  private QualityMetrics() {}

  static List<Emission<WandbSnapshot>> emissions() {
    return List.of(
        of(BEST, Summary::maximum),
        of(MEAN, Summary::mean),
        emit(REJECTED)
            .from(WandbSnapshot::ended)
            .value((runs, asOf) ->
                accuracies(runs, asOf).filter(number -> !isAccuracy(number)).count()),
        emit(LOSS).from(WandbSnapshot::ended).by(QualityMetrics::latestLoss));
  }

  private static Emission<WandbSnapshot> of(Metric metric, ToDoubleFunction<Summary> figure) {
    return emit(metric)
        .from(WandbSnapshot::ended)
        .by((runs, asOf) ->
            Summary.of(
                    accuracies(runs, asOf)
                        .filter(QualityMetrics::isAccuracy)
                        .mapToDouble(number -> number))
                .map(numbers -> Outcome.value(figure.applyAsDouble(numbers)))
                .orElse(
                    new Outcome.Absent(
                        "no run that finished in the last 7 days reports an accuracy from 0 to 1")));
  }

  private static Stream<Double> accuracies(Runs runs, Instant asOf) {
    return runs.finished(WEEK, asOf).flatMap(run -> run.figures().accuracy().stream());
  }

  private static boolean isAccuracy(double number) {
    return number >= 0 && number <= 1;
  }

  private static Outcome latestLoss(Runs runs, Instant asOf) {
    return runs.finished(WEEK, asOf)
        .filter(run -> run.figures().loss().isPresent())
        .max(BY_END)
        .flatMap(run -> run.figures().loss())
        .<Outcome>map(Outcome::value)
        .orElse(new Outcome.Absent("no run that finished in the last 7 days reports a loss"));
  }

  private static Metric accuracy(String name, String what) {
    return Metric.gauge("wandb.metrics." + name)
        .unit(Unit.of("fraction"))
        .says(what + " of the runs that finished in the last 7 days, from 0 to 1")
        .orientation(HIGHER_IS_BETTER)
        .window(WEEK)
        .history(History.DERIVABLE)
        .from(WandbMetrics.RUNS);
  }
}
