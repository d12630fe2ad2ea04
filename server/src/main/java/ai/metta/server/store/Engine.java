// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The engine's file with its tables, and connections to it. One process owns it.
final class Engine implements AutoCloseable {
  static final String FILE = "metrics.duckdb";
  private static final int READERS = 8;

  private static final Pattern OF_MACHINE =
      Pattern.compile(
          "Permission denied|Read-only file system|No space left|Too many open files"
              + "|Disk quota exceeded|Out of Memory|Input/output error|version number");

  /// Which tables a file has; in 1 there were no pages.
  private static final int FORMAT = 2;

  /// What each column holds is described in the room's README.
  private static final Map<String, String> TABLES =
      Map.of(
          "metric",
          "name VARCHAR, type VARCHAR, unit VARCHAR, per_unit VARCHAR, description VARCHAR,"
              + " short_name VARCHAR, statsd_interval BIGINT",
          "series",
          "id INTEGER, metric VARCHAR, tags VARCHAR",
          "point",
          "series INTEGER, second BIGINT, value DOUBLE, span INTEGER",
          "page",
          "metric VARCHAR, day BIGINT, first INTEGER, last INTEGER, newest BIGINT, series BLOB",
          "sketch",
          "series INTEGER, second BIGINT, value BLOB",
          "document",
          "kind VARCHAR, id VARCHAR, created BIGINT, modified BIGINT, body VARCHAR",
          "event",
          "id BIGINT, second BIGINT, body VARCHAR");

  private static final Pattern IS_FATAL =
      Pattern.compile(
          "^(FATAL|INTERNAL|Data Corruption) Error|database has been invalidated"
              + "|Could not read enough bytes");

  private final DuckDBConnection first;
  private final BlockingQueue<DuckDBConnection> readers = new ArrayBlockingQueue<>(READERS);
  private final CompletableFuture<String> broken = new CompletableFuture<>();

  private Engine(DuckDBConnection first) throws SQLException {
    this.first = first;
    for (int i = 0; i < READERS; i++) {
      readers.add(first.duplicate());
    }
  }

  /// What came of opening.
  ///
  /// @param quarantined where a broken file was moved; empty where none was
  /// @param cutLog a copy of a log that was not read to its end; empty where it was
  record Opened(Engine engine, Optional<Path> quarantined, Optional<Path> cutLog) {}

  /// Opens the file of a folder, or a new one. A file that is none of the engine's any more is
  /// moved aside whole.
  ///
  /// @throws StoreException where another process has it, or nothing can be written
  static Opened open(Path folder, Instant now) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new StoreException("the store's folder " + folder + " cannot be made", refused);
    }
    Optional<Path> cutLog = Optional.empty();
    try {
      cutLog = keptIfCut(folder, now);
      return new Opened(connected(file), Optional.empty(), cutLog);
    } catch (IOException unreadable) {
      throw new StoreException("the log beside " + file + " cannot be read or kept", unreadable);
    } catch (NewerFormat newer) {
      throw new StoreException(file + " " + newer.getMessage(), newer);
    } catch (SQLException refused) {
      // Either the log is another process's, or it goes the way of its file.
      cutLog.ifPresent(Engine::drop);
      if (isInUse(refused)) {
        throw new StoreException(
            file + " is in use by another process; only one server can own a store", refused);
      }
      if (!Files.exists(file)) {
        throw new StoreException(file + " cannot be made: " + reason(refused), refused);
      }
      if (isOfMachine(refused)) {
        throw new StoreException(file + " cannot be opened: " + reason(refused), refused);
      }
      return afresh(folder, file, now, refused);
    }
  }

  /// Keeps a copy of a log that the engine will not read to its end, before it writes another.
  private static Optional<Path> keptIfCut(Path folder, Instant now) throws IOException {
    Path log = folder.resolve(FILE + ".wal");
    if (EngineLog.passedOver(log) == 0) {
      return Optional.empty();
    }
    Path copy = unused(folder.resolve("quarantine"), FILE + ".wal." + now.getEpochSecond());
    Files.createDirectories(copy.getParent());
    return Optional.of(Files.copy(log, copy));
  }

  private static void drop(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException left) {
      // It is in nobody's way.
    }
  }

  private static Opened afresh(Path folder, Path file, Instant now, SQLException broken) {
    Path aside = unused(folder.resolve("quarantine"), FILE + "." + now.getEpochSecond());
    try {
      Files.createDirectories(aside.getParent());
      Files.move(file, aside);
      Path log = folder.resolve(FILE + ".wal");
      if (Files.exists(log)) {
        Files.move(log, aside.resolveSibling(aside.getFileName() + ".wal"));
      }
      return new Opened(connected(file), Optional.of(aside), Optional.empty());
    } catch (IOException | SQLException still) {
      still.addSuppressed(broken);
      throw new StoreException(
          file + " is broken (" + reason(broken) + ") and cannot be moved aside", still);
    }
  }

  private static Path unused(Path folder, String name) {
    Path file = folder.resolve(name);
    for (int more = 2; Files.exists(file); more++) {
      file = folder.resolve(name + "-" + more);
    }
    return file;
  }

  private static Engine connected(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    Engine engine = new Engine(connection.unwrap(DuckDBConnection.class));
    try {
      engine.prepare();
      engine.verify();
      return engine;
    } catch (SQLException | RuntimeException failed) {
      engine.close();
      throw failed;
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = first.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS format(version INTEGER)");
      int version = format(statement);
      if (version > FORMAT) {
        throw new NewerFormat(version);
      }
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS " + table.getKey() + "(" + table.getValue() + ")");
      }
      if (version < FORMAT) {
        statement.execute("DELETE FROM format");
        statement.execute("INSERT INTO format VALUES (" + FORMAT + ")");
      }
    }
  }

  /// Reads every block, which has a checksum: one that is broken must not be met in the midst of
  /// work.
  private void verify() throws SQLException {
    try (Statement statement = first.createStatement()) {
      for (String table : TABLES.keySet()) {
        statement.execute("SELECT bit_xor(hash(t)) FROM " + table + " t");
      }
    }
  }

  /// The format of the file; 0 for a new one.
  private static int format(Statement statement) throws SQLException {
    try (ResultSet format = statement.executeQuery("SELECT max(version) FROM format")) {
      format.next();
      return format.getInt(1);
    }
  }

  /// A file that must stay where it is: it is whole, but not for this program.
  private static final class NewerFormat extends SQLException {
    NewerFormat(int version) {
      super("has format " + version + ", made by a newer metta; this one knows up to " + FORMAT);
    }
  }

  private static boolean isInUse(SQLException refused) {
    return String.valueOf(refused.getMessage()).contains("Conflicting lock")
        || String.valueOf(refused.getMessage()).contains("Could not set lock");
  }

  /// Whether the machine, or the engine's release, is why the file cannot be opened, and not what
  /// is in it.
  static boolean isOfMachine(SQLException refused) {
    return OF_MACHINE.matcher(String.valueOf(refused.getMessage())).find();
  }

  /// The engine's first line, and where it only says which line of a file is wrong, also why.
  private static String reason(@Nullable Throwable refused) {
    String message = String.valueOf(refused == null ? null : refused.getMessage());
    List<String> lines = message.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> i == 0 || lines.get(i).startsWith("Error when"))
        .mapToObj(lines::get)
        .collect(Collectors.joining(": "));
  }

  /// What to tell; notes where the engine goes on no more.
  StoreException failure(String what, @Nullable Throwable failed) {
    String reason = reason(failed);
    if (failed instanceof SQLException && IS_FATAL.matcher(reason).find()) {
      broken.complete(reason);
    }
    return new StoreException(what + ": " + reason, failed);
  }

  /// Done when the engine goes on no more, with its reason.
  CompletableFuture<String> broken() {
    return broken;
  }

  /// The one connection that writes.
  DuckDBConnection writer() {
    return first;
  }

  /// Something done with a connection of its own.
  interface Reading<T> {
    T read(DuckDBConnection connection) throws SQLException;
  }

  /// Waits for a free connection.
  <T> T read(Reading<T> reading) {
    DuckDBConnection connection;
    try {
      connection = readers.take();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the store", ended);
    }
    try {
      return reading.read(connection);
    } catch (SQLException failed) {
      throw failure("the store cannot be read", failed);
    } finally {
      readers.add(connection);
    }
  }

  /// The same where everything is read as it is at one instant, whatever is written meanwhile.
  <T> T readAtOnce(Reading<T> reading) {
    return read(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN TRANSACTION");
        try {
          return reading.read(connection);
        } finally {
          statement.execute("ROLLBACK");
        }
      }
    });
  }

  @Override
  public void close() throws SQLException {
    for (DuckDBConnection reader : readers) {
      reader.close();
    }
    first.close();
  }
}
