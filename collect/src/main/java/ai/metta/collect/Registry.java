// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.collect.health.HealthRows;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The collectors that are on the class path, by name.
public record Registry(List<Collector<?>> all) {
  public Registry {
    all = List.copyOf(all);
  }

  /// Finds them; none of their catalogues or clients is loaded.
  public static Registry load() {
    return new Registry(
        ServiceLoader.load(Collector.class).stream()
            .<Collector<?>>map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(collector -> collector.profile().name()))
            .toList());
  }

  /// What their metrics say of the health grid, loaded when asked.
  public List<HealthRows.Source> sources() {
    return all.stream()
        .map(collector ->
            new HealthRows.Source(
                collector.profile().name(),
                collector.profile().schedule(),
                () -> collector.catalogue().metrics()))
        .toList();
  }

  /// The same, each behind those it comes after.
  ///
  /// @throws ai.metta.metric.FailureException of kind configuration that names the circle, where
  ///   they wait for one another
  public List<Collector<?>> inOrder() {
    return Order.of(all);
  }

  public List<String> names() {
    return all.stream().map(collector -> collector.profile().name()).toList();
  }

  public Optional<Collector<?>> find(String name) {
    return all.stream().filter(collector -> collector.profile().name().equals(name)).findFirst();
  }
}
