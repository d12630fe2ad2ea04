// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static ai.metta.server.store.Stores.read;
import static ai.metta.server.store.Stores.request;
import static ai.metta.server.store.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.DistributionReading;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import ai.metta.server.store.Documents.Order;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MetricStoreTest {
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

  /// Against the plain way of doing it.
  @ParameterizedTest
  @EnumSource(Reduction.class)
  void bucketsAreReducedAsByHand(Reduction reduction) {
    Random random = new Random(7);
    Map<List<String>, TreeMap<Long, Double>> plain =
        new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    for (int series = 0; series < 300; series++) {
      List<String> tags = List.of("host:h" + series, "shard:s" + series % 7);
      TreeMap<Long, Double> values = plain.computeIfAbsent(tags, _ -> new TreeMap<>());
      for (int i = 0; i < 50; i++) {
        values.put(START + random.nextInt(3600), (double) random.nextInt(1000));
      }
      store.write(
          new Batch()
              .add(
                  "m",
                  MetricType.COUNT,
                  tags,
                  Optional.empty(),
                  values.entrySet().stream()
                      .map(entry -> new Sample(entry.getKey(), entry.getValue(), 10))
                      .toList()));
    }
    Buckets even = new Buckets(new long[] {START, START + 600, START + 1200}, START + 1800);
    Buckets uneven = new Buckets(new long[] {START, START + 100, START + 1200}, START + 1300);
    Buckets cut = new Buckets(new long[] {START + 500, START + 600, START + 1200}, START + 1300);
    for (Buckets buckets : List.of(even, uneven, cut)) {
      for (Predicate<List<String>> scope :
          List.<Predicate<List<String>>>of(_ -> true, tags -> tags.contains("shard:s3"))) {
        Map<String, List<Double>> read =
            store.source().read(new Request("m", scope, buckets, reduction)).stream()
                .collect(
                    Collectors.toMap(
                        reading -> reading.tags().toString(), reading -> values(reading, 3)));
        Map<String, List<Double>> expected = new TreeMap<>();
        plain.forEach((tags, values) -> {
          List<Double> reduced =
              IntStream.range(0, 3).mapToObj(i -> reduced(values, buckets, i, reduction)).toList();
          if (scope.test(tags) && reduced.stream().anyMatch(value -> !value.isNaN())) {
            expected.put(tags.toString(), reduced);
          }
        });
        assertThat(read).as("%s", reduction).isEqualTo(expected);
      }
    }
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

  @Test
  void aValueOfTheSameSecondTakesThePlaceOfTheEarlier() {
    write(store, "m", "a:b", 5, START, START + 10);
    write(store, "m", "a:b", 7, START + 10, START + 20);
    write(store, "m", "a:b", 9, START, START);
    assertThat(all("m", Reduction.COUNT)).isEqualTo(Map.of("[a:b]", 3.0));
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 9.0 + 7 + 7));
    reopen();
    write(store, "m", "a:b", 1, START + 10, START + 20);
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 9.0 + 1 + 1));
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    write(store, "m", "a:b", 5, START);
    write(store, "m", "", 6, START);
    write(store, "n", "a:b", 7, START + 60);
    reopen();
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 5.0, "[]", 6.0));
    assertThat(all("n", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 7.0));
    assertThat(store.seriesCount()).isEqualTo(3);
    assertThat(store.activeSince(NOW.plusSeconds(30))).containsExactly("n");
    assertThat(store.source().type("m")).contains(MetricType.GAUGE);
    assertThat(store.source().type("nothing")).isEmpty();
    assertThat(store.quarantined()).isEmpty();
  }

  @Test
  void ratesStandForTheSecondsTheyHold() {
    store.write(
        new Batch()
            .add(
                "r",
                MetricType.RATE,
                List.of(),
                Optional.of("request"),
                List.of(new Sample(START, 2, 10), new Sample(START + 10, 3, 10))));
    assertThat(all("r", Reduction.EVENTS)).isEqualTo(Map.of("[]", 50.0));
  }

  @Test
  void quantilesAreWithinOnePerCent() {
    double[] values = new Random(3).doubles(10_000, 1, 1000).toArray();
    for (int part = 0; part < 10; part++) {
      store.write(
          new Batch()
              .addDistribution(
                  "d",
                  List.of("host:h" + part % 2),
                  START + part,
                  Arrays.copyOfRange(values, part * 1000, (part + 1) * 1000)));
    }
    reopen();
    List<DistributionReading> readings =
        store.source().distributions(request("d", Reduction.SUM, START, START + 60));
    assertThat(readings).hasSize(2);
    Distribution both =
        readings.stream()
            .map(reading -> reading.value(0).orElseThrow())
            .reduce(Distribution::and)
            .orElseThrow();
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99}) {
      double exact = sorted[(int) (quantile * (sorted.length - 1))];
      assertThat(both.quantile(quantile)).isCloseTo(exact, within(exact * 0.0101));
    }
    assertThat(both.count()).isEqualTo(10_000);
    assertThat(both.sum()).isCloseTo(DoubleStream.of(values).sum(), within(1e-6));
    assertThat(both.min()).isEqualTo(sorted[0]);
    assertThat(both.max()).isEqualTo(sorted[sorted.length - 1]);
  }

  @Test
  void manyWriteAtOnce() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 50; thread++) {
        String tags = "thread:" + thread % 10;
        int from = thread;
        threads.execute(() -> {
          for (int i = 0; i < 20; i++) {
            write(store, "m", tags, 1, START + from * 20L + i);
          }
        });
      }
    }
    assertThat(all("m", Reduction.COUNT).values()).hasSize(10).allMatch(count -> count == 100);
  }

  @Test
  void aBatchIsSeenWholeOrNotAtAll() throws InterruptedException {
    int many = 50_000;
    Set<Double> seen = new HashSet<>();
    Thread writing =
        Thread.ofVirtual()
            .start(() -> write(store, "m", "", 1, LongStream.range(START, START + many).toArray()));
    while (writing.isAlive()) {
      Request request = request("m", Reduction.COUNT, START, START + many);
      store.source().read(request).forEach(reading -> seen.add(reading.value(0)));
    }
    writing.join();
    assertThat(seen).isSubsetOf((double) many);
    assertThat(all("m", Reduction.COUNT)).hasSize(1);
  }

  @Test
  void whatIsSaidOfAMetricStays() {
    write(store, "m", "", 1, START);
    Metadata said =
        new Metadata(
            MetricType.COUNT,
            Optional.of("job"),
            Optional.of("hour"),
            Optional.of("It's jobs"),
            Optional.empty(),
            Optional.of(60L));
    store.describe("m", said);
    reopen();
    assertThat(store.metadata("m")).contains(said);
    assertThat(store.metadata("nothing")).isEmpty();
  }

  @Test
  void documentsAreKeptByKindAndId() {
    Documents documents = store.documents();
    var one = new Documents.Document("1", NOW, NOW, "{\"a\":1}");
    documents.put("dashboard", one);
    documents.put("monitor", new Documents.Document("1", NOW, NOW, "{}"));
    var changed = new Documents.Document("1", NOW, NOW.plusSeconds(1), "{\"a\":2}");
    documents.put("dashboard", changed);
    reopen();
    assertThat(store.documents().list("dashboard")).containsExactly(changed);
    assertThat(store.documents().find("monitor", "1")).isPresent();
    store.documents().remove("dashboard", "1");
    assertThat(store.documents().find("dashboard", "1")).isEmpty();
  }

  /// Also where both come in one batch; a unit that is there stays.
  @Test
  void aUnitMayComeAfterItsMetric() {
    store.write(batch("a", Optional.empty(), 1));
    store.write(batch("a", Optional.of("second"), 2));
    store.write(batch("a", Optional.of("hour"), 3));
    Batch both = batch("b", Optional.empty(), 1);
    both.add(
        "b",
        MetricType.GAUGE,
        List.of("k:v"),
        Optional.of("job"),
        List.of(new Sample(NOW.getEpochSecond(), 1, 0)));
    store.write(both);
    for (int i = 0; i < 2; i++) {
      assertThat(store.metadata("a").orElseThrow().unit()).contains("second");
      assertThat(store.metadata("b").orElseThrow().unit()).contains("job");
      reopen();
    }
  }

  private static Batch batch(String metric, Optional<String> unit, int second) {
    return new Batch()
        .add(
            metric,
            MetricType.GAUGE,
            List.of(),
            unit,
            List.of(new Sample(NOW.getEpochSecond() + second, 1, 0)));
  }

  @Test
  void eventsComeNewestFirst() {
    Documents documents = store.documents();
    documents.addEvent(1, NOW, "one");
    documents.addEvent(2, NOW.plusSeconds(5), "two");
    documents.addEvent(3, NOW.minusSeconds(5), "three");
    List<String> bodies = new ArrayList<>();
    Order order = Order.NEWEST_FIRST;
    documents.events(
        NOW, NOW.plusSeconds(60), order, order.start(), event -> bodies.add(event.body()));
    assertThat(bodies).containsExactly("two", "one");
  }

  private void reopen() {
    store.close();
    store = MetricStore.open(folder, NOW);
  }

  private Map<String, Double> all(String metric, Reduction reduction) {
    return read(store, request(metric, reduction, START - 3600, START + 3600));
  }
}
