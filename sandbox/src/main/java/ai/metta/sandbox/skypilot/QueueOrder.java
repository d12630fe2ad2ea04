// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.LifeLine;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The orders in which a queue can be asked for, as comparisons of job positions. Where two are
/// equal, the smaller job id comes first; an unknown key orders by job id alone.
final class QueueOrder {
  private static final long NULL = Long.MIN_VALUE;

  private QueueOrder() {}

  static Comparator<Integer> by(String key, FleetView view) {
    long now = view.nowMillis();
    return switch (key) {
      case "name" -> byText(view, Job::name);
      case "user" -> byText(view, job -> job.owner().name().orElse(""));
      case "status" -> byText(view, job -> job.tasks().getFirst().statusAt(now).name());
      case "resources" ->
          byText(view, job -> ResourceText.requested(job.tasks().getFirst().requirement()));
      case "cloud" ->
          byText(
              view,
              job ->
                  QueueRow.placement(job, job.tasks().getFirst(), now).isPresent() ? "AWS" : "-");
      case "submitted_at" -> byNumber(view, job -> life(job).pickedUpMillis(now).orElse(NULL));
      case "job_duration" -> byNumber(view, job -> life(job).runningMillis(now));
      case "recovery_count" -> byNumber(view, job -> life(job).recoveries(now));
      default -> byId();
    };
  }

  private static LifeLine life(Job job) {
    return job.tasks().getFirst().life();
  }

  /// Position 0 is the newest job, so the smallest id has the largest position.
  private static Comparator<Integer> byId() {
    return Comparator.<Integer>naturalOrder().reversed();
  }

  private static Comparator<Integer> byText(FleetView view, Function<Job, String> text) {
    String[] texts = new String[view.jobCount()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(view.job(i));
    }
    return Comparator.comparing((Integer position) -> texts[position]).thenComparing(byId());
  }

  private static Comparator<Integer> byNumber(FleetView view, ToLongFunction<Job> number) {
    long[] numbers = new long[view.jobCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number.applyAsLong(view.job(i));
    }
    return Comparator.comparingLong((Integer position) -> numbers[position]).thenComparing(byId());
  }
}
