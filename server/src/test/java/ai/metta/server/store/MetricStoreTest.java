// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.DistributionReading;
import ai.metta.metric.SeriesSource.Reading;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import ai.metta.server.store.Documents.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    for (Buckets buckets : List.of(even, uneven)) {
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
    write("m", "a:b", 5, START, START + 10);
    write("m", "a:b", 7, START + 10, START + 20);
    write("m", "a:b", 9, START, START);
    assertThat(all("m", Reduction.COUNT)).isEqualTo(Map.of("[a:b]", 3.0));
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 9.0 + 7 + 7));
    reopen();
    write("m", "a:b", 1, START + 10, START + 20);
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b]", 9.0 + 1 + 1));
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    write("m", "a:b", 5, START);
    write("m", "", 6, START);
    write("n", "a:b", 7, START + 60);
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
            write("m", tags, 1, START + from * 20L + i);
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
            .start(() -> write("m", "", 1, LongStream.range(START, START + many).toArray()));
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
    write("m", "", 1, START);
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
  void aDayThatIsOldIsForgottenWhole() {
    long midnight = Math.floorDiv(START, 86_400) * 86_400;
    write("m", "", 1, midnight - 1, midnight, midnight + 120);
    store.forgetBefore(Instant.ofEpochSecond(midnight + 60));
    assertThat(store.source().read(request("m", Reduction.COUNT, midnight - 60, midnight + 200)))
        .singleElement()
        .satisfies(reading -> assertThat(reading.value(0)).isEqualTo(2));
  }

  /// Every value is there, or it is told that some are not: a copy of the log is kept then, or the
  /// whole store moved aside.
  @Test
  void aLogThatIsBrokenAnywhereIsToldOf() throws IOException {
    int many = 12;
    for (int i = 0; i < many; i++) {
      write("m", "n:" + i, 1, START);
    }
    byte[] file = Files.readAllBytes(folder.resolve(Engine.FILE));
    byte[] log = Files.readAllBytes(folder.resolve(Engine.FILE + ".wal"));
    assertThat(EngineLog.passedOver(folder.resolve(Engine.FILE + ".wal"))).isZero();
    Random random = new Random(9);
    List<Integer> places = new ArrayList<>(List.of(0, 3, 5, 7, 40));
    for (int place = log.length / 2; places.size() < 20; place++) {
      places.add(place);
    }
    random.ints(25, 0, log.length).forEach(places::add);
    int told = 0;
    for (int place : places) {
      byte[] broken = log.clone();
      broken[place] ^= (byte) (1 << random.nextInt(8));
      told += told(file, broken, many) ? 1 : 0;
    }
    assertThat(told).isGreaterThan(places.size() / 2);
    assertThat(told(file, log, many)).isFalse();
    assertThat(told(file, Arrays.copyOf(log, log.length - 5), many)).isTrue();
  }

  private boolean told(byte[] file, byte[] log, int many) throws IOException {
    Path other = Files.createTempDirectory(folder, "broken");
    Files.write(other.resolve(Engine.FILE), file);
    Files.write(other.resolve(Engine.FILE + ".wal"), log);
    try (MetricStore opened = MetricStore.open(other, NOW)) {
      boolean told = opened.quarantined().isPresent() || opened.cutLog().isPresent();
      assertThat(told || opened.seriesCount() == many).isTrue();
      opened.cutLog().ifPresent(copy -> assertThat(copy).hasBinaryContent(log));
      return told;
    }
  }

  @Test
  void aFileOfANewerFormatIsLeftAlone() throws SQLException {
    store.close();
    Path file = folder.resolve(Engine.FILE);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE format SET version = 99");
    }
    assertThatThrownBy(() -> MetricStore.open(folder, NOW))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("format 99");
    assertThat(file).exists();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE format SET version = 1");
      statement.execute("DROP TABLE page");
    }
    store = MetricStore.open(folder, NOW);
    write("m", "", 1, START);
    assertThat(store.arrangeNext(NOW.plusSeconds(200_000))).isTrue();
    assertThat(all("m", Reduction.COUNT)).hasSize(1);
  }

  /// Wherever it is: a block that nothing uses is none of the store's.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aFileThatIsBrokenInTheMidstIsMovedAsideOrWhole(int tenths) throws IOException {
    Random random = new Random(5);
    for (int batch = 0; batch < 3; batch++) {
      write(
          "m", "", random.nextDouble(), LongStream.range(0, 100_000).map(i -> START - i).toArray());
      store.documents().put("dashboard", new Documents.Document("d" + batch, NOW, NOW, "{}"));
    }
    store.close();
    Path file = folder.resolve(Engine.FILE);
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole.length).isGreaterThan(4 << 18);
    byte[] flipped = whole.clone();
    for (int i = 0; i < 4; i++) {
      flipped[whole.length / 10 * tenths + i] ^= 0x5A;
    }
    for (byte[] broken : List.of(flipped, Arrays.copyOf(whole, whole.length / 10 * tenths))) {
      Files.write(file, broken);
      store = MetricStore.open(folder, NOW);
      if (store.quarantined().isPresent()) {
        assertThat(store.quarantined().get()).hasBinaryContent(broken);
        assertThat(store.seriesCount()).isZero();
      } else {
        assertThat(store.archive().write(folder.resolve("out.csv"), Archive.Form.CSV))
            .isEqualTo(100_000);
        assertThat(store.documents().list("dashboard")).hasSize(3);
      }
      store.close();
    }
    store = MetricStore.open(folder, NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no database at all", "cut"})
  void aBrokenFileIsMovedAsideWholeAndANewOneBegun(String content) throws IOException {
    write("m", "", 1, START);
    store.close();
    Path file = folder.resolve(Engine.FILE);
    byte[] bytes =
        content.equals("cut")
            ? Arrays.copyOf(Files.readAllBytes(file), 5000)
            : content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(file, bytes);
    store = MetricStore.open(folder, NOW);
    if (!content.isEmpty()) {
      assertThat(store.quarantined())
          .hasValueSatisfying(aside -> assertThat(aside).hasBinaryContent(bytes));
    }
    assertThat(all("m", Reduction.COUNT)).isEmpty();
    write("m", "", 1, START);
    assertThat(all("m", Reduction.COUNT)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "IO Error: Cannot open file \"m\": Permission denied, true",
    "IO Error: Could not write file \"m\": No space left on device, true",
    "Out of Memory Error: failed to allocate data of size 16.0 MiB, true",
    "Data Corruption Error: computed checksum 1 does not match stored checksum 2, false",
    "IO Error: The file exists but it is not a valid DuckDB database file!, false"
  })
  void aFileThatTheMachineDoesNotLetOpenIsNotBroken(String message, boolean ofMachine) {
    assertThat(Engine.isOfMachine(new SQLException(message))).isEqualTo(ofMachine);
  }

  @Test
  void onAFullDiskNothingIsWrittenAndEverythingRead() {
    store.close();
    Map<String, Long> disk = new HashMap<>(Map.of("free", 1L << 30));
    store = MetricStore.open(folder, NOW, () -> disk.getOrDefault("free", 0L));
    write("m", "", 1, START);
    disk.put("free", 63L << 20);
    assertThatThrownBy(() -> write("m", "", 2, START + 1))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the disk of the store is full");
    assertThatThrownBy(() -> store.arrangeNext(NOW.plusSeconds(200_000)))
        .isInstanceOf(StoreException.class);
    var document = new Documents.Document("1", NOW, NOW, "{}");
    assertThatThrownBy(() -> store.documents().put("monitor", document))
        .isInstanceOf(StoreException.class);
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[]", 1.0));
    store.forgetBefore(NOW.plusSeconds(86_400));
    assertThat(all("m", Reduction.SUM)).isEmpty();
    disk.put("free", 65L << 20);
    write("m", "", 2, START + 1);
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[]", 2.0));
    assertThat(store.broken()).isNotDone();
  }

  @ParameterizedTest
  @CsvSource({
    "Catalog Error: no table, false",
    "FATAL Error: autocheckpoint failed, true",
    "INTERNAL Error: out of range, true"
  })
  void anEngineThatGoesOnNoMoreIsToldOf(String message, boolean broken) throws SQLException {
    try (Engine engine = Engine.open(folder.resolve("other"), NOW).engine()) {
      assertThatThrownBy(() ->
              engine.read(connection -> {
                throw new SQLException(message);
              }))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(message);
      assertThat(engine.broken().isDone()).isEqualTo(broken);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsToldOf() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> MetricStore.open(file.resolve("below"), NOW))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be made");
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

  private void write(String metric, String tags, double value, long... seconds) {
    store.write(
        new Batch()
            .add(
                metric,
                MetricType.GAUGE,
                tags.isEmpty() ? List.of() : List.of(tags.split("\n")),
                Optional.empty(),
                Arrays.stream(seconds).mapToObj(second -> new Sample(second, value, 0)).toList()));
  }

  private static Request request(String metric, Reduction reduction, long from, long until) {
    return new Request(metric, _ -> true, new Buckets(new long[] {from}, until), reduction);
  }

  private Map<String, Double> all(String metric, Reduction reduction) {
    return store.source().read(request(metric, reduction, START - 3600, START + 3600)).stream()
        .collect(
            Collectors.toMap(reading -> reading.tags().toString(), reading -> reading.value(0)));
  }
}
