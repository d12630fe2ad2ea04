// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.dice;

import java.util.List;
import java.util.UUID;

/// A seeded source of choices. Its arithmetic (SplitMix64) is written out here, so that whatever is
/// drawn is the same on every JDK.
public final class Dice {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /// The dice of event `number` of a line of events; each has its own, so that any event can be
  /// computed without those before it.
  public static Dice of(long seed, long line, long number) {
    return new Dice(mix(mix(mix(seed + STEP) + line * STEP) + number));
  }

  public long next() {
    state += STEP;
    return mix(state);
  }

  /// A whole number from 0 up to but not including `bound`.
  public long below(long bound) {
    return (next() >>> 1) % bound;
  }

  /// A whole number from `low` to `high`, both included.
  public long between(long low, long high) {
    return low + below(high - low + 1);
  }

  public boolean chance(int percent) {
    return below(100) < percent;
  }

  public <T> T pick(List<T> choices) {
    return choices.get((int) below(choices.size()));
  }

  /// Text in the form of a UUID.
  public String uuid() {
    return new UUID(next(), next()).toString();
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
