// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A run as of an instant that is past says what it came to, and does not stand for a run of then.
final class PastRunTest {
  @ParameterizedTest
  @CsvSource({"PT0S, 2", "PT15M, 2", "PT16M, 0", "P1D, 0"})
  void itIsNoTurnOfItsCollector(Duration age, int turns) {
    List<String> told =
        Scripted.run(Scripted.plan().at(Scripted.AS_OF.minus(age)), Scripted.named("one"))
            .results()
            .getFirst()
            .series()
            .stream()
            .map(series -> series.metric())
            .toList();

    assertThat(told).filteredOn(metric -> metric.endsWith(".runs")).hasSize(turns);
    assertThat(told).contains("collector.duration_seconds", "collector.failed");
  }
}
