// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The monitors that follow from declarations.
public final class Monitors {
  private Monitors() {}

  /// All of them, by name.
  ///
  /// @throws IllegalArgumentException where two have the same name, or the runner lacks a metric of
  ///   its own
  public static List<Monitor> of(Declared declared, Installation installation) {
    Drafting drafting = new Drafting(installation);
    List<Monitor> all =
        Stream.of(
                new CollectorMonitors(declared, drafting).all(),
                new MetricMonitors(declared, drafting).all(),
                new HealthMonitors(declared, drafting).all(),
                new CostMonitors(declared, drafting).all())
            .flatMap(some -> some)
            .sorted(Comparator.comparing(Monitor::name))
            .toList();
    Set<String> names = new HashSet<>();
    all.forEach(monitor -> {
      if (!names.add(monitor.name())) {
        throw new IllegalArgumentException("two monitors are called " + monitor.name());
      }
    });
    return all;
  }
}
