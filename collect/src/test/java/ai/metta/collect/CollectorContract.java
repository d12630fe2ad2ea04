// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The contract as tests: a collector's own class extends this and says where it collects from.
public abstract class CollectorContract {
  /// The collector, as production makes it.
  protected abstract Collector<?> collector();

  /// A healthy simulated service, and settings that lead to it.
  protected abstract Conditions conditions();

  /// An instant at which the service has something of everything.
  protected abstract Plan plan();

  /// Metrics that count what is unknown, or leave it out and say so elsewhere: only their numbers
  /// may change where a part is missing.
  protected List<String> admitted() {
    return List.of();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return new Contract(conditions(), plan())
        .check(collector()).stream()
            .map(probe -> DynamicTest.dynamicTest(probe.question(), () -> holds(probe)));
  }

  private void holds(Probe probe) {
    List<String> said =
        Stream.of(probe.finding().detail().split("; "))
            .filter(
                one -> admitted().stream().noneMatch(metric -> one.startsWith(metric + " changed")))
            .toList();
    if (!(probe.finding() instanceof Probe.Doubtful) || !said.isEmpty()) {
      assertThat(probe.finding()).isInstanceOf(Probe.Good.class);
    }
  }
}
