// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Series, their values and what is said of metrics, in one file that this process owns. Safe for
/// use by many threads: one writes, several read.
public final class MetricStore implements AutoCloseable {
  private final Engine engine;
  private final Disk disk;
  private final Optional<Path> quarantined;
  private final Optional<Path> cutLog;
  private final SeriesIndex index = new SeriesIndex();
  private final Map<String, Metadata> metrics = new ConcurrentHashMap<>();
  private final Writer writer;

  private MetricStore(Engine.Opened opened, Disk disk) {
    this.engine = opened.engine();
    this.disk = disk;
    this.quarantined = opened.quarantined();
    this.cutLog = opened.cutLog();
    load();
    this.writer = new Writer(engine, disk, index, metrics);
  }

  /// Opens the store of a folder, or makes one.
  ///
  /// @throws StoreException where another process has it, or nothing can be written
  public static MetricStore open(Path folder, Instant now) {
    return open(folder, now, Disk.of(folder));
  }

  static MetricStore open(Path folder, Instant now, Disk disk) {
    return new MetricStore(Engine.open(folder, now), disk);
  }

  /// Whether a folder has a store, in whatever state.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(Engine.FILE));
  }

  /// Where a broken file was moved to when the store was opened; empty where it was whole.
  public Optional<Path> quarantined() {
    return quarantined;
  }

  /// A copy of the log, where it could not be read to its end when the store was opened: what stood
  /// behind that is lost. After a crash in the midst of a write that is what was not yet kept.
  public Optional<Path> cutLog() {
    return cutLog;
  }

  /// Done, with the reason, when the store goes on no more, as after a disk ran full or failed
  /// while it wrote. What was kept is there when it is opened again.
  public CompletableFuture<String> broken() {
    return engine.broken();
  }

  /// Keeps all of it, or nothing; returns when it is on disk.
  ///
  /// @throws StoreException where it cannot be kept, as on a full disk
  public void write(Batch batch) {
    if (batch.size() > 0) {
      writer.write(batch);
    }
  }

  public SeriesSource source() {
    return new StoredSeries(engine, index, metrics);
  }

  public int seriesCount() {
    return index.size();
  }

  /// Metrics with a value since then, sorted.
  public Set<String> activeSince(Instant then) {
    return index.activeSince(then.getEpochSecond());
  }

  /// The values that a tag's key has in any series, sorted.
  public Set<String> tagValues(String key) {
    return index.values(key);
  }

  /// The tags that a metric's series have, each once, sorted.
  public Set<String> tags(String metric) {
    return index.tags(metric).tags();
  }

  /// How many series a metric has.
  public int seriesCount(String metric) {
    return index.tags(metric).series();
  }

  public Optional<Metadata> metadata(String metric) {
    return Optional.ofNullable(metrics.get(metric));
  }

  /// Replaces what is said of a metric.
  public void describe(String metric, Metadata metadata) {
    writer.run(connection -> {
      try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM metric WHERE name = ?");
          PreparedStatement insert =
              connection.prepareStatement("INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?)")) {
        delete.setString(1, metric);
        delete.execute();
        insert.setString(1, metric);
        insert.setString(2, metadata.type().word());
        insert.setString(3, metadata.unit().orElse(null));
        insert.setString(4, metadata.perUnit().orElse(null));
        insert.setString(5, metadata.description().orElse(null));
        insert.setString(6, metadata.shortName().orElse(null));
        insert.setObject(7, metadata.statsdInterval().orElse(null));
        insert.execute();
      }
    });
    metrics.put(metric, metadata);
  }

  /// Deletes values, and events, of days of UTC that ended by an instant. A day goes whole: of a
  /// value that has taken another's place on a page, only both.
  public void forgetBefore(Instant then) {
    long day = Math.floorDiv(then.getEpochSecond(), PageReader.DAY);
    writer.delete(connection -> {
      try (Statement delete = connection.createStatement()) {
        delete.execute("DELETE FROM page WHERE day < " + day);
        for (String table : List.of("point", "sketch", "event")) {
          delete.execute("DELETE FROM " + table + " WHERE second < " + day * PageReader.DAY);
        }
      }
    });
  }

  /// Puts the values of the earliest closed day that lie as they came on pages, so that a series is
  /// found in one piece; where there is none, makes the file smaller if most of it is empty.
  /// Nothing is changed but where values lie. Writing gets its turn in between.
  ///
  /// @return whether there was such a day
  public boolean arrangeNext(Instant now) {
    Optional<Long> day = engine.read(connection -> Arranging.next(connection, now));
    day.ifPresent(number -> {
      Map<String, int[]> all = engine.read(Arranging::all);
      for (Arranging part : Arranging.parts(number, all, Arranging.TOGETHER)) {
        writer.run(part::arrange);
      }
    });
    if (day.isEmpty() && engine.read(Room::isWasted) && disk.hasRoom(engine.read(Room::used))) {
      writer.run(Room::giveBack);
    }
    return day.isPresent();
  }

  public Documents documents() {
    return new Documents(engine, writer);
  }

  /// The values as files, out of the store and into it.
  public Archive archive() {
    return new Archive(engine, this::write);
  }

  private void load() {
    engine.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM metric")) {
        while (rows.next()) {
          metrics.put(rows.getString(1), metadata(rows));
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT s.id, s.metric, s.tags, coalesce(max(v.second), -1) FROM series s LEFT JOIN"
                      + " (SELECT series, max(second) AS second FROM point GROUP BY series UNION ALL"
                      + " SELECT series, max(second) AS second FROM sketch GROUP BY series) v"
                      + " ON v.series = s.id GROUP BY ALL")) {
        while (rows.next()) {
          String tags = rows.getString(3);
          index.load(
              rows.getInt(1),
              rows.getString(2),
              tags.isEmpty() ? List.of() : List.of(tags.split("\n")),
              rows.getLong(4));
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT metric, max(newest) FROM page GROUP BY metric")) {
        while (rows.next()) {
          index.loadPages(rows.getString(1), rows.getLong(2));
        }
      }
      return metrics;
    });
  }

  private static Metadata metadata(ResultSet row) throws SQLException {
    long interval = row.getLong(7);
    Optional<Long> statsd = row.wasNull() ? Optional.empty() : Optional.of(interval);
    return new Metadata(
        MetricType.of(row.getString(2)),
        Optional.ofNullable(row.getString(3)),
        Optional.ofNullable(row.getString(4)),
        Optional.ofNullable(row.getString(5)),
        Optional.ofNullable(row.getString(6)),
        statsd);
  }

  @Override
  public void close() {
    writer.close();
    try {
      engine.close();
    } catch (SQLException failed) {
      throw new StoreException("the store could not be closed", failed);
    }
  }
}
