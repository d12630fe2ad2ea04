// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.FailureException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTreeTest {
  private static JsonTree read(String json) {
    return JsonText.read("page.json", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aDocumentIsWrittenAsItStood() {
    String json = "{\"b\":1.50,\"a\":[null,true,false,\"\\u00e9\\\"\",{}],\"c\":1E400}";

    assertThat(JsonText.compact(read(json))).isEqualTo(json.replace("\\u00e9", "é"));
  }

  @Test
  void numbersAreEqualByValueAndMembersInAnyOrder() {
    assertThat(read("{\"a\":1,\"b\":2.50}")).isEqualTo(read("{\"b\":2.5,\"a\":1.0}"));
    assertThat(read("{\"a\":1.0}").hashCode()).isEqualTo(read("{\"a\":1}").hashCode());
    assertThat(read("[1,2]")).isNotEqualTo(read("[2,1]"));
    assertThat(read("{\"a\":null}")).isNotEqualTo(read("{}"));
    assertThat(read("-0.0")).isEqualTo(read("0"));
    assertThat(read("-0.0").hashCode()).isEqualTo(read("0").hashCode());
  }

  @Test
  void anIndentedTextHasAMemberALine() {
    assertThat(JsonText.indented(read("{\"a\":[1,{\"b\":\"c\"}],\"d\":[],\"e\":{}}")))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": "c"
                }
              ],
              "d": [],
              "e": {}
            }
            """);
  }

  @Test
  void whatIsNoDocumentIsToldWithItsPlace() {
    assertThatThrownBy(() -> read("{\"a\":\n  x}"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("page.json:2:")
        .hasMessageContaining("is no JSON");
    assertThatThrownBy(() -> read("[".repeat(3000) + "]".repeat(3000)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is no JSON");
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("1 2")).hasMessageContaining("more than one document");
    assertThatThrownBy(() -> read("{\"a\":1,\"a\":2}")).hasMessageContaining("a");
  }

  @Test
  void aMemberTakesThePlaceOfTheOneBefore() {
    JsonTree.Members object =
        JsonTree.object().with("a", 1).with("b", "two").with("a", JsonTree.texts("x", "y"));

    assertThat(JsonText.compact(object)).isEqualTo("{\"a\":[\"x\",\"y\"],\"b\":\"two\"}");
    assertThat(object.textAt("b")).contains("two");
    assertThat(object.textAt("a")).isEmpty();
    assertThat(object.itemsAt("a")).hasSize(2);
    assertThat(object.without(java.util.List.of("a"))).isEqualTo(read("{\"b\":\"two\"}"));
  }
}
