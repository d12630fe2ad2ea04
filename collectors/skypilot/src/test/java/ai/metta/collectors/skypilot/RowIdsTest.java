// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowIdsTest {
  /// Ids as they should be, and ids that no server should send.
  @ParameterizedTest
  @ValueSource(longs = {1, 1_000_000, -3000, Long.MIN_VALUE, Long.MAX_VALUE - 5000})
  void itIsASet(long firstJob) {
    Random random = new Random(firstJob);
    RowIds ids = new RowIds();
    Set<List<Long>> seen = new HashSet<>();
    for (int row = 0; row < 20_000; row++) {
      long job = firstJob + random.nextInt(5000);
      int task = random.nextInt(20) == 0 ? random.nextInt() : 0;
      assertThat(ids.add(job, task)).isEqualTo(seen.add(List.of(job, (long) task)));
    }
    Set<Long> several =
        seen.stream().collect(Collectors.groupingBy(List::getFirst)).entrySet().stream()
            .filter(job -> job.getValue().size() > 1)
            .map(job -> job.getKey())
            .collect(Collectors.toSet());
    assertThat(ids.manyTasked()).isNotEmpty().isEqualTo(several);
  }
}
