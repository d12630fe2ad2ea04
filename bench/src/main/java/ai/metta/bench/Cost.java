// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one process cost from its start to its end.
///
/// @param cpuSeconds in user and kernel mode, its children included
/// @param peakMebibytes the most it had resident
record Cost(double wallSeconds, double cpuSeconds, double peakMebibytes) {

  /// Each figure's median by itself; of an even number, the upper one of the middle.
  static Cost median(List<Cost> costs) {
    return new Cost(
        median(costs, Cost::wallSeconds),
        median(costs, Cost::cpuSeconds),
        median(costs, Cost::peakMebibytes));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
