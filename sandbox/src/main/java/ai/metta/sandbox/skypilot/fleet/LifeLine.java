// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import ai.metta.sandbox.dice.Dice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The whole life of one task, fixed from the start: which phase it enters when. The last phase is
/// terminal. Times are epoch milliseconds; an answer "at `nowMillis`" knows nothing of what comes
/// later.
public final class LifeLine {
  /// A phase entered at a time.
  public record Turn(long atMillis, Phase phase) {}

  /// One stay on a cluster: from its launch to its end, both in epoch seconds, the running program
  /// in between.
  record Segment(long launchedSecond, long startedMillis, long endedSecond) {}

  /// A launch takes at most this long once capacity is found.
  private static final long PROVISIONING_MILLIS = 4 * 60_000L;

  private final long[] atMillis;
  private final Phase[] phases;

  private LifeLine(long[] atMillis, Phase[] phases) {
    this.atMillis = atMillis;
    this.phases = phases;
  }

  /// Writes a life down, phase by phase, from the moment of submission on.
  static final class Pen {
    private final Dice dice;
    private long cursorMillis;
    private long[] atMillis = new long[6];
    private Phase[] phases = new Phase[6];
    private int size;

    Pen(Dice dice, long submittedMillis) {
      this.dice = dice;
      this.cursorMillis = submittedMillis;
    }

    Pen enter(Phase phase) {
      if (size == phases.length) {
        atMillis = Arrays.copyOf(atMillis, 2 * size);
        phases = Arrays.copyOf(phases, 2 * size);
      }
      atMillis[size] = cursorMillis;
      phases[size++] = phase;
      return this;
    }

    /// Lets between `low` and `high` minutes go by.
    Pen minutes(int low, int high) {
      cursorMillis += dice.between(low * 60_000L, high * 60_000L);
      return this;
    }

    Pen seconds(int low, int high) {
      cursorMillis += dice.between(low * 1000L, high * 1000L);
      return this;
    }

    /// Lets so many milliseconds go by.
    Pen after(long millis) {
      cursorMillis += millis;
      return this;
    }

    /// How far it has come.
    Instant cursor() {
      return Instant.ofEpochMilli(cursorMillis);
    }

    /// Lets time go by until something else has happened.
    Pen until(long otherMillis) {
      cursorMillis = Math.max(cursorMillis, otherMillis);
      return this;
    }

    LifeLine end(Phase terminal) {
      enter(terminal);
      return new LifeLine(Arrays.copyOf(atMillis, size), Arrays.copyOf(phases, size));
    }
  }

  long firstMillis() {
    return atMillis[0];
  }

  /// When the terminal phase is entered, be that past or future.
  long endMillis() {
    return atMillis[atMillis.length - 1];
  }

  Phase lastPhase() {
    return phases[phases.length - 1];
  }

  /// The phase at an instant, the first one for any instant before the submission.
  public Phase phaseAt(long nowMillis) {
    return phases[Math.max(0, indexAt(nowMillis))];
  }

  /// What has happened so far, oldest first.
  public List<Turn> turnsUntil(long nowMillis) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i <= indexAt(nowMillis); i++) {
      turns.add(new Turn(atMillis[i], phases[i]));
    }
    return turns;
  }

  /// When the next phase begins; `Long.MAX_VALUE` when this one lasts for ever.
  long nextTurnMillis(long nowMillis) {
    int next = indexAt(nowMillis) + 1;
    return next < atMillis.length ? atMillis[next] : Long.MAX_VALUE;
  }

  /// When the controller picked the task up, the last time it did; empty while it never has.
  public OptionalLong pickedUpMillis(long nowMillis) {
    return lastEntry(Phase.LAUNCHING, nowMillis);
  }

  /// When the task first ran; empty while it never has.
  public OptionalLong startedMillis(long nowMillis) {
    for (int i = 0; i <= indexAt(nowMillis); i++) {
      if (phases[i] == Phase.RUNNING) {
        return OptionalLong.of(atMillis[i]);
      }
    }
    return OptionalLong.empty();
  }

  /// When the current or last stretch of running began; empty while it never ran.
  public OptionalLong segmentStartedMillis(long nowMillis) {
    return lastEntry(Phase.RUNNING, nowMillis);
  }

  /// When the task ended; empty while it has not.
  public OptionalLong endedMillis(long nowMillis) {
    return endMillis() <= nowMillis ? OptionalLong.of(endMillis()) : OptionalLong.empty();
  }

  /// Whether the task was, or will be, cancelled before a controller took it.
  public boolean isDroppedInQueue() {
    return phases.length == 2 && phases[0] == Phase.WAITING && phases[1] == Phase.CANCELLED;
  }

  /// How long the program has run, set-up included, provisioning and recoveries not.
  public long runningMillis(long nowMillis) {
    long sum = 0;
    for (int i = 0; i <= indexAt(nowMillis); i++) {
      if (phases[i].isWorking()) {
        sum += Math.min(nowMillis, atMillis[i + 1]) - atMillis[i];
      }
    }
    return sum;
  }

  /// How often the task has come back from a preemption.
  public int recoveries(long nowMillis) {
    return Math.max(0, segmentCount(nowMillis) - 1);
  }

  /// How many stretches of running there have been, one for each cluster the task was given.
  public int segmentCount(long nowMillis) {
    int count = 0;
    for (int i = 0; i <= indexAt(nowMillis); i++) {
      if (phases[i] == Phase.RUNNING) {
        count++;
      }
    }
    return count;
  }

  /// The task's cluster at an instant, by the number of its segment, from 0; empty while it has
  /// none.
  public Optional<Integer> segmentAt(long nowMillis) {
    return phaseAt(nowMillis).isWorking()
        ? Optional.of(segmentCount(nowMillis) - 1)
        : Optional.empty();
  }

  /// All stays on a cluster, past and future.
  List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 1; i < phases.length; i++) {
      if (phases[i] == Phase.RUNNING) {
        int end = i + 1;
        while (phases[end].isWorking()) {
          end++;
        }
        long launched = Math.max(atMillis[i - 1], atMillis[i] - PROVISIONING_MILLIS);
        segments.add(new Segment(launched / 1000, atMillis[i], atMillis[end] / 1000));
      }
    }
    return segments;
  }

  private OptionalLong lastEntry(Phase phase, long nowMillis) {
    for (int i = indexAt(nowMillis); i >= 0; i--) {
      if (phases[i] == phase) {
        return OptionalLong.of(atMillis[i]);
      }
    }
    return OptionalLong.empty();
  }

  private int indexAt(long nowMillis) {
    int index = atMillis.length - 1;
    while (index >= 0 && atMillis[index] > nowMillis) {
      index--;
    }
    return index;
  }
}
