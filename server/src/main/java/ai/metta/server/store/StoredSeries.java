// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.Buckets;
import ai.metta.metric.Distribution;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource;
import ai.metta.server.store.SeriesIndex.Known;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Reads series back into buckets: closed days from pages, and what came since from rows.
record StoredSeries(Engine engine, SeriesIndex index, Map<String, Metadata> metrics)
    implements SeriesSource {
  /// Up to so many series are named; more are found by their metric, and those out of scope left.
  private static final int FEW = 200;

  @Override
  public Optional<MetricType> type(String metric) {
    return Optional.ofNullable(metrics.get(metric)).map(Metadata::type);
  }

  @Override
  public boolean hasSeveral(String metric, Predicate<List<String>> scope) {
    return index.hasSeveral(metric, scope);
  }

  @Override
  public List<Reading> read(Request request) {
    List<Known> wanted = index.matching(request.metric(), request.scope());
    if (wanted.isEmpty() || request.buckets().size() == 0) {
      return List.of();
    }
    Tallies tallies = new Tallies(wanted, request, type(request.metric()));
    engine.readAtOnce(connection -> {
      List<Page> pages = pages(connection, request, tallies);
      Set<Spot> late = rows(connection, request, wanted, tallies, pages);
      PageReader reader = new PageReader();
      for (Page page : pages) {
        reader.open(page.bytes(), page.day());
        while (reader.next()) {
          tallies.add(reader, late);
        }
      }
      return tallies;
    });
    return tallies.readings();
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Page(long day, byte[] bytes) {}

  private record Spot(int series, long second) {}

  /// The tallies of what is wanted, found by the number of a series: begun with its first value,
  /// since most series of a metric may have ended long ago.
  private static final class Tallies {
    private final Request request;
    private final Optional<MetricType> type;
    private final long even;
    private final int first;
    private final @Nullable Known[] wanted;
    private final @Nullable Tally[] begun;
    private long count;

    Tallies(List<Known> wanted, Request request, Optional<MetricType> type) {
      this.request = request;
      this.type = type;
      this.even = Tally.even(request.buckets());
      this.first = wanted.stream().mapToInt(Known::id).min().orElseThrow();
      int last = wanted.stream().mapToInt(Known::id).max().orElseThrow();
      this.wanted = new Known[last - first + 1];
      this.begun = new Tally[last - first + 1];
      wanted.forEach(known -> this.wanted[known.id() - first] = known);
    }

    int first() {
      return first;
    }

    int last() {
      return first + wanted.length - 1;
    }

    /// Null for a series that is not wanted.
    @Nullable Tally of(int series) {
      int place = series - first;
      if (place < 0 || place >= wanted.length) {
        return null;
      }
      Tally tally = begun[place];
      Known known = wanted[place];
      if (tally == null && known != null) {
        request.require(++count);
        tally = new Tally(known.tags(), request, type, even);
        begun[place] = tally;
      }
      return tally;
    }

    /// Takes the values that a page has of a series, but where a late one stands for it.
    void add(PageReader page, Set<Spot> late) {
      Tally tally = of(page.series());
      if (tally == null) {
        return;
      }
      for (int i = 0; i < page.count(); i++) {
        if (late.isEmpty() || !late.contains(new Spot(page.series(), page.second(i)))) {
          tally.add(page.second(i), page.value(i), page.span(i));
        }
      }
    }

    boolean isAnyBetween(int from, int until) {
      for (int series = Math.max(from, first); series <= Math.min(until, last()); series++) {
        if (wanted[series - first] != null) {
          return true;
        }
      }
      return false;
    }

    List<Reading> readings() {
      List<Reading> readings = new ArrayList<>();
      for (Tally tally : begun) {
        if (tally != null && !tally.isEmpty()) {
          readings.add(tally);
        }
      }
      return readings;
    }
  }

  /// Of closed days.
  private static List<Page> pages(DuckDBConnection connection, Request request, Tallies tallies)
      throws SQLException {
    Buckets buckets = request.buckets();
    List<Page> pages = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT day, first, last, series FROM page WHERE metric = ? AND day BETWEEN ? AND ?"
                + " AND first <= ? AND last >= ?")) {
      statement.setString(1, request.metric());
      statement.setLong(2, Math.floorDiv(buckets.start(0), PageReader.DAY));
      statement.setLong(3, Math.floorDiv(buckets.end(buckets.size() - 1) - 1, PageReader.DAY));
      statement.setInt(4, tallies.last());
      statement.setInt(5, tallies.first());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (tallies.isAnyBetween(rows.getInt(2), rows.getInt(3))) {
            pages.add(new Page(rows.getLong(1), rows.getBytes(4)));
          }
        }
      }
    }
    return pages;
  }

  /// Tallies what lies as it came.
  ///
  /// @return those that came when their day was closed
  private static Set<Spot> rows(
      DuckDBConnection connection,
      Request request,
      List<Known> wanted,
      Tallies tallies,
      List<Page> pages)
      throws SQLException {
    long open = pages.stream().mapToLong(page -> (page.day() + 1) * PageReader.DAY).max().orElse(0);
    Set<Spot> late = new HashSet<>();
    Selection selection = Selection.of(request, wanted);
    String query =
        "SELECT p.series, p.second, p.value, p.span FROM point p" + selection.condition();
    try (PreparedStatement statement = selection.prepare(connection, query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        int series = rows.getInt(1);
        Tally tally = tallies.of(series);
        if (tally != null) {
          long second = rows.getLong(2);
          tally.add(second, rows.getDouble(3), rows.getInt(4));
          if (second < open) {
            late.add(new Spot(series, second));
          }
        }
      }
    }
    return late;
  }

  @Override
  public List<DistributionReading> distributions(Request request) {
    List<Known> wanted = index.matching(request.metric(), request.scope());
    if (wanted.isEmpty() || request.buckets().size() == 0) {
      return List.of();
    }
    Map<Integer, List<String>> tags = new HashMap<>();
    wanted.forEach(known -> tags.put(known.id(), known.tags()));
    Map<Integer, Map<Integer, Distribution>> merged = new HashMap<>();
    engine.read(connection -> {
      Selection selection = Selection.of(request, wanted);
      String query =
          "SELECT p.series, "
              + selection.bucket()
              + ", p.value FROM sketch p"
              + selection.condition();
      try (PreparedStatement statement = selection.prepare(connection, query);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (tags.containsKey(rows.getInt(1))) {
            merged
                .computeIfAbsent(rows.getInt(1), _ -> new HashMap<>())
                .merge(rows.getInt(2), Sketch.of(rows.getBytes(3)), Distribution::and);
          }
        }
      }
      return merged;
    });
    List<DistributionReading> readings = new ArrayList<>();
    request.require(merged.size());
    merged.forEach((series, buckets) ->
        readings.add(
            new DistributionReading() {
              @Override
              public List<String> tags() {
                return tags.getOrDefault(series, List.of());
              }

              @Override
              public Optional<Distribution> value(int bucket) {
                return Optional.ofNullable(buckets.get(bucket));
              }
            }));
    return readings;
  }

  /// Which rows are meant, and which bucket each is in.
  ///
  /// @param bucket an expression for its number
  /// @param condition what stands behind the table's name
  private record Selection(String bucket, String condition, Optional<String> metric) {

    static Selection of(Request request, List<Known> wanted) {
      Buckets buckets = request.buckets();
      long from = buckets.start(0);
      long until = buckets.end(buckets.size() - 1);
      String within = " p.second >= " + from + " AND p.second < " + until;
      boolean few = wanted.size() <= FEW;
      String series =
          few
              ? " p.series IN (SELECT unnest(["
                  + wanted.stream()
                      .map(known -> Integer.toString(known.id()))
                      .collect(Collectors.joining(","))
                  + "]))"
              : " p.series IN (SELECT id FROM series WHERE metric = ?)";
      return new Selection(
          bucket(buckets),
          " WHERE" + within + " AND" + series,
          few ? Optional.empty() : Optional.of(request.metric()));
    }

    PreparedStatement prepare(DuckDBConnection connection, String query) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(query);
      if (metric.isPresent()) {
        statement.setString(1, metric.get());
      }
      return statement;
    }

    /// By division where all are of one length; else by their starts.
    private static String bucket(Buckets buckets) {
      long even = Tally.even(buckets);
      return even == 0
          ? byStarts(buckets)
          : "CAST((p.second - " + (buckets.end(0) - even) + ") // " + even + " AS INTEGER)";
    }

    private static String byStarts(Buckets buckets) {
      StringBuilder starts = new StringBuilder();
      for (int i = 0; i < buckets.size(); i++) {
        starts.append(i == 0 ? "" : ",").append(buckets.start(i));
      }
      return "CAST(len(list_filter([" + starts + "], lambda s: s <= p.second)) - 1 AS INTEGER)";
    }
  }
}
