// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Scripted.Facts;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Scope;
import ai.metta.metric.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Remembers which window was read.
final class Windowed implements Collector<Facts> {
  final AtomicReference<Instant> from = new AtomicReference<>();
  final AtomicReference<Instant> until = new AtomicReference<>();
  private final Scripted collector;

  Windowed(Scripted collector) {
    this.collector = collector;
  }

  @Override
  public Profile profile() {
    return collector.profile();
  }

  @Override
  public Catalogue<Facts> catalogue() {
    return collector.catalogue();
  }

  @Override
  public Map<Scope, Facts> fetch(Fetch fetch, Window window) {
    from.set(window.from());
    until.set(window.until());
    return collector.fetch(fetch, window);
  }

  @Override
  public List<Probe> probe(Fetch fetch) {
    return List.of();
  }
}
