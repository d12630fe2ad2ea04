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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/// Reads series back: the engine reduces values into buckets, so that a window of a million values
/// comes as the few that are shown.
record StoredSeries(Engine engine, SeriesIndex index, Map<String, Metadata> metrics)
    implements SeriesSource {
  /// Up to so many series are named; more are found by their metric, and those out of scope left.
  private static final int FEW = 200;

  @Override
  public Optional<MetricType> type(String metric) {
    return Optional.ofNullable(metrics.get(metric)).map(Metadata::type);
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Values(List<String> tags, double[] values) implements Reading {
    @Override
    public double value(int bucket) {
      return values[bucket];
    }
  }

  @Override
  public List<Reading> read(Request request) {
    List<Known> wanted = index.matching(request.metric(), request.scope());
    if (wanted.isEmpty() || request.buckets().size() == 0) {
      return List.of();
    }
    Map<Integer, Values> found = new HashMap<>();
    Map<Integer, List<String>> tags = new HashMap<>();
    wanted.forEach(known -> tags.put(known.id(), known.tags()));
    engine.read(connection -> {
      Selection selection = Selection.of(request, wanted);
      String query =
          "SELECT p.series, "
              + selection.bucket()
              + " AS bucket, "
              + reduction(request)
              + " FROM point p"
              + selection.condition()
              + " GROUP BY ALL";
      try (PreparedStatement statement = selection.prepare(connection, query);
          ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          int series = rows.getInt(1);
          List<String> own = tags.get(series);
          if (own != null) {
            found.computeIfAbsent(series, _ -> new Values(own, empty(request.buckets().size())))
                    .values()[rows.getInt(2)] =
                rows.getDouble(3);
          }
        }
      }
      return found;
    });
    return List.copyOf(found.values());
  }

  private String reduction(Request request) {
    return switch (request.reduction()) {
      case AVG -> "avg(p.value)";
      case SUM -> "sum(p.value)";
      case MIN -> "min(p.value)";
      case MAX -> "max(p.value)";
      case COUNT -> "count(p.value)";
      case LAST -> "arg_max(p.value, p.second)";
      case EVENTS ->
          type(request.metric()).equals(Optional.of(MetricType.RATE))
              ? "sum(p.value * greatest(p.span, 1))"
              : "sum(p.value)";
    };
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

  private static double[] empty(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
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
      long seconds = buckets.seconds(0);
      for (int i = 1; i < buckets.size(); i++) {
        if (buckets.seconds(i) != seconds) {
          return byStarts(buckets);
        }
      }
      return "CAST((p.second - " + buckets.start(0) + ") // " + seconds + " AS INTEGER)";
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
