// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status      | Running           | status:running",
        "region      | us-east-1         | region:us-east-1",
        "user        | ada@lab.example   | user:ada_lab.example",
        "gpu_type    | A100-80GB         | gpu_type:a100-80gb",
        "repo        | acme/train         | repo:acme/train",
        "note        | trailing colon::  | note:trailing_colon",
        "name        | Zoë Müller        | name:zoë_müller",
        "odd key     | v                 | odd_key:v",
        "a:b         | v                 | a_b:v"
      })
  void aTagIsWhatDatadogStores(String key, String value, String stored) {
    assertThat(new Tag(key, value).text()).isEqualTo(stored);
  }

  @Test
  void aTagIsCutAtTwoHundredCharactersAndNeverInsideASurrogatePair() {
    assertThat(new Tag("k", "x".repeat(300)).text()).hasSize(200);
    String letters = "\uD801\uDC00".repeat(150);
    String cut = new Tag("k", letters).value();
    assertThat(cut.length()).isEven().isLessThanOrEqualTo(198);
  }

  @ParameterizedTest
  @CsvSource({"1st,v", "'',v", "key,''", "key,':::'"})
  void aTagWithoutLetterOrValueIsRefused(String key, String value) {
    assertThatThrownBy(() -> new Tag(key, value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagsAreSortedAndEachStandsOnce() {
    Tags tags = Tags.parse(List.of("status:b", "env:demo", "status:b", "status:a"));
    assertThat(tags.texts()).containsExactly("env:demo", "status:a", "status:b");
    assertThat(tags).isEqualTo(Tags.parse(List.of("status:a", "status:b", "env:demo")));
  }

  @Test
  void aTagIsSplitAtItsFirstColon() {
    assertThat(Tag.parse("url:http://x").value()).isEqualTo("http://x");
    assertThatThrownBy(() -> Tag.parse("bare")).hasMessageContaining("\"bare\"");
  }
}
