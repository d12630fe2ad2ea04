// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The pods, or the deployments, that count.
///
/// @param rules by which they are judged
record Counted<T extends Namespaced>(List<T> all, KubernetesConfig rules) {
  Counted {
    all = List.copyOf(all);
  }

  /// Which of them are meant.
  interface Meant<T> {
    Predicate<T> by(KubernetesConfig rules, Instant asOf);
  }

  /// Those whose namespace is not left out.
  static <T extends Namespaced> Counted<T> of(List<T> listed, KubernetesConfig rules) {
    return new Counted<>(
        listed.stream().filter(one -> rules.counts(one.namespace())).toList(), rules);
  }

  /// The same, apart by namespace.
  SortedMap<String, Counted<T>> apart() {
    return all.stream()
        .collect(
            groupingBy(
                Namespaced::namespace,
                TreeMap::new,
                collectingAndThen(toList(), some -> new Counted<>(some, rules))));
  }

  long count(Meant<T> meant, Instant asOf) {
    return all.stream().filter(meant.by(rules, asOf)).count();
  }
}
