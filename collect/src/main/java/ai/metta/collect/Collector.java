// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.dashboards.Dashboard;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.util.List;
import java.util.Map;

/// One service: how its facts are fetched, and which metrics follow from them.
///
/// Found by `ServiceLoader`, so an implementation is public, has a constructor without parameters
/// and costs nothing to load: its catalogue, client and vendor libraries load when asked for.
///
/// @param <F> the snapshot: an immutable record of [ai.metta.metric.Fetched] parts
public interface Collector<F> {
  Profile profile();

  Catalogue<F> catalogue();

  /// Reads the service: the only method that does I/O. Each part is fetched through [Fetch#part],
  /// so that one that fails costs only the metrics that need it.
  ///
  /// @param window what the run's metrics look back over
  /// @throws NotConfiguredException where a setting or secret is missing, before any request
  Map<Scope, F> fetch(Fetch fetch, Window window);

  /// What was fetched for a backfill, as it is seen at one of its steps. Only a collector that
  /// comes after others knows more of an instant than what was fetched: what those came to.
  ///
  /// @param facts of the time that the whole backfill looks back on, with what those that it comes
  ///   after came to before any step: whether they can be had
  /// @param earlier what they came to at the step
  default F ofThePast(F facts, List<Run.Result> earlier) {
    return facts;
  }

  /// Its dashboards, those of other collectors that it joins included; none where the standard one
  /// will do, which follows from the catalogue.
  ///
  /// @param others of the collectors that it comes after
  default List<Dashboard> dashboards(List<Dashboard> others) {
    return List.of();
  }

  /// What `doctor` asks the service: each answers by itself, none throws.
  List<Probe> probe(Fetch fetch);
}
