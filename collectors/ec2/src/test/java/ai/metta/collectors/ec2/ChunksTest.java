// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// AWS takes so many of a thing at once, and no more.
final class ChunksTest {
  @Test
  void everyItemIsInOneChunkAndNoChunkIsTooLong() {
    List<Integer> items = IntStream.range(0, 1_001).boxed().toList();
    List<List<Integer>> chunks = RegionClient.chunks(items, 500);
    assertThat(chunks).extracting(List::size).containsExactly(500, 500, 1);
    assertThat(chunks.stream().flatMap(List::stream)).containsExactlyElementsOf(items);
    assertThat(RegionClient.chunks(List.of(), 500)).isEmpty();
  }
}
