// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorQueryTest {

  @Test
  void isAnEvaluationAQueryAndAThreshold() {
    MonitorQuery query =
        MonitorQuery.parse(" avg(last_5m) : per_second(sum:a.b{env:x} by {host}) >= -1.5e3 ");
    assertThat(query.evaluation()).isEqualTo("avg(last_5m)");
    assertThat(QueryText.of(query.expression())).isEqualTo("per_second(sum:a.b{env:x} by {host})");
    assertThat(query.comparison()).isEqualTo(">=");
    assertThat(query.threshold()).isEqualTo(-1500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          avg:g.a{*} > 1                        | 0  | expected an evaluation such as avg(last_5m):
          avg(last_5m):avg:g.a{*}               | 23 | expected a comparison with a threshold, such as > 5
          avg(last_5m):avg:g.a{ > 1             | 22 | expected a tag, such as env:prod, found the end
          avg(last_5m):nofunc(avg:g.a{*}) > 1   | 13 | nofunc is no function
          avg(last_5m):1 + abs(nofunc(avg:g.a{*})) > 1 | 21 | nofunc is no function
          avg(last_5m):foo > 1                  | 13 | "foo" is no query; a metric's is such as avg:foo{*}
          avg(last_5m):avg:g.a{*} / abs(b) > 1  | 30 | "b" is no query; a metric's is such as avg:b{*}
          change(avg(last_5m),0):avg:g.a{*} > 1 | 0  | expected an evaluation such as avg(last_5m):
          avg(last_5m):avg:g.a{*} > 1e999       | 26 | a number beyond 1.8e308
          """)
  void whatIsWrongIsSaidWithItsPlace(String text, int position, String problem) {
    QuerySyntaxException wrong =
        catchThrowableOfType(QuerySyntaxException.class, () -> MonitorQuery.parse(text));
    assertThat(wrong).as(text).isNotNull();
    assertThat(wrong.getMessage()).isEqualTo(problem + " at position " + (position + 1));
    assertThat(wrong.position()).isEqualTo(position);
  }

  @Test
  void aNameMayStandForAQueryThatTheMonitorBringsAlong() {
    MonitorQuery query = MonitorQuery.parse("avg(last_5m):a / b > 1", Set.of("a", "b"));
    assertThat(QueryText.of(query.expression())).isEqualTo("a / b");
  }
}
