// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Tag;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamesTest {
  /// What is plainly kept as it is takes a shorter way than the rest.
  @Test
  void aTagIsKeptAsATagOfOursIsSent() {
    long seed = 20_261_127;
    Random random = new Random(seed);
    String characters = "abz09_-./::AZ é\u00df ";
    for (int i = 0; i < 20_000; i++) {
      String value =
          random
              .ints(random.nextInt(i % 100 == 0 ? 250 : 6), 0, characters.length())
              .mapToObj(at -> characters.substring(at, at + 1))
              .collect(Collectors.joining());
      String text = "k" + value.replaceFirst("^", i % 3 == 0 ? ":" : "") + (i % 2 == 0 ? "" : ":v");
      if (text.indexOf(':') > 0) {
        assertThat(Names.tags(List.of(text)))
            .as("\"%s\" of seed %s", text, seed)
            .isEqualTo(kept(text));
      }
    }
  }

  private static List<String> kept(String text) {
    try {
      return List.of(Tag.parse(text.strip()).text());
    } catch (IllegalArgumentException none) {
      return List.of();
    }
  }

  @Test
  void tagsAreSortedAndEachIsThereOnce() {
    assertThat(Names.tags(List.of("b:2", "a:1", "B:2", "", "9:x", "b:2")))
        .containsExactly("a:1", "b:2");
  }

  /// Tags are written one after another, parted by line feeds or commas.
  @Test
  void whatPartsTagsIsNotKeptInOne() {
    assertThat(Names.tags(List.of("host:A b\nzone:c", "device:x,y")))
        .containsExactly("device:x_y", "host:A b_zone:c");
  }

  @ParameterizedTest
  @CsvSource({"a.b_C9, a.b_C9", "a-b c, a_b_c", "aé, a_"})
  void aMetricKeepsLettersDigitsPointsAndUnderscores(String name, String kept) {
    assertThat(Names.metric(name)).isEqualTo(kept);
  }
}
