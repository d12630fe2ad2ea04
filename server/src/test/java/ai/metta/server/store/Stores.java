// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

import ai.metta.metric.Buckets;
import ai.metta.metric.MetricType;
import ai.metta.metric.SeriesSource.Reduction;
import ai.metta.metric.SeriesSource.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What tests of stores write into them, and read from them.
final class Stores {
  private Stores() {}

  /// One gauge's value at some seconds.
  ///
  /// @param tags parted by line feeds
  static void write(MetricStore store, String metric, String tags, double value, long... seconds) {
    store.write(
        new Batch()
            .add(
                metric,
                MetricType.GAUGE,
                tags.isEmpty() ? List.of() : List.of(tags.split("\n")),
                Optional.empty(),
                Arrays.stream(seconds).mapToObj(second -> new Sample(second, value, 0)).toList()));
  }

  /// All series of a metric in one bucket.
  static Request request(String metric, Reduction reduction, long from, long until) {
    return new Request(metric, _ -> true, new Buckets(new long[] {from}, until), reduction);
  }

  /// What that gives, by the series' tags.
  static Map<String, Double> read(MetricStore store, Request request) {
    return store.source().read(request).stream()
        .collect(
            Collectors.toMap(reading -> reading.tags().toString(), reading -> reading.value(0)));
  }
}
