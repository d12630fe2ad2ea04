// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which rows of the queue were seen: a bit for each, since ids are handed out one after another.
final class RowIds {
  private static final int BLOCK_BITS = 10;

  private final Map<Block, BitSet> seen = new HashMap<>();
  private final Map<Block, BitSet> jobs = new HashMap<>();
  private final Set<Long> manyTasked = new HashSet<>();
  private long rowCount;
  private long jobCount;

  /// The same task of neighbouring jobs.
  private record Block(long number, int taskId) {}

  /// Notes a row; false where it was noted before.
  boolean add(long jobId, int taskId) {
    if (!setBit(seen, jobId, taskId)) {
      return false;
    }
    rowCount++;
    if (setBit(jobs, jobId, 0)) {
      jobCount++;
    } else {
      manyTasked.add(jobId);
    }
    return true;
  }

  boolean hasJob(long jobId) {
    BitSet bits = jobs.get(new Block(jobId >> BLOCK_BITS, 0));
    return bits != null && bits.get(bit(jobId));
  }

  long rowCount() {
    return rowCount;
  }

  long jobCount() {
    return jobCount;
  }

  /// Jobs of more than one row.
  Set<Long> manyTasked() {
    return Set.copyOf(manyTasked);
  }

  private static boolean setBit(Map<Block, BitSet> blocks, long jobId, int taskId) {
    BitSet bits = blocks.computeIfAbsent(new Block(jobId >> BLOCK_BITS, taskId), _ -> new BitSet());
    boolean fresh = !bits.get(bit(jobId));
    bits.set(bit(jobId));
    return fresh;
  }

  private static int bit(long jobId) {
    return (int) (jobId & ((1 << BLOCK_BITS) - 1));
  }
}
