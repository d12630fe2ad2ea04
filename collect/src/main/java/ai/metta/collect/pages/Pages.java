// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.pages;

import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import ai.metta.collect.SelfMetrics;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Standard;
import ai.metta.dashboards.Subject;
import ai.metta.metric.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The product's dashboards.
public final class Pages {
  private Pages() {}

  /// Every dashboard, one that several collectors have a part in as one.
  public static List<Dashboard> of(Registry registry) {
    Map<String, Dashboard> byName = new LinkedHashMap<>();
    for (Collector<?> collector : registry.inOrder()) {
      for (Dashboard dashboard : of(collector, List.copyOf(byName.values()))) {
        byName.merge(dashboard.name(), dashboard, Dashboard::joining);
      }
    }
    return List.copyOf(byName.values());
  }

  private static List<Dashboard> of(Collector<?> collector, List<Dashboard> before) {
    List<Dashboard> own = new ArrayList<>(collector.dashboards(before));
    return own.isEmpty() ? List.of(standard(collector.profile(), collector.catalogue())) : own;
  }

  /// An empty dashboard about a collector.
  ///
  /// @param name of its file
  public static Dashboard about(
      Profile profile, Catalogue<?> catalogue, String name, String title, Purpose purpose) {
    return Dashboard.about(
        Subject.of(profile.name(), profile.schedule(), catalogue),
        name,
        title,
        purpose,
        SelfMetrics.Kind.FAILED.metric());
  }

  /// The dashboard of a collector that has written none: all follows from its catalogue.
  static Dashboard standard(Profile profile, Catalogue<?> catalogue) {
    Dashboard empty =
        about(
            profile,
            catalogue,
            profile.name(),
            profile.name(),
            new Purpose(profile.description(), "Whoever runs it"));
    return empty.with(Standard.groups(empty.subjects().getFirst()));
  }
}
