// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.MetricType;
import ai.metta.server.store.SeriesIndex.Known;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes batches on a thread of its own, those that wait together in one transaction: each comes
/// back when it is on disk. A value of a series and second that is there already takes its place.
final class Writer implements AutoCloseable {
  private static final Logger LOG = System.getLogger("metta.server");
  private static final int MOST_TOGETHER = 64;

  private final Engine engine;
  private final Disk disk;
  private final DuckDBConnection connection;
  private final SeriesIndex index;
  private final Map<String, Metadata> metrics;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  /// What a transaction told the memory, to be taken back where it fails.
  private final List<Runnable> undo = new ArrayList<>();

  private volatile boolean closing;

  /// @param metrics shared with readers; safe for use by several threads
  Writer(Engine engine, Disk disk, SeriesIndex index, Map<String, Metadata> metrics) {
    this.engine = engine;
    this.disk = disk;
    this.connection = engine.writer();
    this.index = index;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("store").daemon().start(this::work);
  }

  /// Work for the connection, and whom to tell.
  private record Waiting(Work work, CompletableFuture<Void> done) {}

  /// Something written inside a transaction.
  interface Work {
    void write(DuckDBConnection connection) throws SQLException;
  }

  /// Returns when the batch is on disk.
  ///
  /// @throws StoreException where it could not be written; then none of it is
  void write(Batch batch) {
    disk.requireRoom();
    run(_ -> write(List.of(batch)), Optional.of(batch));
  }

  /// Runs other work in a transaction of its own.
  ///
  /// @throws StoreException where it could not be done; then none of it is
  void run(Work work) {
    disk.requireRoom();
    run(work, Optional.empty());
  }

  /// The same for work that deletes, and is done on a full disk too.
  void delete(Work work) {
    run(work, Optional.empty());
  }

  private void run(Work work, Optional<Batch> batch) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    queue.add(new Waiting(batch.<Work>map(BatchWork::new).orElse(work), done));
    try {
      done.get();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while writing", ended);
    } catch (ExecutionException failed) {
      throw engine.failure("the store cannot be written", failed.getCause());
    }
  }

  /// A batch, which may share a transaction with others.
  private record BatchWork(Batch batch) implements Work {
    @Override
    public void write(DuckDBConnection connection) {
      throw new IllegalStateException("batches are written together");
    }
  }

  private void work() {
    while (!closing || !queue.isEmpty()) {
      try {
        List<Waiting> together = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(together, MOST_TOGETHER - 1);
        write(together, 0);
      } catch (InterruptedException ended) {
        // The loop's condition says whether to go on.
      }
    }
  }

  /// Batches in a row share a transaction; where that fails each has its own, so that one that
  /// cannot be written costs only itself.
  private void write(List<Waiting> together, int from) {
    int until = from;
    List<Batch> batches = new ArrayList<>();
    while (until < together.size()
        && together.get(until).work() instanceof BatchWork(Batch batch)) {
      batches.add(batch);
      until++;
    }
    if (batches.isEmpty()) {
      alone(together.get(from), together.get(from).work());
      until = from + 1;
    } else {
      try {
        inTransaction(_ -> write(batches));
        together.subList(from, until).forEach(one -> one.done().complete(null));
      } catch (SQLException | RuntimeException failed) {
        for (Waiting one : together.subList(from, until)) {
          alone(one, _ -> write(List.of(((BatchWork) one.work()).batch())));
        }
      }
    }
    if (until < together.size()) {
      write(together, until);
    }
  }

  private void alone(Waiting waiting, Work work) {
    try {
      inTransaction(work);
      waiting.done().complete(null);
    } catch (SQLException | RuntimeException failed) {
      waiting.done().completeExceptionally(failed);
    }
  }

  /// Begins in words: to an appender, switching off automatic commits is no beginning, and each of
  /// its chunks would be a transaction of its own.
  private void inTransaction(Work work) throws SQLException {
    undo.clear();
    execute("BEGIN TRANSACTION");
    try {
      work.write(connection);
      execute("COMMIT");
    } catch (SQLException | RuntimeException failed) {
      undo.forEach(Runnable::run);
      try {
        execute("ROLLBACK");
      } catch (SQLException ended) {
        // A commit that failed has taken its transaction with it.
        failed.addSuppressed(ended);
      }
      throw failed;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What a transaction brings.
  private record Row(int series, long second, double value, long span) {}

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record SketchRow(int series, long second, byte[] value) {}

  private record Spot(int series, long second) {}

  private void write(List<Batch> batches) throws SQLException {
    Map<Spot, Row> rows = new HashMap<>();
    Map<Spot, SketchRow> sketches = new HashMap<>();
    Set<Spot> perhapsThere = new HashSet<>();
    try (Adding adding = new Adding()) {
      for (Batch batch : batches) {
        for (Batch.Values values : batch.values()) {
          if (!adding.takes(values.metric(), false)) {
            continue;
          }
          Known series =
              adding.series(values.metric(), values.type(), values.unit(), values.tags());
          for (Sample sample : values.samples()) {
            Spot spot = new Spot(series.id(), sample.second());
            if (!index.isNewest(values.metric(), series.tags(), sample.second())) {
              perhapsThere.add(spot);
            }
            rows.put(
                spot, new Row(series.id(), sample.second(), sample.value(), sample.interval()));
          }
        }
        for (Batch.Sketched sketched : batch.sketches()) {
          if (!adding.takes(sketched.metric(), true)) {
            continue;
          }
          Known series =
              adding.series(
                  sketched.metric(), MetricType.DISTRIBUTION, Optional.empty(), sketched.tags());
          Spot spot = new Spot(series.id(), sketched.second());
          if (!index.isNewest(sketched.metric(), series.tags(), sketched.second())) {
            perhapsThere.add(spot);
          }
          sketches.put(spot, new SketchRow(series.id(), sketched.second(), sketched.bytes()));
        }
      }
    }
    remove(perhapsThere);
    try (DuckDBAppender appender = connection.createAppender("point")) {
      for (Row row : rows.values()) {
        appender.beginRow();
        appender.append(row.series()).append(row.second()).append(row.value());
        appender.append(Math.clamp(row.span(), 0, Integer.MAX_VALUE)).endRow();
      }
    }
    if (!sketches.isEmpty()) {
      try (DuckDBAppender appender = connection.createAppender("sketch")) {
        for (SketchRow row : sketches.values()) {
          appender.beginRow();
          appender.append(row.series()).append(row.second()).append(row.value()).endRow();
        }
      }
    }
  }

  /// Series and metrics that the store did not have yet, and units that it did not.
  private final class Adding implements AutoCloseable {
    private final DuckDBAppender series = connection.createAppender("series");
    private final DuckDBAppender metric = connection.createAppender("metric");

    private final Map<String, String> late = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Adding() throws SQLException {}

    /// Whether values of a kind can be read of a metric: those of a distribution are sketches, and
    /// those of any other are not. What could never be read is not kept.
    boolean takes(String name, boolean sketched) {
      Optional<MetricType> type = Optional.ofNullable(metrics.get(name)).map(Metadata::type);
      boolean takes = type.isEmpty() || type.get().equals(MetricType.DISTRIBUTION) == sketched;
      if (!takes && told.add(name)) {
        LOG.log(
            Level.WARNING,
            name
                + " is a "
                + type.get().word()
                + ": what came for it "
                + (sketched ? "as a distribution" : "as single values")
                + " is not kept");
      }
      return takes;
    }

    Known series(String name, MetricType type, Optional<String> unit, List<String> tags)
        throws SQLException {
      if (!metrics.containsKey(name)) {
        metrics.put(name, Metadata.of(type, unit));
        undo.add(() -> metrics.remove(name));
        metric.beginRow();
        metric.append(name).append(type.word());
        metric.append(unit.orElse(null)).append((String) null).append((String) null);
        metric.append((String) null).append((Long) null).endRow();
      } else if (unit.isPresent() && metrics.get(name).unit().isEmpty()) {
        late(name, metrics.get(name), unit);
      }
      Optional<Known> known = index.find(name, tags);
      if (known.isPresent()) {
        return known.get();
      }
      Known added = index.add(name, tags);
      undo.add(() -> index.forget(name, added.tags()));
      series.beginRow();
      series.append(added.id()).append(name).append(String.join("\n", tags)).endRow();
      return added;
    }

    /// A unit that comes after the metric did, and where nobody has said one.
    private void late(String name, Metadata before, Optional<String> unit) {
      metrics.put(
          name,
          new Metadata(
              before.type(),
              unit,
              before.perUnit(),
              before.description(),
              before.shortName(),
              before.statsdInterval()));
      undo.add(() -> metrics.computeIfPresent(name, (_, _) -> before));
      unit.ifPresent(word -> late.put(name, word));
    }

    @Override
    public void close() throws SQLException {
      series.close();
      metric.close();
      if (late.isEmpty()) {
        return;
      }
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE metric SET unit = ? WHERE name = ?")) {
        for (Map.Entry<String, String> unit : late.entrySet()) {
          update.setString(1, unit.getValue());
          update.setString(2, unit.getKey());
          update.execute();
        }
      }
    }
  }

  private void remove(Set<Spot> spots) throws SQLException {
    if (spots.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE replaced(series INTEGER, second BIGINT)");
      try (DuckDBAppender appender = connection.createAppender("temp", "main", "replaced")) {
        for (Spot spot : spots) {
          appender.beginRow();
          appender.append(spot.series()).append(spot.second()).endRow();
        }
      }
      for (String table : List.of("point", "sketch")) {
        statement.execute(
            "DELETE FROM "
                + table
                + " USING replaced WHERE "
                + table
                + ".series = replaced.series AND "
                + table
                + ".second = replaced.second");
      }
    }
  }

  /// Writes what waits, and ends.
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
