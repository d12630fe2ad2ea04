// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts collectors after those whose results they use.
final class Order {
  private final Map<String, Collector<?>> byName = new LinkedHashMap<>();
  private final List<Collector<?>> ordered = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  private Order() {}

  /// The same collectors, each behind those it comes after; one that is not among them is not
  /// waited for.
  ///
  /// @throws FailureException of kind configuration that names the cycle, where there is one
  static List<Collector<?>> of(List<? extends Collector<?>> collectors) {
    Order order = new Order();
    collectors.forEach(collector -> order.byName.put(collector.profile().name(), collector));
    collectors.forEach(order::visit);
    return List.copyOf(order.ordered);
  }

  private void visit(Collector<?> collector) {
    String name = collector.profile().name();
    if (ordered.contains(collector)) {
      return;
    }
    int start = path.indexOf(name);
    if (start >= 0) {
      String cycle = String.join(" → ", path.subList(start, path.size())) + " → " + name;
      throw new FailureException(
          new Failure.Configuration("collectors wait for one another in a circle: " + cycle));
    }
    path.add(name);
    for (Map.Entry<String, Collector<?>> other : byName.entrySet()) {
      if (collector.profile().comesAfter(other.getKey())) {
        visit(other.getValue());
      }
    }
    path.removeLast();
    ordered.add(collector);
  }
}
