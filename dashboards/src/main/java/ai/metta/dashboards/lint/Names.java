// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.configuration.Nearest;
import ai.metta.dashboards.Subject;
import ai.metta.metric.Metric;
import ai.metta.metric.TagKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The metrics that are declared, by every name that they have.
final class Names {
  private final Map<String, Metric> declared = new HashMap<>();
  private final Map<String, Metric> aliases = new HashMap<>();
  private final Map<String, List<TagKey>> scopes = new HashMap<>();

  Names(Collection<Subject> subjects) {
    for (Subject subject : subjects) {
      for (Metric metric : subject.metrics()) {
        declared.put(metric.name(), metric);
        scopes.put(metric.name(), subject.scope());
        metric.aliases().forEach(alias -> aliases.put(alias.name(), metric));
      }
    }
  }

  /// The keys that each series of a metric carries because of where it was measured.
  List<TagKey> scope(Metric metric) {
    return scopes.getOrDefault(metric.name(), List.of());
  }

  /// The metric of a name, or of an alias.
  Optional<Metric> find(String name) {
    return Optional.ofNullable(declared.get(name)).or(() -> Optional.ofNullable(aliases.get(name)));
  }

  boolean isAlias(String name) {
    return aliases.containsKey(name) && !declared.containsKey(name);
  }

  /// Whether a name begins as the declared ones do, so that nobody else would emit it.
  boolean isOurs(String name) {
    return declared.keySet().stream().anyMatch(one -> first(one).equals(first(name)));
  }

  Optional<String> nearest(String name) {
    return Nearest.to(name, declared.keySet());
  }

  private static String first(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
