// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static ai.metta.server.store.Stores.read;
import static ai.metta.server.store.Stores.request;
import static ai.metta.server.store.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.SeriesSource.Reduction;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A store whose file or log is broken, or whose disk is full: nothing is lost without a word.
final class BrokenStoreTest {
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

  /// Every value is there, or it is told that some are not: a copy of the log is kept then, or the
  /// whole store moved aside.
  @Test
  void aLogThatIsBrokenAnywhereIsToldOf() throws IOException {
    int many = 12;
    for (int i = 0; i < many; i++) {
      write(store, "m", "n:" + i, 1, START);
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

  @Test
  void aDayThatIsOldIsForgottenWhole() {
    long midnight = Math.floorDiv(START, 86_400) * 86_400;
    write(store, "m", "", 1, midnight - 1, midnight, midnight + 120);
    store.forgetBefore(Instant.ofEpochSecond(midnight + 60));
    assertThat(store.source().read(request("m", Reduction.COUNT, midnight - 60, midnight + 200)))
        .singleElement()
        .satisfies(reading -> assertThat(reading.value(0)).isEqualTo(2));
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
    write(store, "m", "", 1, START);
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
          store,
          "m",
          "",
          random.nextDouble(),
          LongStream.range(0, 100_000).map(i -> START - i).toArray());
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
    write(store, "m", "", 1, START);
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
    write(store, "m", "", 1, START);
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
    write(store, "m", "", 1, START);
    disk.put("free", 63L << 20);
    assertThatThrownBy(() -> write(store, "m", "", 2, START + 1))
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
    write(store, "m", "", 2, START + 1);
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

  private Map<String, Double> all(String metric, Reduction reduction) {
    return read(store, request(metric, reduction, START - 3600, START + 3600));
  }
}
