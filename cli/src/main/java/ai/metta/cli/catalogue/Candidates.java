// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.catalogue;

import ai.metta.collect.Registry;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import java.util.Iterator;
import java.util.stream.Stream;

/// What shell completion offers, taken from the collectors that are there.
public final class Candidates {
  private Candidates() {}

  /// Names of collectors.
  public static final class Collectors implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Registry.load().names().iterator();
    }
  }

  /// Names of collectors, and `all`.
  static final class CollectorsOrAll implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Registry.load().names().stream(), Stream.of("all")).iterator();
    }
  }

  /// Names of metrics that a collector gives.
  static final class Collected implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Registry.load().all().stream()
          .flatMap(collector -> MetricRow.of(collector).stream())
          .map(row -> row.metric().name())
          .iterator();
    }
  }

  /// Rows of the health grid.
  public static final class Rows implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return HealthRows.declared(Registry.load().sources()).all().stream()
          .map(HealthRow::id)
          .iterator();
    }
  }

  /// Names of metrics, the runner's own included.
  public static final class Metrics implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return MetricRow.all(Registry.load()).stream().map(row -> row.metric().name()).iterator();
    }
  }
}
