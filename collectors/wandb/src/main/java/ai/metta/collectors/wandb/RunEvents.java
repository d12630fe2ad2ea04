// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.metric.Event;
import ai.metta.metric.Event.Level;
import ai.metta.metric.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// An event for each run that ended: what a metric cannot say, since it has no text.
final class RunEvents {
  private RunEvents() {}

  /// Newest first.
  static List<Event> ended(Runs runs, Window window) {
    return runs.all().stream()
        .filter(run -> run.endedIn(window))
        .sorted(Comparator.comparing((Run run) -> run.ended().orElseThrow()).reversed())
        .map(RunEvents::event)
        .toList();
  }

  private static Event event(Run run) {
    String title =
        "Run %s (%s) %s".formatted(run.displayedName(), run.id(), run.state().word())
            + run.hours()
                .map(hours -> String.format(Locale.ROOT, " after %.1f h", hours))
                .orElse("");
    return new Event(
        "run_ended",
        run.id(),
        title,
        "User %s, %s GPUs."
            .formatted(
                run.user().orElse("unknown"),
                run.machines()
                    .allGpus()
                    .map(count -> Long.toString(count))
                    .orElse("an unknown number of")),
        level(run.state()),
        SingleRunMetrics.tags(run),
        run.ended().orElseThrow());
  }

  private static Level level(RunState state) {
    return state.hasFailed()
        ? Level.ERROR
        : state == RunState.FINISHED ? Level.SUCCESS : Level.INFO;
  }
}
