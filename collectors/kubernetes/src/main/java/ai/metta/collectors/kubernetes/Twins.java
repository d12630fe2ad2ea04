// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import static ai.metta.metric.Emission.emit;

import ai.metta.collectors.kubernetes.Counted.Meant;
import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// A metric of the whole cluster, and the same by namespace under a name of its own.
record Twins(Metric whole, Metric byNamespace) {
  /// A hundred namespaces, and all others together.
  private static final TagKey NAMESPACE = TagKey.open("namespace", 101, Overflow.OTHER);

  /// What they have in common.
  ///
  /// @param says without a full stop
  /// @param declared the unit or noun, the source and which way is better
  static Twins of(String name, String says, UnaryOperator<Metric> declared) {
    return new Twins(
        declared.apply(gauge(name)).says(says),
        declared
            .apply(gauge(name + "_by"))
            .says(says + ", by namespace, where kubernetes.per_namespace is on")
            .emitted(Emitted.OPTIONAL_ON)
            .taggedBy(NAMESPACE));
  }

  /// What is said of the whole alone: its place, its target, its other name.
  Twins and(UnaryOperator<Metric> further) {
    return new Twins(further.apply(whole), byNamespace);
  }

  /// How many are meant.
  <T extends Namespaced> List<Emission<KubernetesSnapshot>> counting(
      Function<KubernetesSnapshot, Fetched<Counted<T>>> from, Meant<T> meant) {
    return List.of(
        emit(whole).from(from).value((all, asOf) -> all.count(meant, asOf)),
        emit(byNamespace)
            .from((KubernetesSnapshot facts) -> facts.byNamespace(from.apply(facts)))
            .by((all, asOf) -> each(all.apart(), some -> some.count(meant, asOf))));
  }

  /// A sample a namespace.
  static <T> Outcome each(SortedMap<String, T> byNamespace, ToDoubleFunction<T> value) {
    List<Sample> samples = new ArrayList<>();
    byNamespace.forEach((namespace, some) ->
        samples.add(Sample.of("namespace", namespace, value.applyAsDouble(some))));
    return Outcome.samples(samples, "no namespace has any");
  }

  private static Metric gauge(String name) {
    return Metric.gauge(name).across(Across.SUM).history(History.NOW_ONLY);
  }
}
