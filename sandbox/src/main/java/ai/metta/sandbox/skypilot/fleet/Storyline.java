// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

/// A kind of job the organisation submits again and again. How often each comes and how long its
/// phases last is chosen so that at any instant every status, GPU type and price model is present
/// (the arithmetic is in [Plots]).
enum Storyline {
  /// Low priority, hours in the queue, then an afternoon on one L4.
  SWEEP(0, 120, 1),
  TRAIN(1, 360, 1),
  /// Days on several H100 nodes.
  PRETRAIN(2, 1200, 1),
  FINETUNE(3, 600, 1),
  /// An hour on a worker of the pool.
  EVAL(4, 55, 1),
  /// CPU only.
  BUILD(5, 480, 1),
  PIPELINE(6, 840, 3),
  /// Two tasks side by side.
  GROUP(7, 2400, 2),
  /// Batch work with a long winding-down.
  EMBED(8, 180, 1),
  /// Cancelled by its owner while it runs, and slow to die.
  ABLATION(9, 120, 1),
  /// Preempted early, waits long for its second cluster.
  PREEMPTED(10, 240, 1),
  /// Looks for capacity for hours, and does not always find it.
  HUNT(11, 180, 1),
  /// Cancelled before it starts.
  REGRETTED(12, 360, 1),
  /// Fails, each time in another way; less often in a fleet that is not small.
  DOOMED(13, 48, 1);

  private final int line;
  private final int gapMinutes;
  private final int taskCount;

  Storyline(int line, int gapMinutes, int taskCount) {
    this.line = line;
    this.gapMinutes = gapMinutes;
    this.taskCount = taskCount;
  }

  /// The number its dice are drawn under; also its place among the storylines.
  int line() {
    return line;
  }

  int gapMinutes() {
    return gapMinutes;
  }

  int taskCount() {
    return taskCount;
  }
}
