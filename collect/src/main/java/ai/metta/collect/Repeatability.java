// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Whether a collector's metrics are functions of its facts alone: the same facts, evaluated again
/// and in the opposite order, must come to the same series.
record Repeatability<F>(Collector<F> collector, Plan plan) {

  /// What came out otherwise; none where all is well.
  List<String> differences(Map<Scope, F> facts) {
    Catalogue<F> catalogue = collector.catalogue();
    Set<String> once = series(catalogue, facts);
    Set<String> again = series(catalogue, facts);
    Set<String> backwards = series(catalogue.reversed(), facts);
    return Stream.of(
            difference(once, again, " differed when evaluated again"),
            difference(again, once, " differed when evaluated again"),
            difference(once, backwards, " depends on what is evaluated before it"),
            difference(backwards, once, " depends on what is evaluated before it"))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private Set<String> series(Catalogue<F> catalogue, Map<Scope, F> facts) {
    Set<String> said = new LinkedHashSet<>();
    for (Series series :
        new Evaluation<>(
                collector.profile(),
                catalogue,
                plan,
                new Evaluation.Asked(plan.asOf(), plan.asOf()),
                Tags.none(),
                List.of())
            .of(facts)
            .series()) {
      said.add(series.metric() + "{" + series.tags() + "} " + series.points());
    }
    return said;
  }

  private static List<String> difference(Set<String> one, Set<String> other, String how) {
    return one.stream()
        .filter(said -> !other.contains(said))
        .map(said -> said.substring(0, said.lastIndexOf('}') + 1) + how)
        .distinct()
        .toList();
  }
}
