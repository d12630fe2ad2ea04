// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.query.syntax.Variables.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

  /// Each way of writing, and the one text that the tree is written as.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          system.load.1{*}                               | avg:system.load.1{*}
          sum:a.b{ env:Prod , !host:x* }by{Host , env}   | sum:a.b{env:prod,!host:x*} by {host,env}
          avg:a{}                                        | avg:a{*}
          avg:a{*,*}                                     | avg:a{*,*}
          max:a{b:c AND NOT d:e OR f:g}                  | max:a{(b:c AND !d:e) OR f:g}
          max:a{b:c and (d:e or f:g)}                    | max:a{b:c,(d:e OR f:g)}
          min:a{a:b OR a:c,x:y}                          | min:a{(a:b OR a:c),x:y}
          sum:a{* AND k IN (x, y*)}                      | sum:a{*,(k:x OR k:y*)}
          sum:a{k NOT IN (x,y)}                          | sum:a{!(k:x OR k:y)}
          sum:a{!!k:x}                                   | sum:a{!!k:x}
          sum:a{not-ready:true}                          | sum:a{not-ready:true}
          sum:a{NOT not-ready:true}                      | sum:a{!not-ready:true}
          sum:a{not:x,in/out:y,or.else:z,and:w}          | sum:a{not:x,in/out:y,or.else:z,and:w}
          sum:a{a:b OR or-else:c AND and.so:d}           | sum:a{a:b OR (or-else:c AND and.so:d)}
          sum:a{k IN(x,y) AND NOT(k:z)}                  | sum:a{(k:x OR k:y),!k:z}
          sum:a{bare}                                    | sum:a{bare}
          sum:a{$scope,$x.value}                         | sum:a{$scope,$x}
          sum:a{url:"/a b,c"}                            | sum:a{"url:/a b,c"}
          p99:a{*}                                       | p99:a{*}
          p99.9:a{*}                                     | p99.9:a{*}
          count(v: v>=5):a{*}                            | count(v: v >= 5):a{*}
          sum:a{*}.as_count().rollup( sum , 60 )         | sum:a{*}.as_count().rollup(sum, 60)
          sum:a{*}.rollup(300)                           | sum:a{*}.rollup(300)
          sum:a{*}.rollup(max)                           | sum:a{*}.rollup(max)
          sum:a{*}.rollup(sum, daily)                    | sum:a{*}.rollup(sum, daily, 12am, 'Z')
          sum:a{*}.rollup(sum, weekly, monday, 'Europe/Paris') | sum:a{*}.rollup(sum, weekly, monday, 'Europe/Paris')
          sum:a{*}.rollup(sum, monthly, 2nd)             | sum:a{*}.rollup(sum, monthly, 2nd, 'Z')
          sum:a{*}.rollup(avg, yearly, april)            | sum:a{*}.rollup(avg, yearly, april, 'Z')
          sum:a{*}.fill(zero)                            | sum:a{*}.fill(zero, 300)
          sum:a{*}.fill(last, 9000)                      | sum:a{*}.fill(last, 600)
          sum:a{*}.fill(0)                               | sum:a{*}.fill(zero, 300)
          sum:a{*}.weighted()                            | sum:a{*}.weighted()
          1+2*3-4/2                                      | (1 + (2 * 3)) - (4 / 2)
          -a+b                                           | (-a) + b
          -(query1 - 1e3) * .5                           | (-(query1 - 1000)) * 0.5
          (sum:a{*} / sum:b{*}).as_count()               | (sum:a{*} / sum:b{*}).as_count()
          top(avg:a{*} by {h}, 5, 'mean', "desc")        | top(avg:a{*} by {h}, 5, 'mean', 'desc')
          anomalies(+ avg:a{*}, 'agile', 2, direction='both') | anomalies(avg:a{*}, 'agile', 2, direction='both')
          sum(query1, { host , env })                    | sum(query1, {host,env})
          ABS(x)                                         | abs(x)
          timeshift(x, -3600)                            | timeshift(x, -3600)
          """)
  void isReadAs(String text, String canonical) {
    Variables any = new Variables(Map.of());
    String written = QueryText.of(QueryParser.parse(text, any));
    assertThat(written).isEqualTo(canonical);
    assertThat(QueryText.of(QueryParser.parse(written, any))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                        | 0  | expected a number, a metric, a function or "(", found the end
          avg:                      | 4  | expected the name of a metric, found the end
          avg:a                     | 5  | expected "{" behind the metric a, found the end
          a.b                       | 3  | expected "{" behind the metric a.b, found the end
          mean:a{*}                 | 0  | "mean" is no aggregator; expected avg, sum, min, max, count, stddev or p50 to p99
          avg:a{*                   | 7  | expected ",", AND, OR or "}", found the end
          avg:a{b:c d:e}            | 10 | expected ",", AND, OR or "}", found "d"
          avg:a{b:c and-then:d}     | 10 | expected ",", AND, OR or "}", found "a"
          avg:a{b:c AND}            | 13 | expected a tag, such as env:prod, found "}"
          avg:a{k IN ()}            | 12 | expected a value of k, found ")"
          avg:a{k IN (x}            | 13 | expected ")", found "}"
          avg:a{env:}               | 10 | expected a value of env, found "}"
          avg:a{env: , x:y}         | 11 | expected a value of env, found ","
          avg:a{!(k:x OR env:)}     | 19 | expected a value of env, found ")"
          avg:a{env:""}             | 12 | expected a value of env, found "}"
          avg:a{:x}                 | 6  | a tag without a key
          avg:a{*} by {h            | 14 | expected "," or "}", found the end
          avg:a{*}.rolup(sum)       | 9  | "rolup" is no modifier; expected as_count, as_rate, rollup, fill or weighted
          avg:a{*}.rollup(median)   | 16 | expected avg, sum, min, max or count, then seconds or daily, weekly, monthly or yearly
          avg:a{*}.rollup(sum,60,1) | 23 | expected ")"
          avg:a{*}.rollup(sum, daily, 25pm) | 28 | "25pm" is neither where a period begins nor a time zone
          avg:a{*}.as_count(1)      | 18 | expected ")": it takes no argument
          avg:a{*}.fill(half)       | 14 | expected linear, last, zero or null
          avg:a{*} +                | 10 | expected a number, a metric, a function or "(", found the end
          avg:a{*} avg:b{*}         | 9  | expected an operator or the end, found "a"
          (1 + 2                    | 6  | expected ")", found the end
          top(a, 5                  | 8  | expected "," or ")", found the end
          1e                        | 2  | expected the exponent's digits, found the end
          1.2.3                     | 0  | "1.2.3" is no number
          1 + 1e309                 | 4  | a number beyond 1.8e308
          count(v: v > 1e400):a{*}  | 13 | a number beyond 1.8e308
          top(a, -1e999)            | 8  | a number beyond 1.8e308
          count(v: v ~ 3):a{*}      | 11 | expected <, <=, > or >=, found "~"
          avg:a{x,$env}             | 8  | nothing says what $env stands for
          avg:a{k:x-$env.value}     | 10 | nothing says what $env stands for
          avg:a{*} by {k,$keys}     | 15 | nothing says what $keys stands for
          avg:a{$}                  | 7  | expected the name of a template variable, found "}"
          """)
  void whatIsWrongIsSaidWithItsPlace(String text, int position, String problem) {
    QuerySyntaxException wrong =
        catchThrowableOfType(
            QuerySyntaxException.class,
            () -> QueryParser.parse(text == null ? "" : text, Variables.NONE));
    assertThat(wrong).as(text).isNotNull();
    assertThat(wrong.getMessage()).isEqualTo(problem + " at position " + (position + 1));
    assertThat(wrong.position()).isEqualTo(position);
    assertThat(wrong.pointed()).endsWith("\n" + " ".repeat(position) + "^");
  }

  @Test
  void variablesStandForTheirTags() {
    Variables variables =
        new Variables(
            Map.of(
                "env", new Variable(Optional.of("env"), List.of("Prod")),
                "env.zone", new Variable(Optional.of("zone"), List.of("a", "b")),
                "Client-IP", new Variable(Optional.of("client"), List.of("*")),
                "scope", new Variable(Optional.empty(), List.of("team:x")),
                "by", new Variable(Optional.empty(), List.of("Host", "pod"))));
    assertThat(expanded("avg:a{$env,$env.zone,$Client-IP,$scope} by {$by,k}", variables))
        .isEqualTo("avg:a{env:prod,(zone:a OR zone:b),*,team:x} by {host,pod,k}");
    assertThat(expanded("avg:a{other:$env.value-x,!$env}", variables))
        .isEqualTo("avg:a{other:prod-x,!env:prod}");
    assertThat(expanded("avg:a{other:$Client-IP.value,$nobody}", variables))
        .isEqualTo("avg:a{other:*,$nobody}");
    assertThat(expanded("avg:a{other:$env.zone.value,!x:$env.zone-$env}", variables))
        .isEqualTo("avg:a{(other:a OR other:b),!(x:a-prod OR x:b-prod)}");
    assertThat(expanded("avg:a{k IN ($env.zone.value,c)}", variables))
        .isEqualTo("avg:a{k:a OR k:b OR k:c}");
    assertThat(expanded("avg:a{$env.zone.value-x}", variables)).isEqualTo("avg:a{a-x OR b-x}");
    assertThat(expanded("avg:a{*} by {$nobody}", variables)).isEqualTo("avg:a{*}");
  }

  @Test
  void alternativesAreBounded() {
    Variables variables =
        new Variables(
            Map.of("v", new Variable(Optional.of("v"), List.of("a", "b", "c", "d", "e", "f"))));
    assertThat(
            catchThrowableOfType(
                QuerySyntaxException.class,
                () -> QueryParser.parse("avg:a{k:" + "$v".repeat(40) + "}", variables)))
        .hasMessage("a tag of more than 10000 alternatives at position 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "avg:a{(", "f("})
  void depthIsBounded(String level) {
    QuerySyntaxException wrong =
        catchThrowableOfType(
            QuerySyntaxException.class,
            () -> QueryParser.parse(level.repeat(10_000), Variables.NONE));
    assertThat(wrong).isNotNull();
  }

  @Test
  void operatorsAreBounded() {
    String most = "avg:a{*}" + " + 1".repeat(1000);
    assertThat(QueryParser.parse(most, Variables.NONE).all()).hasSize(2001);
    assertThat(
            catchThrowableOfType(
                QuerySyntaxException.class, () -> QueryParser.parse(most + " * 2", Variables.NONE)))
        .hasMessage("more than 1000 operators at position 4010");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".5", "e1"})
  void aNumberOfVeryManyDigitsIsToldWithItsPlace(String end) {
    QuerySyntaxException wrong =
        catchThrowableOfType(
            QuerySyntaxException.class,
            () -> QueryParser.parse("1 + " + "9".repeat(400) + end, Variables.NONE));
    assertThat(wrong).hasMessage("a number beyond 1.8e308 at position 5");
  }

  @Test
  void veryLongTextsAreRefused() {
    assertThat(
            catchThrowableOfType(
                QuerySyntaxException.class,
                () -> QueryParser.parse("1+".repeat(100_000) + "1", Variables.NONE)))
        .hasMessageContaining("more than 100000 characters");
  }

  /// Whatever comes in is a query or is told where it is none.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingElseIsEverThrown(long seed) {
    Random random = new Random(seed);
    String pieces = "avg:a.b{*} by {h}.rollup(sum, 60)+-*/(){},:!$'\"0123 AND OR NOT IN top";
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int start = random.nextInt(pieces.length());
        text.append(pieces, start, Math.min(pieces.length(), start + 1 + random.nextInt(8)));
      }
      try {
        String written = QueryText.of(QueryParser.parse(text.toString(), Variables.NONE));
        assertThat(QueryText.of(QueryParser.parse(written, Variables.NONE)))
            .as("seed %d: %s", seed, text)
            .isEqualTo(written);
      } catch (QuerySyntaxException told) {
        assertThat(told.position()).as("seed %d: %s", seed, text).isBetween(0, text.length());
      }
    }
  }

  private static String expanded(String text, Variables variables) {
    return QueryText.of(QueryParser.parse(text, variables));
  }
}
