// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.pages;

import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import ai.metta.collect.SelfMetrics;
import ai.metta.collect.health.HealthMetrics;
import ai.metta.collect.health.HealthRow;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Purpose;
import ai.metta.dashboards.Standard;
import ai.metta.dashboards.Subject;
import ai.metta.metric.Catalogue;
import ai.metta.metric.Metric;
import ai.metta.metric.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /// The slug of the page that shows each collector's metrics.
  public static Map<String, String> bySubject(Registry registry) {
    Map<String, String> slugs = new LinkedHashMap<>();
    for (Dashboard dashboard : of(registry)) {
      dashboard
          .subjects()
          .forEach(subject -> slugs.putIfAbsent(subject.collector(), dashboard.slug()));
    }
    return slugs;
  }

  /// Every metric that can be emitted, by who measures it; the runner's own as of its name.
  ///
  /// @param rows of the health grid
  public static List<Subject> subjects(Registry registry, List<HealthRow> rows) {
    List<Metric> own = new ArrayList<>(HealthMetrics.catalogue(rows));
    own.addAll(SelfMetrics.catalogue(registry.names()));
    return Stream.concat(
            registry.all().stream().map(Pages::subject),
            Stream.of(new Subject("runner", Schedule.everyMinutes(60), own, List.of())))
        .toList();
  }

  private static Subject subject(Collector<?> collector) {
    Profile profile = collector.profile();
    return Subject.of(profile.name(), profile.schedule(), collector.catalogue());
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
