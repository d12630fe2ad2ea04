// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.MetricType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// All values in one file, as a table that other tools read: metric, type, unit, tags parted by
/// commas, time in seconds since 1970, value, and how many seconds it stands for. Distributions are
/// not in it: they have no one value.
public final class Archive {
  private static final int TOGETHER = 10_000;

  /// Said, since the engine would guess them from the first rows.
  private static final String CSV_TYPES =
      ", header = true, delim = ',', quote = '\"', escape = '\"', types = {'metric': 'VARCHAR',"
          + " 'type': 'VARCHAR', 'unit': 'VARCHAR', 'tags': 'VARCHAR', 'second': 'BIGINT',"
          + " 'value': 'DOUBLE', 'span': 'BIGINT'})";

  private final Engine engine;
  private final Consumer<Batch> store;

  Archive(Engine engine, Consumer<Batch> store) {
    this.engine = engine;
    this.store = store;
  }

  /// How the table is written: by the file's ending.
  public enum Form {
    CSV,
    PARQUET;

    /// Empty for an ending that is neither.
    public static Optional<Form> of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".csv")
          ? Optional.of(CSV)
          : name.endsWith(".parquet") ? Optional.of(PARQUET) : Optional.empty();
    }
  }

  /// Writes all values.
  ///
  /// @return how many there are
  /// @throws StoreException where the file cannot be written
  public long write(Path file, Form form) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StoreException(file + " cannot be written: there is no folder " + folder);
    }
    return engine.readAtOnce(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TEMP TABLE unpacked AS SELECT * FROM point LIMIT 0");
        long all = count(statement, "point");
        for (long day : days(statement)) {
          all += Arranging.unpack(connection, day, " WHERE day = " + day);
        }
        all -= count(statement, "unpacked SEMI JOIN point USING (series, second)");
        long written =
            statement.executeLargeUpdate(
                "COPY (SELECT s.metric, m.type, m.unit, replace(s.tags, chr(10), ',') AS tags, p.second, p.value, p.span"
                    + " FROM (SELECT * FROM point UNION ALL"
                    + " SELECT * FROM unpacked ANTI JOIN point USING (series, second)) p JOIN series s ON s.id = p.series JOIN metric m ON m.name = s.metric"
                    + " ORDER BY s.metric, s.tags, p.second) TO "
                    + quoted(file)
                    + (form == Form.CSV ? " (FORMAT csv, HEADER)" : " (FORMAT parquet)"));
        statement.execute("DROP TABLE unpacked");
        // An engine that is wrong about what it holds must not pass for an empty store.
        if (written != all) {
          throw new SQLException(written + " of " + all + " values were written to " + file);
        }
        return written;
      }
    });
  }

  private static long count(Statement statement, String table) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Those that have pages.
  private static List<Long> days(Statement statement) throws SQLException {
    List<Long> days = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT DISTINCT day FROM page ORDER BY day")) {
      while (rows.next()) {
        days.add(rows.getLong(1));
      }
    }
    return days;
  }

  /// Takes the values of such a file; what is there of the same series and second gives way.
  ///
  /// @return how many there are
  /// @throws StoreException where the file is no such table, or has what cannot be kept; what comes
  ///   before it is taken
  public long read(Path file, Form form) {
    if (!Files.isReadable(file)) {
      throw new StoreException(file + ": there is no such file, or it cannot be read");
    }
    String table =
        form == Form.CSV
            ? "read_csv(" + quoted(file) + CSV_TYPES
            : "read_parquet(" + quoted(file) + ")";
    return engine.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT metric, type, unit, tags, second, value, span FROM "
                      + table
                      + " ORDER BY metric, tags, second")) {
        return taken(rows, file);
      } catch (SQLException unreadable) {
        throw new StoreException(
            file
                + " is no table as 'metta serve --export' writes it: "
                + inBrief(unreadable)
                + "; nothing of it is taken",
            unreadable);
      }
    });
  }

  /// The engine's first words; behind them it lists its own settings.
  private static String inBrief(SQLException said) {
    return String.valueOf(said.getMessage())
        .lines()
        .limit(3)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private long taken(ResultSet rows, Path file) throws SQLException {
    long count = 0;
    Batch batch = new Batch();
    while (rows.next()) {
      take(rows, file, batch);
      if (++count % TOGETHER == 0) {
        store.accept(batch);
        batch = new Batch();
      }
    }
    store.accept(batch);
    return count;
  }

  private static void take(ResultSet row, Path file, Batch batch) throws SQLException {
    String metric = row.getString(1);
    try {
      for (String column : List.of("metric", "type", "second", "value")) {
        if (row.getObject(column) == null) {
          throw new IllegalArgumentException(column + " is empty");
        }
      }
      String tags = Objects.requireNonNullElse(row.getString(4), "");
      batch.add(
          metric,
          MetricType.of(row.getString(2)),
          tags.isEmpty() ? List.of() : List.of(tags.split(",")),
          Optional.ofNullable(row.getString(3)),
          List.of(new Sample(row.getLong(5), row.getDouble(6), row.getLong(7))));
    } catch (IllegalArgumentException wrong) {
      throw new StoreException(
          file + ": a row of " + metric + " cannot be kept: " + wrong.getMessage(), wrong);
    }
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }
}
