// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// Writes the values of a closed day anew, each series in one piece. As they come, a tick of all
/// series follows another, so that one series lies all over the file, and the engine would read all
/// to find it. A day is arranged once; what comes later still stands behind it, unarranged.
final class Arranging {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  /// How long after its end a day is taken for closed.
  private static final Duration LATE = Duration.ofHours(2);

  private Arranging() {}

  /// The earliest closed day that is not arranged.
  ///
  /// @return its number since 1970, of UTC
  static Optional<Long> next(DuckDBConnection connection, Instant now) throws SQLException {
    long open = Math.floorDiv(now.minus(LATE).getEpochSecond(), DAY);
    try (Statement statement = connection.createStatement();
        ResultSet day =
            statement.executeQuery(
                "SELECT min(second // "
                    + DAY
                    + ") FROM point WHERE second < "
                    + open * DAY
                    + " AND second // "
                    + DAY
                    + " NOT IN (SELECT day FROM arranged)")) {
      day.next();
      long number = day.getLong(1);
      return day.wasNull() ? Optional.empty() : Optional.of(number);
    }
  }

  /// Arranges a day, inside a transaction.
  static void arrange(DuckDBConnection connection, long day) throws SQLException {
    String within = " WHERE second >= " + day * DAY + " AND second < " + (day + 1) * DAY;
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE arranging AS SELECT * FROM point" + within);
      statement.execute("DELETE FROM point" + within);
      statement.execute("INSERT INTO point SELECT * FROM arranging ORDER BY series, second");
      statement.execute("DROP TABLE arranging");
      statement.execute("INSERT INTO arranged VALUES (" + day + ")");
    }
  }
}
