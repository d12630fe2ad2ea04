// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which jobs the server lists, newest first, and what each task is doing: all live jobs and the
/// most recently ended ones, as many as the fleet is large. Holds some bytes a job, not the jobs.
///
/// A listing stays true until the next thing happens to one of its jobs.
final class Listing {
  private static final int BITS_PER_STATUS = 4;
  private static final List<Status> STATUSES = List.of(Status.values());
  private static final List<Storyline> STORYLINES = List.of(Storyline.values());

  private final long fromMillis;
  private final long untilMillis;
  private final byte[] storylines;
  private final long[] numbers;
  private final int[] statuses;
  private final int taskCount;
  private final Map<Status, Integer> counts;

  private Listing(Candidates kept, long fromMillis, long untilMillis) {
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
    this.storylines = Arrays.copyOf(kept.storylines, kept.size);
    this.numbers = Arrays.copyOf(kept.numbers, kept.size);
    this.statuses = Arrays.copyOf(kept.statuses, kept.size);
    this.counts = new EnumMap<>(Status.class);
    int sum = 0;
    for (int i = 0; i < kept.size; i++) {
      int tasks = storyline(i).taskCount();
      sum += tasks;
      for (int task = 0; task < tasks; task++) {
        counts.merge(status(i, task), 1, Integer::sum);
      }
    }
    this.taskCount = sum;
  }

  /// @param wanted how many jobs to list
  static Listing of(Fleet fleet, long nowMillis, int wanted) {
    long longestLife = Plots.LONGEST_LIFE.toMillis();
    double perMillis = fleet.beats().stream().mapToDouble(beat -> 1.0 / beat.gapMillis()).sum();
    for (double slack = 1.1; ; slack *= 2) {
      long horizon = nowMillis - longestLife - (long) (slack * wanted / perMillis);
      Candidates found = Candidates.since(fleet, nowMillis, horizon);
      long oldestEnd = found.endOfOldestOf(wanted);
      if (oldestEnd >= horizon + longestLife || horizon < Beat.EPOCH.toEpochMilli()) {
        return new Listing(found.endedFrom(oldestEnd, wanted), nowMillis, found.nextTurn);
      }
    }
  }

  /// A listing of no jobs, true at no instant.
  static Listing empty() {
    return new Listing(new Candidates(0), Long.MAX_VALUE, Long.MIN_VALUE);
  }

  boolean holdsAt(long nowMillis) {
    return fromMillis <= nowMillis && nowMillis < untilMillis;
  }

  int jobCount() {
    return numbers.length;
  }

  int taskCount() {
    return taskCount;
  }

  Storyline storyline(int position) {
    return STORYLINES.get(storylines[position]);
  }

  long number(int position) {
    return numbers[position];
  }

  Status status(int position, int task) {
    return STATUSES.get(statuses[position] >> (task * BITS_PER_STATUS) & 0xf);
  }

  int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  /// Jobs found on the way back in time, as columns.
  private static final class Candidates {
    private byte[] storylines;
    private long[] numbers;
    private int[] statuses;
    private long[] ends;
    private int size;
    private int live;
    private long nextTurn = Long.MAX_VALUE;

    Candidates(int capacity) {
      storylines = new byte[capacity];
      numbers = new long[capacity];
      statuses = new int[capacity];
      ends = new long[capacity];
    }

    static Candidates since(Fleet fleet, long nowMillis, long horizonMillis) {
      Candidates found = new Candidates(1024);
      Submissions submissions = new Submissions(fleet.beats(), nowMillis);
      while (submissions.back(horizonMillis)) {
        Storyline storyline = STORYLINES.get(submissions.beat());
        found.add(
            storyline,
            submissions.number(),
            fleet.lives(storyline, submissions.number()),
            nowMillis);
      }
      for (Beat beat : fleet.beats()) {
        found.nextTurn = Math.min(found.nextTurn, beat.atMillis(beat.newest(nowMillis) + 1));
      }
      return found;
    }

    private void add(Storyline storyline, long number, List<LifeLine> lives, long nowMillis) {
      int packed = 0;
      long end = 0;
      for (int i = 0; i < lives.size(); i++) {
        LifeLine life = lives.get(i);
        packed |= STATUSES.indexOf(life.phaseAt(nowMillis).status()) << (i * BITS_PER_STATUS);
        end = Math.max(end, life.endMillis());
        nextTurn = Math.min(nextTurn, life.nextTurnMillis(nowMillis));
      }
      live += end > nowMillis ? 1 : 0;
      put((byte) storyline.line(), number, packed, end > nowMillis ? Long.MAX_VALUE : end);
    }

    private void put(byte storyline, long number, int packed, long end) {
      if (size == numbers.length) {
        int capacity = Math.max(16, size + size / 2);
        storylines = Arrays.copyOf(storylines, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        statuses = Arrays.copyOf(statuses, capacity);
        ends = Arrays.copyOf(ends, capacity);
      }
      storylines[size] = storyline;
      numbers[size] = number;
      statuses[size] = packed;
      ends[size++] = end;
    }

    /// The end of the last of so many jobs, the live ones first, then the latest ended ones.
    long endOfOldestOf(int wanted) {
      long[] sorted = Arrays.copyOf(ends, size);
      Arrays.sort(sorted);
      return size == 0 || wanted > size ? Long.MIN_VALUE : sorted[size - Math.max(wanted, 1)];
    }

    Candidates endedFrom(long oldestEnd, int wanted) {
      Candidates kept = new Candidates(Math.max(wanted, live));
      for (int i = 0; i < size && kept.size < Math.max(wanted, live); i++) {
        if (ends[i] >= oldestEnd) {
          kept.put(storylines[i], numbers[i], statuses[i], ends[i]);
        }
      }
      return kept;
    }
  }
}
