// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.parsed;
import static ai.metta.query.evaluation.SixMinutes.shown;
import static ai.metta.query.evaluation.SixMinutes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.query.syntax.Expression;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Formulas over queries that have a name.
class NamedTest {
  private final Evaluator evaluator = SixMinutes.evaluator(SixMinutes.points());

  @Test
  void aNameTakesNoModifierOfItsQuery() {
    Map<String, Expression> queries = Map.of("a", parsed("sum:c{*}"));
    assertThat(
            catchThrowableOfType(
                EvaluationException.class,
                () -> evaluator.timeseries(parsed("1 + (a).as_count()"), queries, span())))
        .hasMessage(
            "as_count, as_rate and rollup stand behind a query itself, not behind its name a at"
                + " position 6");
    assertThat(shown(evaluator.timeseries(parsed("(a * 0).fill(last)"), queries, span())))
        .isEqualTo("* 0 0 0 0 0 0");
  }

  @Test
  void aFormulaReckonsWithNamedQueries() {
    Map<String, Expression> queries =
        Map.of("a", parsed("sum:g{env:prod} by {host}"), "b", parsed("sum:g{host:b}"));
    Frame frame = evaluator.timeseries(parsed("a / b * 100"), queries, span());
    assertThat(shown(frame)).isEqualTo("host:a 10 10 10 10 10 10; host:b 100 100 100 100 100 100");
    assertThat(
            shown(
                evaluator.timeseries(
                    parsed("timeshift(c, -180)"), Map.of("c", parsed("avg:before{*}")), span())))
        .isEqualTo("* 4 5 6 7 8 9");
  }
}
