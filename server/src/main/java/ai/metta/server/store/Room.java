// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Room in the file that nothing uses any more. The engine fills it again, and cuts off what is at
/// the file's end; so what lies there is written anew, further in front.
final class Room {
  private static final long LEAST_BYTES = 1 << 20;
  private static final List<String> LARGE = List.of("series", "page", "point", "sketch");

  private Room() {}

  /// What `pragma_database_size` says of the file, in blocks.
  private record Blocks(long bytes, long used, long free) {
    static Blocks of(DuckDBConnection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet size =
              statement.executeQuery(
                  "SELECT block_size, used_blocks, free_blocks FROM pragma_database_size()"
                      + " WHERE database_name = current_database()")) {
        size.next();
        return new Blocks(size.getLong(1), size.getLong(2), size.getLong(3));
      }
    }
  }

  /// Whether most of the file is such room.
  static boolean isWasted(DuckDBConnection connection) throws SQLException {
    Blocks blocks = Blocks.of(connection);
    return blocks.free() > blocks.used() && blocks.free() * blocks.bytes() > LEAST_BYTES;
  }

  /// Bytes of the file that are in use.
  static long used(DuckDBConnection connection) throws SQLException {
    Blocks blocks = Blocks.of(connection);
    return blocks.used() * blocks.bytes();
  }

  /// Inside a transaction.
  static void giveBack(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : LARGE) {
        statement.execute("CREATE TEMP TABLE moved AS SELECT * FROM " + table);
        statement.execute("DELETE FROM " + table);
        statement.execute("INSERT INTO " + table + " SELECT * FROM moved");
        statement.execute("DROP TABLE moved");
      }
    }
  }
}
