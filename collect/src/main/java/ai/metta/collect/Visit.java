// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Guard.Ending;
import ai.metta.collect.health.HealthRow;
import ai.metta.collect.health.HealthRows;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.util.List;
import java.util.Map;

/// One collector at work: fetches, evaluates, and ends with its deadline whatever the collector
/// does meanwhile.
///
/// @param asked what is asked, and when
/// @param sourceTags on every series
/// @param rows of the health grid
record Visit<F>(
    Collector<F> collector,
    Fetch fetch,
    Evaluation.Asked asked,
    Plan plan,
    Tags sourceTags,
    HealthRows rows) {
  Ending<Evaluated> ending() {
    try {
      return fetch.guard(collector.profile().name()).ending("visit", this::evaluated);
    } finally {
      fetch.end();
    }
  }

  private Evaluated evaluated() {
    Profile profile = collector.profile();
    Map<Scope, F> snapshots = collector.fetch(fetch, Window.ending(plan.asOf(), profile.window()));
    fetch.end();
    Catalogue<F> catalogue = collector.catalogue();
    List<HealthRow> own =
        rows.of(new HealthRows.Source(profile.name(), profile.schedule(), catalogue::metrics));
    return new Evaluation<>(profile, catalogue, plan, asked, sourceTags, own).of(snapshots);
  }
}
