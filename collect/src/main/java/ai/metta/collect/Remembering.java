// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.util.List;
import java.util.Map;

/// A collector whose facts can be looked at after a run.
final class Remembering<F> implements Collector<F> {
  private final Collector<F> collector;
  private volatile Map<Scope, F> facts = Map.of();

  Remembering(Collector<F> collector) {
    this.collector = collector;
  }

  /// What it fetched last; nothing before a run.
  Map<Scope, F> facts() {
    return facts;
  }

  @Override
  public Profile profile() {
    return collector.profile();
  }

  @Override
  public Catalogue<F> catalogue() {
    return collector.catalogue();
  }

  @Override
  public Map<Scope, F> fetch(Fetch fetch, Window window) {
    facts = collector.fetch(fetch, window);
    return facts;
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return collector.probe(fetch);
  }
}
