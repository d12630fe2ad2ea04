// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.server.web.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          logs("a").last("5m") > 5
          logs("a").index("*").rollup("count").by("@b,c").last("5m")>=-5.5
          logs("a").index("b", "c").rollup("pc99", "@d").last("1d") < 1e3
          logs("").last("5m") > 5
          logs("(a OR b) -c:[1 TO 2]").last("5m") > 5
          logs("a \\"b c\\" > 5").last("5m") > 5
          logs("a:("b" OR c)").last("5m") > 5
          logs("a").rollup("count").by().last("5m") > 5
          logs ( "a" ) . last ( "5m" ) > 5
          formula("query / (query + query1)").last("1d") > 5
          logs("a").rollup("cardinality", "@b").current("1d") > 5
          logs('a "b" c', 'd').rollup("count").last("5m") > 5
          """)
  void isTaken(String query) {
    SearchQuery.check(query, "logs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          logs( > 5                                     | expected logs("…")
          logs() > 5                                    | expected logs("…")
          logs > 5                                      | expected logs("…")
          logs(a).last("5m") > 5                        | expected logs("…")
          logs("a.last("5m") > 5                        | expected logs("…")
          logs("a).last("5m") > 5                       | expected logs("…")
          logs("a"                                      | expected logs("…")
          logs("a",).last("5m") > 5                     | expected logs("…")
          logs("a") > 5                                 | expected logs("…")
          logs("a").last > 5                            | expected logs("…")
          logs("a").last("5m" > 5                       | expected logs("…")
          events("a").last("5m") > 5                    | expected logs("…")
          formula( > 5                                  | expected logs("…")
          logs("a").last("5m")                          | invalid operator
          logs("a").last("5m") >                        | invalid operator
          logs("a").last("5m") > b                      | invalid operator
          logs("a").last("5m") b > 5                    | expected logs("…")
          logs("a").last("5m") > 1e999                  | invalid operator
          """)
  void isRefused(String query, String error) {
    assertThatThrownBy(() -> SearchQuery.check(query, "logs"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(error);
  }

  /// However long, it is read in one go.
  @Test
  void aLongTextEnds() {
    SearchQuery.check("logs(\"" + "\\\" ) a ".repeat(100_000) + "\").last(\"5m\") > 5", "logs");
  }
}
