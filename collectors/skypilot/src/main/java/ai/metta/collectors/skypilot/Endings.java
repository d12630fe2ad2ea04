// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How rows ended, when, and how long they had run. A queue remembers every job there ever was, so
/// these are columns: 20 bytes a row.
final class Endings {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final TaskState[] states;
  private final long[] atMillis;
  private final long[] ranNanos;
  private final long untimed;

  private Endings(TaskState[] states, long[] atMillis, long[] ranNanos, long untimed) {
    this.states = states;
    this.atMillis = atMillis;
    this.ranNanos = ranNanos;
    this.untimed = untimed;
  }

  /// How one row ended.
  ///
  /// @param ranMinutes time spent running, 0 if it never started; empty where the server does not
  ///   say
  record Ending(TaskState state, Optional<Double> ranMinutes) {}

  Stream<Ending> all() {
    return at(IntStream.range(0, states.length));
  }

  /// Those inside a window; one without a known time is in none.
  Stream<Ending> within(Window window) {
    return at(
        IntStream.range(0, states.length)
            .filter(row -> atMillis[row] != UNKNOWN)
            .filter(row -> window.contains(Instant.ofEpochMilli(atMillis[row]))));
  }

  /// Whether a time is known of any, or there are none to be known.
  boolean areTimed() {
    return untimed == 0
        || IntStream.range(0, states.length).anyMatch(row -> atMillis[row] != UNKNOWN);
  }

  /// How many have no known time, but for what was cancelled before it ever ran: in the queue, that
  /// ends at no time.
  long untimed() {
    return untimed;
  }

  private Stream<Ending> at(IntStream rows) {
    return rows.mapToObj(row -> new Ending(states[row], minutes(ranNanos[row])));
  }

  private static Optional<Double> minutes(long nanos) {
    return nanos == UNKNOWN ? Optional.empty() : Optional.of(nanos / 1e9 / 60);
  }

  /// Takes endings one by one.
  static final class Builder {
    private int count;
    private TaskState[] states = new TaskState[1024];
    private long[] atMillis = new long[1024];
    private long[] ranNanos = new long[1024];
    private long untimed;

    void add(TaskState state, @Nullable Instant at, @Nullable Duration ran, boolean neverRan) {
      if (count == states.length) {
        copy(count + count / 2);
      }
      states[count] = state;
      atMillis[count] = at == null ? UNKNOWN : at.toEpochMilli();
      ranNanos[count] = ran == null ? UNKNOWN : ran.toNanos();
      count++;
      if (at == null && !(state.wasCancelled() && neverRan)) {
        untimed++;
      }
    }

    Endings build() {
      copy(count);
      return new Endings(states, atMillis, ranNanos, untimed);
    }

    private void copy(int length) {
      states = Arrays.copyOf(states, length);
      atMillis = Arrays.copyOf(atMillis, length);
      ranNanos = Arrays.copyOf(ranNanos, length);
    }
  }
}
