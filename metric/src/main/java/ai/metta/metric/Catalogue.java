// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every metric of one collector, each with the function that makes it from facts.
///
/// Built once, validated while built: a catalogue that exists is consistent.
///
/// @param prefixes what every name begins with, one or another, without the dot
/// @param occurrences the events that the same facts tell of
/// @param scope the keys that together name the scope on every series; none where there are none
/// @param <F> the snapshot that its emissions read
public record Catalogue<F>(
    List<String> prefixes,
    List<Emission<F>> emissions,
    List<Occurrences<F>> occurrences,
    List<TagKey> scope) {
  public Catalogue {
    prefixes = List.copyOf(prefixes);
    emissions = List.copyOf(emissions);
    occurrences = List.copyOf(occurrences);
    scope = List.copyOf(scope);
    List<String> problems =
        CatalogueRules.problems(prefixes, emissions.stream().map(Emission::metric).toList());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
    }
  }

  /// Begins the sentence `Catalogue.under("github").of(List.of(emit(…)…, emit(…)…))`.
  public static Prefixed under(String... prefixes) {
    return new Prefixed(List.of(prefixes));
  }

  /// The events that the same facts tell of.
  public Catalogue<F> telling(Occurrences<F> further) {
    return new Catalogue<>(
        prefixes,
        emissions,
        Stream.concat(occurrences.stream(), Stream.of(further)).toList(),
        scope);
  }

  /// The keys that together name the scope on every series, where the service has scopes.
  public Catalogue<F> scopedBy(TagKey... keys) {
    return new Catalogue<>(prefixes, emissions, occurrences, List.of(keys));
  }

  /// The same, in the opposite order: no metric may depend on another's having been evaluated.
  public Catalogue<F> reversed() {
    return new Catalogue<>(prefixes, emissions.reversed(), occurrences, scope);
  }

  public List<Metric> metrics() {
    return emissions.stream().map(Emission::metric).toList();
  }

  public Optional<Metric> metric(String name) {
    return metrics().stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /// A catalogue whose prefixes are known.
  public record Prefixed(List<String> prefixes) {
    public <F> Catalogue<F> of(List<Emission<F>> emissions) {
      return new Catalogue<>(prefixes, emissions, List.of(), List.of());
    }
  }

  /// The same rules for metrics that no collector's facts make, such as the runner's own.
  ///
  /// @throws IllegalArgumentException listing everything that is wrong
  public static List<Metric> validated(Set<String> prefixes, List<Metric> metrics) {
    List<String> problems = CatalogueRules.problems(List.copyOf(prefixes), metrics);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
    }
    return List.copyOf(metrics);
  }
}
