// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Buckets;
import ai.metta.metric.SeriesSource;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Which points were sent to a server, and which of them it took. Each batch has seconds of its
/// own; every third brings some of an earlier one again, as a client does that saw no answer.
final class Ledger {
  private static final String METRIC = "ledger.points";
  private static final long START = 1_700_000_000L;
  private static final int POINTS = 2_000;
  private static final int AGAIN = 10;

  private final List<Batch> sent = new ArrayList<>();
  private final Set<Batch> taken = new HashSet<>();
  private final Set<Integer> statuses = new HashSet<>();
  private final Map<Integer, Long> lastTaken = new HashMap<>();

  /// Points of one series at consecutive seconds.
  ///
  /// @param again the first second of some that were taken before; 0 for none
  record Batch(int number, int poster, long again) {
    long from() {
      return START + (long) number * POINTS;
    }
  }

  synchronized Batch next(int poster) {
    int number = sent.size();
    Batch batch =
        new Batch(number, poster, number % 3 == 0 ? lastTaken.getOrDefault(poster, 0L) : 0);
    sent.add(batch);
    return batch;
  }

  synchronized void answered(Batch batch, int status) {
    statuses.add(status);
    taken.add(batch);
    lastTaken.put(batch.poster(), batch.from());
  }

  String body(Batch batch) {
    LongStream again =
        batch.again() == 0
            ? LongStream.empty()
            : LongStream.range(batch.again(), batch.again() + AGAIN);
    StringJoiner points = new StringJoiner(",");
    LongStream.concat(again, LongStream.range(batch.from(), batch.from() + POINTS))
        .forEach(
            second -> points.add("{\"timestamp\":" + second + ",\"value\":" + value(second) + "}"));
    return "{\"series\":[{\"metric\":\"%s\",\"type\":3,\"tags\":[\"poster:%d\"],\"points\":[%s]}]}"
        .formatted(METRIC, batch.poster(), points);
  }

  private static double value(long second) {
    return second * 31 % 1009;
  }

  /// Requires all that was taken to be there once, with its value, and of what was not either all
  /// or nothing.
  ///
  /// @return how many batches were taken
  synchronized int check(SeriesSource source, String when) {
    assertThat(statuses).as(when).isSubsetOf(202);
    if (sent.isEmpty()) {
      return 0;
    }
    Buckets seconds =
        new Buckets(
            LongStream.range(START, START + (long) sent.size() * POINTS).toArray(),
            START + (long) sent.size() * POINTS);
    Map<Integer, Reading> counts = read(source, seconds, Reduction.COUNT);
    Map<Integer, Reading> values = read(source, seconds, Reduction.SUM);
    for (Batch batch : sent) {
      int first = batch.number() * POINTS;
      double[] found = part(counts.get(batch.poster()), first);
      String what = when + ", " + batch;
      if (taken.contains(batch) || !Double.isNaN(found[0])) {
        assertThat(found).as(what).containsOnly(1.0);
        double[] wanted =
            LongStream.range(batch.from(), batch.from() + POINTS)
                .mapToDouble(Ledger::value)
                .toArray();
        assertThat(part(values.get(batch.poster()), first)).as(what).isEqualTo(wanted);
      } else {
        assertThat(found).as(what).containsOnly(Double.NaN);
      }
    }
    return taken.size();
  }

  private static Map<Integer, Reading> read(
      SeriesSource source, Buckets buckets, Reduction reduction) {
    Map<Integer, Reading> byPoster = new HashMap<>();
    for (Reading reading : source.read(new Request(METRIC, _ -> true, buckets, reduction))) {
      byPoster.put(
          Integer.parseInt(reading.tags().getFirst().substring("poster:".length())), reading);
    }
    return byPoster;
  }

  private static double[] part(@Nullable Reading reading, int first) {
    double[] part = new double[POINTS];
    Arrays.setAll(part, i -> reading == null ? Double.NaN : reading.value(first + i));
    return part;
  }
}
