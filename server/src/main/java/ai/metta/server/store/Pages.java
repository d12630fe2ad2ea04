// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Pages of a day, made of values that come series by series.
final class Pages {
  private final long day;
  private final List<Page> done = new ArrayList<>();
  private PageWriter page;
  private String metric = "";
  private int series = -1;
  private int count;
  private long[] seconds = new long[128];
  private double[] values = new double[128];
  private int[] spans = new int[128];

  private record Page(String metric, PageWriter content) {}

  /// @param day since 1970, of UTC
  Pages(long day) {
    this.day = day;
    this.page = new PageWriter(day);
  }

  /// Adds a value: those of a metric come together, then those of a series, by its number; then by
  /// their seconds.
  void add(String ofMetric, int ofSeries, long second, double value, int span) {
    if (ofSeries != series) {
      endSeries();
      if (!ofMetric.equals(metric) || page.count() == PageWriter.MOST_SERIES) {
        endPage();
        metric = ofMetric;
      }
      series = ofSeries;
    }
    if (count == seconds.length) {
      seconds = Arrays.copyOf(seconds, count * 2);
      values = Arrays.copyOf(values, count * 2);
      spans = Arrays.copyOf(spans, count * 2);
    }
    seconds[count] = second;
    values[count] = value;
    spans[count++] = span;
  }

  private void endSeries() {
    if (count > 0) {
      page.add(
          series,
          Arrays.copyOf(seconds, count),
          Arrays.copyOf(values, count),
          Arrays.copyOf(spans, count));
      count = 0;
    }
  }

  private void endPage() {
    if (page.count() > 0) {
      done.add(new Page(metric, page));
      page = new PageWriter(day);
    }
  }

  /// Writes all, inside a transaction.
  void write(DuckDBConnection connection) throws SQLException {
    endSeries();
    endPage();
    try (DuckDBAppender appender = connection.createAppender("page")) {
      for (Page one : done) {
        PageWriter content = one.content();
        appender.beginRow();
        appender.append(one.metric()).append(day).append(content.first()).append(content.last());
        appender.append(content.newest()).append(content.bytes()).endRow();
      }
    }
  }
}
