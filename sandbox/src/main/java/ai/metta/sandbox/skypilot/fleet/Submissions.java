// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot.fleet;

import java.util.List;

/// Walks the events of several beats from the newest back. Of two at the same millisecond the one
/// of the later beat counts as newer.
final class Submissions {
  private final List<Beat> beats;
  private final long[] numbers;
  private final long[] atMillis;
  private int current;

  Submissions(List<Beat> beats, long nowMillis) {
    this.beats = beats;
    this.numbers = new long[beats.size()];
    this.atMillis = new long[beats.size()];
    for (int i = 0; i < numbers.length; i++) {
      stepTo(i, beats.get(i).newest(nowMillis));
    }
    this.current = -1;
  }

  /// Goes to the next older event; false, and nowhere, when that is before an instant.
  boolean back(long notBeforeMillis) {
    if (current >= 0) {
      stepTo(current, numbers[current] - 1);
    }
    int newest = 0;
    for (int i = 1; i < atMillis.length; i++) {
      if (atMillis[i] >= atMillis[newest]) {
        newest = i;
      }
    }
    current = newest;
    return numbers[newest] >= 0 && atMillis[newest] >= notBeforeMillis;
  }

  /// Which of the beats the current event is of.
  int beat() {
    return current;
  }

  /// The current event's number on its beat.
  long number() {
    return numbers[current];
  }

  private void stepTo(int beat, long number) {
    numbers[beat] = number;
    atMillis[beat] = number < 0 ? Long.MIN_VALUE : beats.get(beat).atMillis(number);
  }
}
