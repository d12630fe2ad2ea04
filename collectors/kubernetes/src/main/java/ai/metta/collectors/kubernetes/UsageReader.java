// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

import ai.metta.collectors.kubernetes.Usage.Sampled;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes what a pod uses of what the server shows.
final class UsageReader {
  private UsageReader() {}

  static Sampled sampled(PodMetrics shown) {
    Map<String, Amounts> byContainer = new HashMap<>();
    for (ContainerMetrics container :
        Optional.ofNullable(shown.getContainers()).orElse(List.of())) {
      Optional<BigDecimal> cpu = Quantities.amount(container.getUsage(), Resource.CPU);
      Optional<BigDecimal> memory = Quantities.amount(container.getUsage(), Resource.MEMORY);
      if (cpu.isPresent() && memory.isPresent()) {
        byContainer.put(
            Required.of(shown, "name of a container", container.getName()),
            new Amounts(cpu.get(), memory.get()));
      }
    }
    return new Sampled(
        Required.name(shown),
        // Over how long is not known: of 15.2 seconds the library makes 2.
        Required.instant("timestamp", Required.of(shown, "timestamp", shown.getTimestamp())),
        byContainer);
  }
}
