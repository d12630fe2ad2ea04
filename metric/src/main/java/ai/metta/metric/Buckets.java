// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Arrays;

/// Stretches of time one after another, each from its start until the next one's: what values are
/// reduced into. Times are whole seconds since 1970.
public final class Buckets {
  private final long[] starts;
  private final long end;

  /// @param starts rising
  /// @param end of the last one
  /// @throws IllegalArgumentException where they do not rise
  public Buckets(long[] starts, long end) {
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] >= (i + 1 < starts.length ? starts[i + 1] : end)) {
        throw new IllegalArgumentException("bucket " + i + " ends before it begins");
      }
    }
    this.starts = starts.clone();
    this.end = end;
  }

  public int size() {
    return starts.length;
  }

  public long start(int bucket) {
    return starts[bucket];
  }

  public long end(int bucket) {
    return bucket + 1 < starts.length ? starts[bucket + 1] : end;
  }

  /// How many seconds it lasts.
  public long seconds(int bucket) {
    return end(bucket) - start(bucket);
  }

  /// The bucket that an instant is in; negative for none.
  public int at(long second) {
    if (starts.length == 0 || second < starts[0] || second >= end) {
      return -1;
    }
    int found = Arrays.binarySearch(starts, second);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Buckets buckets
        && end == buckets.end
        && Arrays.equals(starts, buckets.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(starts) + Long.hashCode(end);
  }
}
