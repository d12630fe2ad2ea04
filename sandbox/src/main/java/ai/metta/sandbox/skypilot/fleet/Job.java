// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;
import java.util.Optional;

/// A managed job: one or several tasks of one owner.
///
/// @param id the number the server gave it; larger is newer
/// @param submittedMillis when it was submitted, epoch milliseconds
/// @param priority SkyPilot's, -1000 to 1000, higher first
/// @param pool the pool whose worker runs it; empty when it has clusters of its own
/// @param order how its tasks run
/// @param fingerprint a number of its own for whatever has no meaning: commits, addresses
public record Job(
    int id,
    String name,
    Person owner,
    long submittedMillis,
    int priority,
    Optional<Pool> pool,
    Order order,
    List<Task> tasks,
    long fingerprint) {
  /// How the tasks of a job run.
  public enum Order {
    SERIAL,
    PARALLEL
  }

  /// A pool and the worker of it that runs the job.
  public record Pool(String name, String hash, String worker) {}

  public Job {
    tasks = List.copyOf(tasks);
  }

  /// Whether every task is over.
  public boolean isOverAt(long nowMillis) {
    return tasks.stream().allMatch(task -> task.statusAt(nowMillis).isTerminal());
  }

  /// The phase of the first task that is not over, else of the last one.
  public Phase leadingPhaseAt(long nowMillis) {
    return tasks.stream()
        .map(task -> task.life().phaseAt(nowMillis))
        .filter(phase -> !phase.isTerminal())
        .findFirst()
        .orElseGet(() -> tasks.getLast().life().phaseAt(nowMillis));
  }
}
