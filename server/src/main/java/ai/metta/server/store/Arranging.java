// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Puts the values of a closed day on pages, each series in one piece. As they come, a tick of all
/// series follows another, so that one series lies all over the file, and the engine would read all
/// to find it. A value that comes later stands beside the pages, in place of what they have of its
/// series and second, until the day is arranged again.
///
/// @param day since 1970, of UTC
/// @param series the numbers of those that are arranged in one transaction, by their metrics; with
///   them go those that they share a page with
record Arranging(long day, Map<String, int[]> series) {
  /// How long after its end a day is taken for closed.
  private static final Duration LATE = Duration.ofHours(2);

  /// Series in a transaction, since writing waits for it.
  static final int TOGETHER = 20_000;

  /// The earliest closed day that has values beside pages, of a series that there is.
  static Optional<Long> next(DuckDBConnection connection, Instant now) throws SQLException {
    long open = Math.floorDiv(now.minus(LATE).getEpochSecond(), PageReader.DAY);
    try (Statement statement = connection.createStatement();
        ResultSet day =
            statement.executeQuery(
                "SELECT min(second) FROM point SEMI JOIN series ON series.id = point.series"
                    + " WHERE second < "
                    + open * PageReader.DAY)) {
      day.next();
      long second = day.getLong(1);
      return day.wasNull() ? Optional.empty() : Optional.of(Math.floorDiv(second, PageReader.DAY));
    }
  }

  /// All series by their metrics, in the order of their numbers.
  static Map<String, int[]> all(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return byMetrics(statement, "SELECT metric, id FROM series ORDER BY id");
    }
  }

  private static Map<String, int[]> byMetrics(Statement statement, String query)
      throws SQLException {
    Map<String, IntStream.Builder> found = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.computeIfAbsent(rows.getString(1), _ -> IntStream.builder()).add(rows.getInt(2));
      }
    }
    Map<String, int[]> numbers = new TreeMap<>();
    found.forEach((metric, series) -> numbers.put(metric, series.build().toArray()));
    return numbers;
  }

  /// A day in transactions of not too many series.
  ///
  /// @param all numbers of series by their metrics, rising
  static List<Arranging> parts(long day, Map<String, int[]> all, int together) {
    List<Arranging> parts = new ArrayList<>();
    Map<String, int[]> part = new TreeMap<>();
    int size = 0;
    for (Map.Entry<String, int[]> metric : all.entrySet()) {
      int[] numbers = metric.getValue();
      for (int from = 0; from < numbers.length; ) {
        int until = Math.min(numbers.length, from + together - size);
        part.put(metric.getKey(), Arrays.copyOfRange(numbers, from, until));
        size += until - from;
        from = until;
        if (size == together) {
          parts.add(new Arranging(day, part));
          part = new TreeMap<>();
          size = 0;
        }
      }
    }
    parts.add(new Arranging(day, part));
    return parts;
  }

  /// Inside a transaction.
  void arrange(DuckDBConnection connection) throws SQLException {
    String within =
        " WHERE second >= " + day * PageReader.DAY + " AND second < " + (day + 1) * PageReader.DAY;
    List<String> metrics = List.copyOf(new TreeSet<>(series.keySet()));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE part(place INTEGER, metric VARCHAR, series INTEGER)");
      take(connection, metrics, series);
      takeApart(connection, statement, metrics, within);
      Pages pages = new Pages(day);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT place, series, second, value, span FROM point JOIN part USING (series)"
                  + within
                  + " ORDER BY place, series, second")) {
        while (rows.next()) {
          pages.add(
              metrics.get(rows.getInt(1)),
              rows.getInt(2),
              rows.getLong(3),
              rows.getDouble(4),
              rows.getInt(5));
        }
      }
      pages.write(connection);
      statement.execute("DELETE FROM point" + within + " AND series IN (SELECT series FROM part)");
      statement.execute("DROP TABLE part");
    }
  }

  /// @param metrics sorted; a metric's place is its series' too
  private static void take(
      DuckDBConnection connection, List<String> metrics, Map<String, int[]> taken)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "part")) {
      for (Map.Entry<String, int[]> metric : taken.entrySet()) {
        int place = Collections.binarySearch(metrics, metric.getKey());
        for (int number : metric.getValue()) {
          appender.beginRow();
          appender.append(place).append(metric.getKey()).append(number).endRow();
        }
      }
    }
  }

  /// Makes rows again of pages that late values belong on, but for values that a late one replaces.
  /// All series of such a page become of this part, so that none of its values lies beside pages
  /// when the transaction ends: a writer would take it for one that is on a page.
  private void takeApart(
      DuckDBConnection connection, Statement statement, List<String> metrics, String within)
      throws SQLException {
    String concerned =
        " WHERE day = "
            + day
            + " AND EXISTS (SELECT 1 FROM late WHERE late.metric = page.metric"
            + " AND late.series BETWEEN page.first AND page.last)";
    statement.execute(
        "CREATE TEMP TABLE late AS SELECT metric, series FROM part WHERE EXISTS"
            + " (SELECT 1 FROM page WHERE day = "
            + day
            + ") AND series IN (SELECT series FROM point"
            + within
            + ")");
    if (unpack(connection, day, concerned) > 0) {
      String others =
          "SELECT metric, id FROM series WHERE id IN (SELECT series FROM unpacked)"
              + " AND id NOT IN (SELECT series FROM part)";
      take(connection, metrics, byMetrics(statement, others));
      statement.execute("DELETE FROM page" + concerned);
      statement.execute(
          "INSERT INTO point SELECT * FROM unpacked ANTI JOIN point USING (series, second)");
    }
    statement.execute("DROP TABLE unpacked");
    statement.execute("DROP TABLE late");
  }

  /// Writes values of a day's pages as rows into a temporary table, `unpacked`, after what it has.
  ///
  /// @param concerned which pages: a condition
  /// @return how many
  static long unpack(DuckDBConnection connection, long day, String concerned) throws SQLException {
    List<byte[]> pages = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE IF NOT EXISTS unpacked AS SELECT * FROM point LIMIT 0");
      try (ResultSet rows = statement.executeQuery("SELECT series FROM page" + concerned)) {
        while (rows.next()) {
          pages.add(rows.getBytes(1));
        }
      }
    }
    long values = 0;
    PageReader reader = new PageReader();
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "unpacked")) {
      for (byte[] page : pages) {
        reader.open(page, day);
        while (reader.next()) {
          values += reader.count();
          for (int i = 0; i < reader.count(); i++) {
            appender.beginRow();
            appender.append(reader.series()).append(reader.second(i)).append(reader.value(i));
            appender.append(reader.span(i)).endRow();
          }
        }
      }
    }
    return values;
  }
}
