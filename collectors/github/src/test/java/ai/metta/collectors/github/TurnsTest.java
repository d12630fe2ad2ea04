// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Admission;
import ai.metta.collectors.github.Limits.Resource;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Readings that go on in whatever order, and cost more or less than was thought.
final class TurnsTest {
  private static final int READINGS = 12;
  private static final long RESERVE = 1000;
  private static final Instant RESET = World.NOW.plusSeconds(1800);

  private static final Instant PLANS_END = World.NOW.plusSeconds(150);

  private Instant now = World.NOW;
  private final Limits limits = new Limits(() -> now, 20, PLANS_END);
  private long left;

  private void leave(long requests) {
    left = requests;
    limits.learn(Resource.CORE, 5000, RESERVE + requests, RESET);
  }

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  /// One topic.
  private final class Reading {
    private final Share share;
    private final long least;
    private final long likely;
    private final long needs;
    private long spent;
    private boolean begun;
    private boolean over;

    /// @param needs in truth
    Reading(long least, long likely, long needs) {
      this.share = limits.plan(Cost.requests(least), Cost.requests(likely));
      this.least = least;
      this.likely = likely;
      this.needs = needs;
    }

    /// Whether it could; else it has to wait for others.
    boolean goesOn() {
      try {
        return begun ? reads() : begins();
      } catch (FailureException refused) {
        assertThat(left).as("what is left when it is refused").isLessThan(begun ? 1 : least);
        end();
        return true;
      } catch (InterruptedException ended) {
        throw new AssertionError(ended);
      }
    }

    private boolean begins() throws InterruptedException {
      if (share.mustWait()) {
        return false;
      }
      share.begin("something");
      begun = true;
      return true;
    }

    private boolean reads() {
      if (spent == needs) {
        end();
        return true;
      }
      Admission request = limits.admission(share, Resource.CORE, () -> 1);
      if (!request.admit()) {
        return false;
      }
      leave(left - 1);
      share.spend(Cost.requests(1));
      spent++;
      request.ended(Optional.empty());
      return true;
    }

    private void end() {
      over = true;
      share.end();
    }
  }

  private Reading drawn(Random random) {
    long least = random.nextLong(8);
    long likely = least + random.nextLong(20);
    boolean failsAtOnce = random.nextInt(4) == 0;
    return new Reading(least, likely, failsAtOnce ? 0 : random.nextLong(2 * likely + 1));
  }

  /// Some of them never come to what is planned for them.
  @ParameterizedTest
  @MethodSource("seeds")
  void oncePlansHaveEndedNobodyWaitsAndTheReserveStays(int seed) {
    Random random = new Random(seed);
    leave(random.nextLong(120));
    List<Reading> under =
        new ArrayList<>(IntStream.range(0, READINGS).mapToObj(_ -> drawn(random)).toList());
    List<Reading> stuck = under.subList(0, READINGS / 2);
    List<Reading> others = new ArrayList<>(under.subList(READINGS / 2, READINGS));
    for (int round = random.nextInt(5); round > 0; round--) {
      Collections.shuffle(others, random);
      others.removeIf(reading -> reading.goesOn() && reading.over);
    }
    now = PLANS_END;
    while (!others.isEmpty()) {
      Collections.shuffle(others, random);
      assertThat(others).as("seed %d: all go on", seed).allMatch(Reading::goesOn);
      others.removeIf(reading -> reading.over);
    }
    assertThat(stuck).as("still planned").noneMatch(reading -> reading.over);
    assertThat(left).isNotNegative();
  }

  /// Somebody always goes on; nobody is refused what is there; the reserve is not touched; and what
  /// matters most has what it needs of what is kept for it.
  @ParameterizedTest
  @MethodSource("seeds")
  void whoeverWaitsIsLeftWhatOthersDoNotNeed(int seed) {
    Random random = new Random(seed);
    long toSpare = random.nextLong(120);
    leave(toSpare);
    List<Reading> readings = IntStream.range(0, READINGS).mapToObj(_ -> drawn(random)).toList();
    List<Reading> under = new ArrayList<>(readings);
    while (!under.isEmpty()) {
      Collections.shuffle(under, random);
      assertThat(under).as("seed %d: somebody goes on", seed).anyMatch(Reading::goesOn);
      under.removeIf(reading -> reading.over);
    }
    assertThat(left).isNotNegative();
    Reading first = readings.getFirst();
    long kept = Math.min(first.likely, toSpare);
    assertThat(first.spent)
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(first.least > toSpare ? 0 : Math.min(first.needs, kept));
  }
}
