// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static ai.metta.server.store.Stores.read;
import static ai.metta.server.store.Stores.request;
import static ai.metta.server.store.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A store whose closed days lie on pages: it answers as it did.
final class ArrangedStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final long START = NOW.getEpochSecond();

  @TempDir private Path folder;
  private MetricStore store;

  @BeforeEach
  void open() {
    store = MetricStore.open(folder, NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static double reduced(
      SortedMap<Long, Double> values, Buckets buckets, int bucket, Reduction reduction) {
    double[] inside =
        values.subMap(buckets.start(bucket), buckets.end(bucket)).values().stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    if (inside.length == 0) {
      return Double.NaN;
    }
    return switch (reduction) {
      case AVG -> Arrays.stream(inside).sum() / inside.length;
      case SUM, EVENTS -> Arrays.stream(inside).sum();
      case MIN -> Arrays.stream(inside).min().orElseThrow();
      case MAX -> Arrays.stream(inside).max().orElseThrow();
      case COUNT -> inside.length;
      case LAST -> inside[inside.length - 1];
    };
  }

  private static List<Double> values(Reading reading, int size) {
    return IntStream.range(0, size).mapToObj(reading::value).toList();
  }

  /// More than the engine keeps together, and nothing beside pages.
  @ParameterizedTest
  @EnumSource(Archive.Form.class)
  void aWholeDayOnPagesCanBeTakenOut(Archive.Form form) {
    int many = 43_000;
    for (String tag : List.of("a:1", "a:2", "a:3")) {
      write(store, "m", tag, 1, LongStream.range(START, START + many).toArray());
    }
    Instant later = NOW.plus(Duration.ofDays(9));
    while (store.arrangeNext(later)) {
      // Until every closed day is.
    }
    assertThat(store.archive().write(folder.resolve("out"), form)).isEqualTo(3L * many);
  }

  private void reopen() {
    store.close();
    store = MetricStore.open(folder, NOW);
  }

  /// Ticks of all series, as they come; after the day each series lies in one piece.
  @Test
  void aClosedDayIsArrangedOnceAndSaysTheSame() {
    long midnight = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    LongStream.of(-3600, 3600, 7200, 86_400, 90_000)
        .forEach(second ->
            IntStream.range(0, 3)
                .forEach(
                    series -> write(store, "m", "host:h" + series, series, midnight + second)));
    Map<String, Double> before = everything(Reduction.SUM);
    Instant now = Instant.ofEpochSecond(midnight + 86_400 + 3 * 3600);
    assertThat(arranged(now)).as("the day before, and the first").isEqualTo(2);
    assertThat(everything(Reduction.SUM)).isEqualTo(before);
    reopen();
    assertThat(everything(Reduction.SUM)).isEqualTo(before);
    assertThat(store.activeSince(Instant.ofEpochSecond(midnight + 90_000))).containsExactly("m");
    assertThat(arranged(now)).as("also after a new start").isZero();
    assertThat(arranged(now.plusSeconds(86_400))).isOne();
    reopen();
    assertThat(store.activeSince(Instant.ofEpochSecond(midnight + 90_000))).containsExactly("m");
    assertThat(store.activeSince(Instant.ofEpochSecond(midnight + 90_001))).isEmpty();
    write(store, "m", "host:h0", 5000, midnight + 3600);
    assertThat(everything(Reduction.MAX)).containsEntry("[host:h0]", 5000.0);
    assertThat(everything(Reduction.COUNT)).containsEntry("[host:h0]", 5.0);
    store.forgetBefore(Instant.ofEpochSecond(midnight));
    assertThat(everything(Reduction.COUNT)).containsEntry("[host:h0]", 4.0);
  }

  /// The day goes whole, so that what a late value replaced does not come back without it.
  @Test
  void aDayIsForgottenAfterItsEnd() {
    long midnight = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    write(store, "m", "", 1, midnight + 60, midnight + 80_000);
    assertThat(arranged(Instant.ofEpochSecond(midnight + 100_000))).isOne();
    write(store, "m", "", 5, midnight + 60);
    store.forgetBefore(Instant.ofEpochSecond(midnight + 50_000));
    assertThat(everything(Reduction.SUM)).containsEntry("[]", 6.0);
    store.forgetBefore(Instant.ofEpochSecond(midnight + 86_400));
    assertThat(everything(Reduction.SUM)).isEmpty();
  }

  /// Values of every kind, late ones and such that replace others, arranged now and then.
  @ParameterizedTest
  @EnumSource(Reduction.class)
  void whereValuesLieChangesNoAnswer(Reduction reduction) throws IOException {
    Random random = new Random(11);
    Map<String, TreeMap<Long, Double>> plain = new TreeMap<>();
    for (int round = 0; round < 12; round++) {
      Batch batch = new Batch();
      for (int i = 0; i < 200; i++) {
        String host = "host:h" + random.nextInt(round < 6 ? 40 : 80);
        long second = START - 3 * 86_400 + random.nextInt(3 * 96) * 900L;
        double value =
            switch (random.nextInt(3)) {
              case 0 -> random.nextInt(1000);
              case 1 -> random.nextInt(1000) / 4.0;
              default -> random.nextGaussian();
            };
        plain.computeIfAbsent("[" + host + "]", _ -> new TreeMap<>()).put(second, value);
        for (String metric : List.of("m", "n")) {
          batch.add(
              metric,
              MetricType.GAUGE,
              List.of(host),
              Optional.empty(),
              List.of(new Sample(second, value, 0)));
        }
      }
      store.write(batch);
      if (round % 4 == 2) {
        assertThat(arranged(NOW)).isPositive();
      }
    }
    Buckets buckets =
        new Buckets(LongStream.range(0, 9).map(i -> START - (9 - i) * 8 * 3600).toArray(), START);
    for (int time = 0; time < 2; time++) {
      Map<String, List<Double>> read =
          store.source().read(new Request("n", _ -> true, buckets, reduction)).stream()
              .collect(
                  Collectors.toMap(
                      reading -> reading.tags().toString(), reading -> values(reading, 9)));
      plain.forEach((tags, values) -> {
        for (int bucket = 0; bucket < 9; bucket++) {
          double expected = reduced(values, buckets, bucket, reduction);
          assertThat(read.get(tags).get(bucket))
              .as("%s of %s in %s", reduction, tags, bucket)
              .isEqualTo(
                  expected, within(Double.isNaN(expected) ? 0.0 : Math.abs(expected) * 1e-12));
        }
      });
      assertThat(read).hasSameSizeAs(plain);
      Path file = folder.resolve("values.parquet");
      store.archive().write(file, Archive.Form.PARQUET);
      store.close();
      store = MetricStore.open(folder.resolve("restored"), NOW);
      store.archive().read(file, Archive.Form.PARQUET);
    }
  }

  @Test
  void roomThatArrangingFreesIsGivenBack() throws IOException {
    Random random = new Random(3);
    for (int tick = 0; tick < 600; tick++) {
      Batch batch = new Batch();
      for (int series = 0; series < 2000; series++) {
        batch.add(
            "m" + series % 7,
            MetricType.GAUGE,
            List.of("host:h" + series),
            Optional.empty(),
            List.of(new Sample(START - 172_800 + tick * 60L, random.nextInt(100), 0)));
      }
      store.write(batch);
    }
    write(store, "m1", "host:late", 1, START);
    Map<String, Double> before = everything(Reduction.SUM, "m1");
    reopen();
    long asTheyCame = Files.size(folder.resolve(Engine.FILE));
    assertThat(arranged(NOW)).isPositive();
    reopen();
    assertThat(arranged(NOW)).as("what is left to do is to give room back").isZero();
    assertThat(everything(Reduction.SUM, "m1")).isEqualTo(before);
    reopen();
    assertThat(everything(Reduction.SUM, "m1")).isEqualTo(before);
    assertThat(Files.size(folder.resolve(Engine.FILE))).isLessThan(asTheyCame);
  }

  /// @return how many days were
  private int arranged(Instant now) {
    int days = 0;
    while (store.arrangeNext(now)) {
      days++;
    }
    return days;
  }

  private Map<String, Double> everything(Reduction reduction) {
    return everything(reduction, "m");
  }

  private Map<String, Double> everything(Reduction reduction, String metric) {
    long week = Duration.ofDays(7).toSeconds();
    return read(store, request(metric, reduction, START - week, START + week));
  }
}
