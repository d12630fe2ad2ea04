// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArrangingTest {
  private static final Instant NOW = Instant.parse("2026-01-03T02:00:00Z");
  private static final long DAY = 20_454; // 2026-01-01
  private static final long MIDNIGHT = DAY * 86_400;

  @TempDir private Path folder;

  @Test
  void aDayIsPartedByMetricsAndThenByNumbers() {
    Map<String, int[]> all = new TreeMap<>(Map.of("a", new int[] {0, 5, 7}, "b", new int[] {1}));
    assertThat(Arranging.parts(3, all, 2).stream().map(ArrangingTest::told))
        .containsExactly("{a=[0, 5]}", "{a=[7], b=[1]}", "{}");
    assertThat(Arranging.parts(3, all, 10).stream().map(ArrangingTest::told))
        .containsExactly("{a=[0, 5, 7], b=[1]}");
  }

  private static String told(Arranging part) {
    Map<String, String> told = new TreeMap<>();
    part.series().forEach((metric, numbers) -> told.put(metric, Arrays.toString(numbers)));
    return told.toString();
  }

  /// A late value comes for a page of which a part has only some series: the others go with it, so
  /// that a writer never finds values beside pages that it does not know of.
  @Test
  void aPageIsTakenApartAndMadeAgainInOneTransaction() throws SQLException {
    try (Engine engine = Engine.open(folder, NOW).engine();
        Statement statement = engine.writer().createStatement()) {
      statement.execute("INSERT INTO series SELECT id, 'a', 'n:' || id FROM range(7) t(id)");
      statement.execute("INSERT INTO series SELECT id, 'b', 'n:' || id FROM range(7, 9) t(id)");
      statement.execute(
          "INSERT INTO point SELECT series, "
              + MIDNIGHT
              + " + 60 * minute, series * 10 + minute, 0 FROM range(9) t(series), range(3) u(minute)");
      assertThat(arranged(engine.writer(), 100)).isOne();
      String pages = "SELECT metric, first, last FROM page ORDER BY first";
      assertThat(rows(statement, pages)).containsExactly("a 0 6", "b 7 8");
      statement.execute("INSERT INTO point VALUES (4, " + (MIDNIGHT + 60) + ", 99, 0)");
      for (Arranging part : Arranging.parts(DAY, Arranging.all(engine.writer()), 3)) {
        part.arrange(engine.writer());
        assertThat(rows(statement, "SELECT * FROM point WHERE series <> 4")).isEmpty();
      }
      assertThat(rows(statement, pages)).containsExactly("a 0 6", "b 7 8");
      assertThat(rows(statement, "SELECT * FROM point")).isEmpty();
      long _ = Arranging.unpack(engine.writer(), DAY, "");
      assertThat(rows(statement, "SELECT series, value FROM unpacked WHERE series = 4"))
          .containsExactly("4 40.0", "4 99.0", "4 42.0");
      assertThat(rows(statement, "SELECT count(*), count(DISTINCT (series, second)) FROM unpacked"))
          .containsExactly("27 27");
    }
  }

  /// A file that lost one is no reason to look for its day for ever.
  @Test
  void valuesOfNoSeriesStayWhereTheyLie() throws SQLException {
    try (Engine engine = Engine.open(folder, NOW).engine();
        Statement statement = engine.writer().createStatement()) {
      statement.execute("INSERT INTO series VALUES (1, 'a', '')");
      for (int series = 1; series <= 2; series++) {
        statement.execute("INSERT INTO point VALUES (" + series + ", " + MIDNIGHT + ", 99, 0)");
      }
      assertThat(arranged(engine.writer(), 100)).isOne();
      assertThat(rows(statement, "SELECT series FROM point")).containsExactly("2");
    }
  }

  /// @return how many times there was a day
  private static int arranged(DuckDBConnection connection, int together) throws SQLException {
    int times = 0;
    while (times < 10 && Arranging.next(connection, NOW).isPresent()) {
      for (Arranging part : Arranging.parts(DAY, Arranging.all(connection), together)) {
        part.arrange(connection);
      }
      times++;
    }
    return times;
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : " ").append(result.getObject(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
