// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadLimitsTest {
  private static final double[] EDGES = {
    0,
    1,
    -1,
    0.1,
    1e-300,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1L << 53,
    (1L << 53) - 1,
    9.007199254740994e15,
    1e16,
    123456789.125
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void whateverIsWrittenIsReadBackFromPayloadsWithinTheLimits(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    PayloadLimits limits =
        new PayloadLimits(
            random.nextInt(115_000, 250_000),
            random.nextInt(40_000, 400_000),
            random.nextInt(1, 400));
    List<Series> written = series(random, random.nextInt(1, 800));

    List<Payload> payloads = encode(limits, written);

    List<Series> read = new ArrayList<>();
    for (Payload payload : payloads) {
      assertThat((long) payload.bytes().length).isLessThanOrEqualTo(limits.compressedBytes());
      assertThat((long) plain(payload).length).isLessThanOrEqualTo(limits.plainBytes());
      List<Series> elements = SeriesDecoder.decode(payload.bytes());
      assertThat(elements).hasSizeBetween(1, limits.series());
      List<Point> points = elements.stream().flatMap(one -> one.points().stream()).toList();
      assertThat(payload.contents())
          .isEqualTo(
              new Contents(
                  Kind.SERIES,
                  points.stream().map(Point::at).min(Comparator.naturalOrder()).get(),
                  points.stream().map(Point::at).max(Comparator.naturalOrder()).get(),
                  points.size()));
      elements.forEach(one -> join(read, one));
    }
    assertThat(read).as("seed " + seed).isEqualTo(written);
  }

  /// A long series comes in several elements, one after the other.
  private static void join(List<Series> all, Series next) {
    if (!all.isEmpty() && all.getLast().tags().equals(next.tags())) {
      List<Point> points = new ArrayList<>(all.removeLast().points());
      points.addAll(next.points());
      all.add(
          new Series(
              next.metric(), next.type(), next.unit(), next.interval(), next.tags(), points));
    } else {
      all.add(next);
    }
  }

  private static List<Series> series(SplittableRandom random, int count) {
    List<Series> all = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      MetricType type =
          List.of(MetricType.GAUGE, MetricType.COUNT, MetricType.RATE).get(random.nextInt(3));
      all.add(
          new Series(
              "m.x" + random.nextInt(50),
              type,
              random.nextBoolean() ? Optional.empty() : Optional.of(Unit.JOB),
              type == MetricType.GAUGE
                  ? Duration.ZERO
                  : Duration.ofSeconds(random.nextInt(1, 4000)),
              Tags.of("number", "n" + number).and("noise", noise(random)),
              points(random)));
    }
    return all;
  }

  private static String noise(SplittableRandom random) {
    StringBuilder noise = new StringBuilder("v");
    for (int at = random.nextInt(150); at > 0; at--) {
      noise.append((char) (random.nextBoolean() ? 0x4E00 + random.nextInt(5000) : 'a'));
    }
    return noise.toString();
  }

  private static List<Point> points(SplittableRandom random) {
    int count = random.nextInt(20) == 0 ? random.nextInt(1, 1500) : random.nextInt(1, 5);
    return IntStream.range(0, count)
        .mapToObj(number ->
            new Point(
                Given.NOW.minusSeconds(number),
                random.nextBoolean()
                    ? EDGES[random.nextInt(EDGES.length)]
                    : Double.longBitsToDouble(random.nextLong(0x7FF0_0000_0000_0000L))))
        .toList();
  }

  @Test
  void aPayloadMayHaveExactlyTheBytesAllowed() throws IOException {
    List<Series> two =
        List.of(Given.gauge("m.one", Given.NOW, 1), Given.gauge("m.b", Given.NOW, 2));
    int bytes = plain(encode(PayloadLimits.STANDARD, two).getFirst()).length;

    List<Payload> exact = encode(new PayloadLimits(512_000, bytes, 10), two);
    assertThat(exact).hasSize(1);
    assertThat(plain(exact.getFirst())).hasSize(bytes);
    assertThat(encode(new PayloadLimits(512_000, bytes - 1, 10), two)).hasSize(2);
  }

  @Test
  void anElementMayHaveExactlyTheBytesAllowed() throws IOException {
    List<Series> one = List.of(Given.gauge("m.one", Given.NOW, 1));
    int bytes = plain(encode(PayloadLimits.STANDARD, one).getFirst()).length;

    assertThat(encode(new PayloadLimits(512_000, bytes, 10), one)).hasSize(1);
    Collected tooSmall = collected(new PayloadLimits(512_000, bytes - 1, 10), one);
    assertThat(tooSmall.payloads).isEmpty();
    assertThat(tooSmall.refused).extracting(Rejected::name).containsExactly("m.one");
  }

  @Test
  void aPayloadMayHaveExactlyTheSeriesAllowed() throws Exception {
    PayloadLimits limits = new PayloadLimits(512_000, 5_242_880, 3);
    List<Integer> sizes = new ArrayList<>();
    for (Payload payload : encode(limits, Given.gauges("m.one", 7))) {
      sizes.add(SeriesDecoder.decode(payload.bytes()).size());
    }

    assertThat(sizes).containsExactly(3, 3, 1);
  }

  private static List<Payload> encode(PayloadLimits limits, List<Series> series) {
    Collected collected = collected(limits, series);
    assertThat(collected.refused).isEmpty();
    return collected.payloads;
  }

  private static Collected collected(PayloadLimits limits, List<Series> series) {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>());
    new SeriesEncoder(limits).encode(series, collected.payloads::add, collected.refused::add);
    return collected;
  }

  private static byte[] plain(Payload payload) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(payload.bytes()))) {
      return gzip.readAllBytes();
    }
  }

  private record Collected(List<Payload> payloads, List<Rejected> refused) {}
}
