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
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Values as files, out of the store and into it.
final class ArchiveTest {
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

  @ParameterizedTest
  @EnumSource(Archive.Form.class)
  void everythingCanBeTakenOutAndBroughtBack(Archive.Form form) throws IOException {
    write(store, "m", "a:b\nc:d", 1.5, START);
    write(store, "m", "", 2, START, START + 1);
    Path file = folder.resolve("it's out");
    assertThat(store.archive().write(file, form)).isEqualTo(3);
    if (form == Archive.Form.CSV) {
      assertThat(file)
          .content()
          .startsWith("metric,type,unit,tags,second,value,span\n")
          .contains("m,gauge,,\"a:b,c:d\"," + START + ",1.5,0\n");
    }
    store.close();
    Path other = folder.resolve("other");
    store = MetricStore.open(other, NOW);
    assertThat(store.archive().read(file, form)).isEqualTo(3);
    assertThat(all("m", Reduction.SUM)).isEqualTo(Map.of("[a:b, c:d]", 1.5, "[]", 4.0));
  }

  /// The first rows say little of what comes after them.
  @Test
  void aTableOfTextIsReadAsWhatItIs() throws IOException {
    StringBuilder table = new StringBuilder("metric,type,unit,tags,second,value,span\n");
    for (int i = 0; i < 30_000; i++) {
      table.append("nan,gauge,,,").append(START - i % 600).append(",1,0\n");
    }
    table.append("true,gauge,1,\"2026-01-01,inf\",").append(START).append(",0.5,0\n");
    Path file = Files.writeString(folder.resolve("values.csv"), table);
    assertThat(store.archive().read(file, Archive.Form.CSV)).isEqualTo(30_001);
    assertThat(all("nan", Reduction.COUNT)).isEqualTo(Map.of("[]", 600.0));
    assertThat(all("true", Reduction.SUM)).isEqualTo(Map.of("[2026-01-01, inf]", 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m,gauge,,,-1,1,0     | second -1 is before 1970
          m,gauge,,,5,nan,0    | value NaN is not finite
          m,gauge,,,5,-inf,0   | value -Infinity is not finite
          m,gage,,,5,1,0       | "gage" is no type of a metric
          m,,,,5,1,0           | type is empty
          ,gauge,,,5,1,0       | metric is empty
          m,gauge,,,5,much,0   | "much"
          m,gauge,,,,1,0       | second is empty
          m,gauge,,,5,,0       | value is empty
          """)
  void aRowThatCannotBeKeptIsToldOf(String row, String reason) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("values.csv"), "metric,type,unit,tags,second,value,span\n" + row + "\n");
    assertThatThrownBy(() -> store.archive().read(file, Archive.Form.CSV))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(reason);
    assertThat(store.seriesCount()).isZero();
  }

  private Map<String, Double> all(String metric, Reduction reduction) {
    return read(store, request(metric, reduction, START - 3600, START + 3600));
  }
}
