// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import ai.metta.collectors.jobresults.Job.Category;
import ai.metta.collectors.jobresults.JobResultsSnapshot.Suite;
import ai.metta.metric.Event;
import ai.metta.metric.Event.Level;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An event for each evaluation that ended: what a metric cannot say, since it has no text.
final class EvalEvents {
  private EvalEvents() {}

  /// Newest first.
  static List<Event> completed(Suite suite, Window window) {
    return suite.finishes().stream()
        .filter(finish -> finish.kind().category() == Category.EVAL)
        .filter(finish -> window.contains(finish.at()))
        .map(EvalEvents::event)
        .toList();
  }

  private static Event event(Finish finish) {
    Job job = finish.job();
    String took =
        finish
            .minutes()
            .mapToObj(minutes -> String.format(Locale.ROOT, " after %.1f min", minutes))
            .collect(Collectors.joining());
    return new Event(
        "eval_completed",
        finish.run().runId() + ":" + finish.place(),
        "Evaluation " + job.name() + " " + words(finish) + took,
        text(job),
        level(finish),
        Tags.of("execution", JobTags.word(job.machines().execution()))
            .and("job", JobTags.job(finish)),
        finish.at());
  }

  private static String text(Job job) {
    List<String> said = new ArrayList<>();
    job.links().policy().ifPresent(policy -> said.add("Policy " + policy + "."));
    job.links().externalRun().ifPresent(run -> said.add("W&B run " + run + "."));
    job.links().error().ifPresent(error -> said.add(error.lines().findFirst().orElse("")));
    return String.join(" ", said);
  }

  private static String words(Finish finish) {
    if (finish.result() == Finish.Result.SUCCEEDED && !EvalMetrics.hasSucceeded(finish)) {
      return "ended without numbers";
    }
    return switch (finish.result()) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case TIMED_OUT -> "did not end in time";
      case SKIPPED -> "was skipped";
    };
  }

  private static Level level(Finish finish) {
    return EvalMetrics.hasSucceeded(finish)
        ? Level.SUCCESS
        : finish.ran() ? Level.ERROR : Level.INFO;
  }
}
