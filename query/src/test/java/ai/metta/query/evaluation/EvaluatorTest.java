// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.evaluation;

import static ai.metta.query.evaluation.SixMinutes.START;
import static ai.metta.query.evaluation.SixMinutes.parsed;
import static ai.metta.query.evaluation.SixMinutes.shown;
import static ai.metta.query.evaluation.SixMinutes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.metta.metric.MetricType;
import ai.metta.query.evaluation.Span.Shape;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines over [SixMinutes] of a few series, each worked out with a pencil.
class EvaluatorTest {
  private static final double NONE = Double.NaN;

  private final Evaluator evaluator = SixMinutes.evaluator(SixMinutes.points());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # space aggregation, gaps filled in a straight line where several series combine
          avg:g{host:a}                    | * 1 2 - 4 5 6
          sum:g{env:prod}                  | * 11 22 33 44 55 66
          avg:g{env:prod}                  | * 5.5 11 16.5 22 27.5 33
          min:g{env:prod}                  | * 1 2 3 4 5 6
          max:g{*}                         | * 10 20 30 40 50 60
          count:g{env:prod}                | * 2 2 2 2 2 2
          stddev:g{env:prod}               | * 4.5 9 13.5 18 22.5 27
          stddev:large{*}.fill(null)       | * 1 1000 0.8165 0.5 0 -
          sum:g{host:c OR host:b}          | * 7 18.2 29.4 40.6 51.8 63
          sum:g{nothing:here}              | none
          # groups
          sum:g{*} by {env}                | env:dev 0 0 0 0 0 0; env:prod 11 22 33 44 55 66; env:test -3 -1.8 -0.6 0.6 1.8 3
          sum:g{!env:test} by {host}       | host:N/A 0 0 0 0 0 0; host:a 1 2 3 4 5 6; host:b 10 20 30 40 50 60
          sum:g{env:prod} by {env,host}    | env:prod,host:a 1 2 3 4 5 6; env:prod,host:b 10 20 30 40 50 60
          # gaps
          avg:g{host:a}.fill(last)         | * 1 2 2 4 5 6
          avg:g{host:a}.fill(zero)         | * 1 2 0 4 5 6
          avg:g{host:a}.fill(linear)       | * 1 2 3 4 5 6
          sum:g{env:prod}.fill(null)       | * 11 22 30 44 55 66
          avg:g{host:c}.fill(last, 120)    | * -3 -3 -3 - - 3
          # buckets
          avg:fine{*}                      | * 2 6 10 14 18 22
          avg:fine{*}.rollup(sum)          | * 4 12 20 28 36 44
          avg:fine{*}.rollup(max, 120)     | * 7 15 23
          avg:fine{*}.rollup(count, 180)   | * 6 6
          avg:fine{*}.rollup(min, 60)      | * 1 5 9 13 17 21
          # counts and rates
          sum:c{k:x}.as_count()            | * 6 - 12 0 18 6
          sum:c{*}.as_count()              | * 6 60 12 0 18 6
          sum:c{k:x}.as_rate()             | * 0.1 - 0.2 0 0.3 0.1
          sum:c{*}.as_count().rollup(sum, 180) | * 78 24
          sum:c{*} by {k}.as_count()       | k:x 6 - 12 0 18 6; k:y - 60 - - - -
          sum:r{*}.as_count()              | * 60 120 180 240 300 360
          sum:r{*}.as_rate()               | * 1 2 3 4 5 6
          sum:r{*}.as_count().rollup(sum)  | * 60 120 180 240 300 360
          sum:r{*}.as_count().rollup(sum, 180) | * 360 900
          sum:r{*}.as_rate().rollup(sum, 180) | * 2 5
          sum:r{*}                         | * 1 2 3 4 5 6
          # weights change nothing but sums of gauges
          sum:c{k:x}.as_count().weighted() | * 6 - 12 0 18 6
          avg:g{host:b}.weighted()         | * 10 20 30 40 50 60
          sum:g{host:a}.as_count()         | * 1 2 - 4 5 6
          # distributions
          p50:d{k:x}                       | * 3 9 15 - - -
          p90:d{k:x}                       | * 5 11 17 - - -
          count(v: v > 3):d{k:x}           | * 3 6 6 - - -
          count(v: v >= 3):d{k:x}          | * 4 6 6 - - -
          count(v: v < 9):d{k:x}           | * 6 2 0 - - -
          count(v: v <= 9):d{k:x}          | * 6 3 0 - - -
          count(v: v > 50):d{*}            | * 1 1 1 - - -
          count(v: v < 50):d{*}            | * 6 6 6 - - -
          max:d{*}                         | * 100 200 300 - - -
          count:d{*} by {k}                | k:x 6 6 6 - - -; k:y 1 1 1 - - -
          avg:d{k:y}                       | * 100 200 300 - - -
          sum:d{k:x}.rollup(60)            | * 21 57 93 - - -
          # of a distribution: modifiers and changes hold for what each group's sketch answers
          count:calls{*}                   | * 5 10 - - 1 -
          count:calls{*}.as_count()        | * 5 10 - - 1 -
          count:calls{*}.as_rate()         | * 0.0833 0.1667 - - 0.0167 -
          sum:calls{*}.as_rate()           | * 0.1667 0.3333 - - 0.1333 -
          count(v: v > 5):calls{*}.as_rate() | * 0 0 - - 0.0167 -
          avg:calls{*}.as_rate()           | * 2 2 - - 8 -
          count:calls{*}.fill(zero)        | * 5 10 0 0 1 0
          count:calls{*}.fill(last, 60)    | * 5 10 10 - 1 1
          avg:calls{*}.fill(linear)        | * 2 2 4 6 8 8
          diff(count:calls{*})             | * - 5 - - -9 -
          diff(sum:calls{*})               | * - 10 - - -12 -
          diff(count:calls{*} by {k})      | k:x - - - - -4 -; k:y - - - - - -
          monotonic_diff(count:calls{*})   | * - 5 - - - -
          derivative(count:calls{*})       | * - 0.0833 - - -0.05 -
          per_second(count:calls{*})       | * - 0.0833 - - -0.05 -
          per_minute(count:calls{*})       | * - 5 - - -3 -
          per_hour(count:calls{*})         | * - 300 - - -180 -
          rate(count:calls{*})             | * - 0.0833 - - -0.05 -
          throughput(count:calls{*})       | * 0.0833 0.1667 - - 0.0167 -
          diff(count:calls{*}.fill(zero))  | * - 5 0 0 -9 0
          # sketches merge over time and space at once: a rollup's method has no effect
          max:calls{*}.rollup(avg, 120)    | * 2 - 8
          count:calls{*}.rollup(max, 120)  | * 15 - 1
          # arithmetic
          avg:g{host:b} + 1                | * 11 21 31 41 51 61
          2 - avg:g{host:a}                | * 1 0 - -2 -3 -4
          avg:g{host:b} / avg:zero{*}      | * - - - - - -
          sum:g{env:prod} by {host} / sum:g{env:prod} | host:a 0.0909 0.0909 0.0909 0.0909 0.0909 0.0909; host:b 0.9091 0.9091 0.9091 0.9091 0.9091 0.9091
          sum:g{env:prod} by {host} - sum:g{host:a} by {host} | host:a 0 0 0 0 0 0
          sum:g{*} by {env} * sum:c{*} by {k} | none
          avg:fine{*} + avg:fine{*}.rollup(avg, 120) | * 6 - 22 - 38 -
          -avg:g{host:b} / 10              | * -1 -2 -3 -4 -5 -6
          3                                | * 3 3 3 3 3 3
          # values
          abs(avg:g{host:c})               | * 3 - - - - 3
          log2(avg:g{host:a})              | * 0 1 - 2 2.3219 2.585
          log10(avg:g{host:b} * 10)        | * 2 2.301 2.4771 2.6021 2.699 2.7782
          log10(avg:g{host:c})             | * - - - - - 0.4771
          round(avg:g{env:prod})           | * 6 11 17 22 28 33
          round(avg:g{host:b} / 3, 1)      | * 3.3 6.7 10 13.3 16.7 20
          clamp_min(avg:g{host:a}, 3)      | * 3 3 - 4 5 6
          clamp_max(avg:g{host:a}, 3)      | * 1 2 - 3 3 3
          cutoff_min(avg:g{host:a}, 4)     | * - - - 4 5 6
          cutoff_max(avg:g{host:a}, 4)     | * 1 2 - 4 - -
          min(avg:g{host:b}, 35)           | * 10 20 30 35 35 35
          max(avg:g{host:a}, avg:fine{*} / 4) | * 1 2 3 4 5 6
          default_zero(avg:g{host:a})      | * 1 2 3 4 5 6
          default_zero(avg:g{host:a}.fill(null)) | * 1 2 0 4 5 6
          default_zero(cutoff_max(avg:g{host:a}, 4)) | * 1 2 3 4 0 0
          default_zero(avg:g{host:a} * 10) | * 10 20 30 40 50 60
          default_zero(cumsum(avg:g{host:a})) | * 1 3 5 7 12 18
          default_zero(sum:c{k:x}.as_count()) | * 6 0 12 0 18 6
          default_zero(sum:c{k:x})         | * 6 0 12 0 18 6
          default_zero(p50:d{k:x})         | * 3 9 15 0 0 0
          default_zero(avg:g{host:a} / avg:zero{*}) | * 0 0 0 0 0 0
          default_zero(avg:g{host:zzz})    | * 0 0 0 0 0 0
          default_zero(avg:g{host:zzz}) + avg:g{host:b} | * 10 20 30 40 50 60
          # changes
          diff(avg:g{host:a})              | * - 1 - 2 1 1
          derivative(avg:g{host:b})        | * - 0.1667 0.1667 0.1667 0.1667 0.1667
          per_second(avg:g{host:a})        | * - 0.0167 - 0.0167 0.0167 0.0167
          per_minute(avg:g{host:b})        | * - 10 10 10 10 10
          per_hour(avg:g{host:b})          | * - 600 600 600 600 600
          diff(sum:g{env:prod})            | * - 11 11.5 12 11 11
          monotonic_diff(avg:reset{*})     | * - 4 - 1 - 4
          dt(avg:g{host:a})                | * - 60 - 120 60 60
          throughput(sum:c{k:x}.as_count()) | * 0.1 - 0.2 0 0.3 0.1
          cumsum(avg:g{host:a})            | * 1 3 - 7 12 18
          integral(avg:r{*})               | * 0 120 300 540 840 1200
          integral(avg:g{host:a})          | * 0 120 - 600 900 1260
          integral(sum:c{k:y}.as_count())  | * - 3600 - - - -
          integral(sum:c{k:x}.as_rate())   | * 6 - 18 18 36 42
          integral(sum:c{k:x}.as_rate() * avg:zero{*}) | * 0 0 0 0 0 0
          integral((avg:zero{*} + 2) * sum:c{k:x}.as_rate()) | * 12 12 36 36 72 84
          integral(2 * sum:c{k:x}.as_rate() + sum:c{k:x}.as_rate()) | * 18 - 54 54 108 126
          integral(avg:g{host:a} + 0 * sum:c{k:x}.as_rate()) | * 0 120 300 540 840 1200
          integral(avg:g{host:a} / (1 + 0 * sum:c{k:x}.as_rate())) | * 0 120 300 540 840 1200
          integral((avg:zero{*} + 2) * sum:c{k:x}.as_rate().rollup(sum, 120)) | * 12 36 84
          integral(sum:c{k:x}.as_rate().rollup(sum, 120) * (avg:zero{*} + 2)) | * 12 36 84
          # smoothing
          ewma_3(avg:g{host:b})            | * 10 15 22.5 31.25 40.625 50.3125
          median_3(avg:reset{*})           | * 5 7 5 3 - 3
          median_3(avg:g{host:a})          | * 1 1.5 - 2 4 5
          rollingavg_5(avg:g{host:b})      | * 10 15 20 25 30 40
          rollingavg_5(avg:g{host:a})      | * 1 1.5 - 2.3333 3 3.6
          trend_line(avg:g{host:b})        | * 10 20 30 40 50 60
          trend_line(avg:g{host:c})        | * -3 -1.8 -0.6 0.6 1.8 3
          moving_rollup(avg:before{*}, 180, 'sum') | * 18 21 24 27 30 33
          moving_rollup(avg:before{*}, 180) | * 6 7 8 9 10 11
          moving_rollup(avg:before{*}, 180, 'min') | * 5 6 7 8 9 10
          moving_rollup(avg:before{*}, 180, 'max') | * 7 8 9 10 11 12
          moving_rollup(avg:before{*}, 180, 'count') | * 3 3 3 3 3 3
          moving_rollup(avg:g{host:a}, 120, 'count') | * 1 2 1 1 2 2
          moving_rollup(avg:g{host:c}, 120, 'count') | * 1 1 - - - 1
          # ranking
          top(sum:g{*} by {host}, 1, 'max', 'desc') | host:b 10 20 30 40 50 60
          top(sum:g{*} by {host}, 2, 'last', 'asc') | host:N/A 0 0 0 0 0 0; host:c -3 -1.8 -0.6 0.6 1.8 3
          top(sum:g{*} by {host}, 1, mean, asc)     | host:N/A 0 0 0 0 0 0
          top_offset(sum:g{*} by {host}, 1, 'max', 'desc', 1) | host:a 1 2 3 4 5 6
          top5_max(sum:g{env:prod} by {host}) | host:b 10 20 30 40 50 60; host:a 1 2 3 4 5 6
          bottom5(sum:g{env:prod} by {host}) | host:a 1 2 3 4 5 6; host:b 10 20 30 40 50 60
          # counting
          count_nonzero(sum:g{*} by {host}) | * 3 3 3 3 3 3
          count_nonzero_finite(sum:g{*} by {host}.fill(null)) | * 3 2 1 2 2 3
          count_not_null_finite(sum:g{*} by {host}) | * 4 4 4 4 4 4
          count_nonzero(sum:g{*} by {host}.fill(null)) | * 3 2 1 2 2 3
          default(avg:g{host:a}, 9.5)      | * 1 2 9.5 4 5 6
          default(avg:g{host:zzz}, -1)     | * -1 -1 -1 -1 -1 -1
          count_not_null(sum:g{*} by {host}) | * 4 4 4 4 4 4
          count_not_null(sum:g{*} by {host}.fill(null)) | * 4 3 2 3 3 4
          exclude_null(sum:g{!env:test} by {host}) | host:a 1 2 3 4 5 6; host:b 10 20 30 40 50 60
          sum(sum:g{*} by {env,host}, {env}) | env:dev 0 0 0 0 0 0; env:prod 11 22 33 44 55 66; env:test -3 -1.8 -0.6 0.6 1.8 3
          max(sum:g{*} by {host})          | * 10 20 30 40 50 60
          # another time
          timeshift(avg:before{*}, -180)   | * 4 5 6 7 8 9
          day_before(avg:yesterday{*})     | * 1 2 3 4 5 6
          hour_before(avg:yesterday{*})    | none
          avg:g{host:b} - day_before(avg:yesterday{*}) | * 9 18 27 36 45 54
          calendar_shift(avg:yesterday{*}, '-1d', 'UTC') | * 1 2 3 4 5 6
          # brackets
          (sum:c{k:x} + sum:c{k:x}).as_count() | * 12 - 24 0 36 12
          (avg:g{host:a} + 1).fill(last)   | * 2 3 3 5 6 7
          (sum:c{k:x}.as_rate()).as_count() | * 0.1 - 0.2 0 0.3 0.1
          # too large to be a number
          1e308 * 10 * avg:g{host:b}       | * - - - - - -
          round(avg:g{host:b}, -1)         | * 10 20 30 40 50 60
          round(1e308 + 0 * avg:g{host:b}, 10) / 1e308 | * 1 1 1 1 1 1
          """)
  void comesTo(String query, String lines) {
    assertThat(shown(evaluator.timeseries(parsed(query), span()))).as(query).isEqualTo(lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anomalies(avg:g{*}, 'basic', 2)",
        "outliers(avg:g{*}, 'DBSCAN', 3)",
        "forecast(avg:g{*}, 'linear', 1)",
        "autosmooth(avg:g{*})",
        "robust_trend(avg:g{*})",
        "piecewise_constant(avg:g{*})"
      })
  void whatIsNotEvaluatedHereSaysSo(String query) {
    assertThat(failure(query)).hasMessageContaining("is not evaluated locally at position 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          1 + nope(avg:g{*})              | nope is no function at position 5
          abs()                           | abs takes 1 argument, not 0 at position 1
          abs(1, 2)                       | abs takes 1 argument, not 2 at position 1
          top(avg:g{*}, 5, 'mean', 'up')  | top takes 'asc' or 'desc' as argument 4 at position 1
          top(avg:none{*}, 5, 'mood')     | "mood" is no aggregator; expected avg, sum, min, max, last, mean, l2norm or area at position 1
          top(avg:g{*}, 5, 'mood')        | "mood" is no aggregator; expected avg, sum, min, max, last, mean, l2norm or area at position 1
          timeshift(avg:g{*}, avg:g{*})   | timeshift takes a number as argument 2 at position 1
          calendar_shift(avg:g{*}, '-1x') | calendar_shift takes a shift such as '-1d', '-1w', '-1mo' or '-1y' at position 1
          calendar_shift(avg:g{*}, '-1d', 'Mars') | calendar_shift does not know the time zone "Mars" at position 1
          calendar_shift(avg:g{*}, '-1d', 'UTC', 'preserve_duration') | calendar_shift takes no fourth argument here; what is shown are equivalent periods at position 1
          calendar_shift(calendar_shift(calendar_shift(avg:g{*}, '-1mo'), '-1mo'), '-1mo') | calendar_shift may have one calendar_shift in it, since each multiplies what is read at position 1
          moving_rollup(avg:g{*}, 60, 'mood') | moving_rollup does not know "mood"; expected avg, sum, min, max or count at position 1
          moving_rollup(avg:none{*}, 60, 'last') | moving_rollup does not know "last"; expected avg, sum, min, max or count at position 1
          moving_rollup(avg:g{*}, 3000000) | g would need 50006 buckets, and takes up to 50000; use a coarser rollup at position 15
          query1                          | there is no query "query1" at position 1
          p99:g{*}                        | p99 needs a distribution, and g is none at position 1
          1 + p99.9:g{*}                  | p99.9 needs a distribution, and g is none at position 5
          count(v: v > 3):g{*}            | count(v: v > 3) needs a distribution, and g is none at position 1
          stddev:d{*}                     | stddev of a distribution is not kept at position 1
          top(avg:g{*}, -1)               | top takes a whole number from 1 as argument 2 at position 1
          top(avg:g{*}, 1.5)              | top takes a whole number from 1 as argument 2 at position 1
          top_offset(avg:g{*}, 1, 'max', 'desc', -1) | top_offset takes a whole number from 0 as argument 5 at position 1
          round(avg:g{*}, 400)            | round takes a whole number from -15 to 15 as argument 2 at position 1
          default(avg:g{*})               | default takes 2 arguments, not 1 at position 1
          moving_rollup(avg:g{*}, 0)      | moving_rollup takes a window from 1 second to a year as argument 2 at position 1
          1 + avg:g{*}.rollup(60).rollup(max, 120) | g has .rollup(max, 120) behind a modifier that excludes it at position 5
          avg:g{*}.fill(zero).fill(last)  | g has .fill(last, 300) behind a modifier that excludes it at position 1
          sum:c{*}.as_count().as_rate()   | c has .as_rate() behind a modifier that excludes it at position 1
          1 + sum:g{*} by {env}.weighted() | weighted is not evaluated locally at position 5
          (sum:g{*} / 2).weighted()       | weighted is not evaluated locally at position 2
          sum(avg:g{*}, 3)                | sum takes tag keys in braces as argument 2 at position 1
          """)
  void whatCannotBeEvaluatedIsToldWithItsPlace(String query, String message) {
    assertThat(failure(query)).hasMessage(message);
  }

  /// What stands beside what, where one is not there.
  ///
  /// Source: Datadog's pages on interpolation – counts are aligned as 0, gauges on the line between
  /// their values, for 300 seconds – and the issue, of groups that are not there.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          # errors in two minutes of six, requests in all but one
          sum:err{*}.as_count() / sum:hits{*}.as_count()      | * 0 0.3 0 - 0.2 0
          sum:hits{*}.as_count() - sum:err{*}.as_count()      | * 10 7 10 - 8 10
          sum:err{*}.as_count() + sum:err{*}.as_count()       | * - 6 - - 4 -
          (sum:err{*}.as_count() + sum:err{*}.as_count()) / sum:hits{*}.as_count() | * 0 0.6 0 - 0.4 0
          100 * sum:err{*}.as_count() / sum:hits{*}.as_count() | * 0 30 0 - 20 0
          sum:err{*}.as_count() * 100                         | * - 300 - - 200 -
          sum:err{*}.as_count() + 1                           | * - 4 - - 3 -
          (sum:err{*}.as_count() + 1) + sum:hits{*}.as_count() | * 11 14 11 - 13 11
          sum:err{*}.as_count() + (1 + sum:hits{*}.as_count()) | * 11 14 11 - 13 11
          sum:err{*}.as_rate() / sum:hits{*}.as_rate()        | * 0 0.3 0 - 0.2 0
          max(sum:err{*}.as_count(), sum:hits{*}.as_count())  | * 10 10 10 - 10 10
          abs(-sum:err{*}.as_count()) / sum:hits{*}.as_count() | * 0 0.3 0 - 0.2 0
          log10(sum:err{*}.as_count()) + sum:hits{*}.as_count() | * - 10.4771 - - 10.301 -
          cumsum(sum:err{*}.as_count()) / sum:hits{*}.as_count() | * 0 0.3 0.3 - 0.5 0.5
          cumsum(sum:err{*}.as_count()) / cumsum(sum:hits{*}.as_count()) | * 0 0.15 0.1 0.1 0.125 0.1
          moving_rollup(sum:err{*}.as_count(), 120, 'sum') / moving_rollup(sum:hits{*}.as_count(), 120, 'sum') | * 0 0.15 0.15 0 0.2 0.1
          moving_rollup(sum:err{*}.as_count(), 120, 'avg') / moving_rollup(sum:hits{*}.as_count(), 120, 'sum') | * - 0.15 0.15 - 0.2 0.1
          moving_rollup(sum:hits{*}.as_count().rollup(sum, 120), 60, 'sum') | * 20 10 20
          throughput(sum:err{*}.as_count()) / throughput(sum:hits{*}.as_count()) | * 0 0.3 0 - 0.2 0
          sum:err{*}.as_count() - sum:hits{h:z}.as_count()    | none
          -default_zero(sum:none{*})                          | * 0 0 0 0 0 0
          cumsum(default_zero(sum:part{*} by {h})) + sum:full{*} by {h} | h:x 11 12 13 14 15 16; h:y 5 5 5 5 5 5
          moving_rollup(default_zero(sum:part{*} by {h}), 60, 'sum') + sum:full{*} by {h} | h:x 11 11 11 11 11 11; h:y 5 5 5 5 5 5
          top(avg:level{*}, 1, 'max', 'desc') + sum:hits{*}.as_count() | * 12 13 14 5 15 15
          max(avg:level{*}, {h}) + sum:hits{*}.as_count()     | * 12 13 14 5 15 15
          cutoff_max(sum:err{*}.as_count(), 2) + sum:hits{*}.as_count() | * 10 - 10 - 12 10
          cutoff_min(sum:err{*}.as_count(), 0) + sum:hits{*}.as_count() | * 10 13 10 - 12 10
          diff(sum:err{*}.as_count()) + sum:hits{*}.as_count() | * - - - - 9 -
          sum:err{*} / sum:hits{*}                            | * - 0.3 - - 0.2 -
          count:times{*}.as_count() / sum:hits{*}.as_count()  | * 0.1 0 0 - 0 0
          # a count beside a gauge, which has no value a minute, and a gauge beside a count
          sum:err{*}.as_count() + avg:level{*}                | * 2 6 4 5 7 -
          avg:level{*} * sum:hits{*}.as_count()               | * 20 30 40 0 50 50
          avg:level{*}                                        | * 2 - 4 5 - -
          avg:level{*}.fill(null) + sum:hits{*}.as_count()    | * 12 - 14 5 - -
          timeshift(avg:level{*}, 0) + sum:hits{*}.as_count() | * 12 13 14 5 15 15
          ewma_3(avg:level{*}) + sum:hits{*}.as_count()       | * 12 12.5 13 4 14 14
          avg:level{*} + avg:other{*}                         | * - 23 24 25 - -
          avg:level{*} + avg:level{*}                         | * 4 - 8 10 - -
          (avg:level{*} + avg:level{*}) + sum:hits{*}.as_count() | * 14 16 18 10 20 20
          sum:level{*}.rollup(sum, 60) + sum:level{*}.rollup(sum, 60) | * 4 - 8 10 - -
          sum:level{*}.rollup(sum, 60) + sum:other{*}.rollup(sum, 60) | * 2 20 4 5 - -
          default_zero(sum:level{*}.rollup(sum, 60))          | * 2 0 4 5 0 0
          sum:level{*} by {h}.rollup(sum, 60)                 | h:N/A 2 - 4 5 - -
          # groups
          default_zero(sum:part{*} by {h}) + sum:full{*} by {h} | h:x 11 11 11 11 11 11; h:y 5 5 5 5 5 5
          sum:full{*} by {h} - default_zero(sum:part{*} by {h}) | h:x 9 9 9 9 9 9; h:y 5 5 5 5 5 5
          sum:part{*} by {h} + sum:full{*} by {h}             | h:x 11 11 11 11 11 11
          default(sum:part{*} by {h}, 2) * sum:full{*} by {h} | h:x 10 10 10 10 10 10; h:y 10 10 10 10 10 10
          (default_zero(sum:part{*} by {h}) + 1) * sum:full{*} by {h} | h:x 20 20 20 20 20 20; h:y 5 5 5 5 5 5
          sum:full{*} by {h} + -(default_zero(sum:part{*} by {h}) - 3) | h:x 12 12 12 12 12 12; h:y 8 8 8 8 8 8
          sum:full{*} by {h} / default_zero(sum:part{*} by {h}) | h:x 10 10 10 10 10 10; h:y - - - - - -
          default_zero(sum:part{*} by {g}) + sum:full{*} by {h} | none
          default_zero(sum:none{*} by {h}) + sum:full{*} by {h} | h:x 10 10 10 10 10 10; h:y 5 5 5 5 5 5
          # a rate stays one beside what is not there
          integral(default_zero(sum:none{*}.as_rate()) + sum:hits{*}.as_rate()) | * 10 20 30 30 40 50
          integral(default_zero(sum:hits{h:z}.as_rate()) + sum:hits{*}.as_rate()) | * 10 20 30 30 40 50
          integral(throughput(sum:hits{*}.as_count()))        | * 10 20 30 - 40 50
          cumsum(sum:hits{*}.as_count())                      | * 10 20 30 30 40 50
          """)
  void whatIsMissingBesideAValue(String query, String lines) {
    Points beside =
        new Points()
            .type("err", MetricType.COUNT)
            .put("err", "", START + 60, 60, 3, NONE, NONE, 2)
            .type("hits", MetricType.COUNT)
            .put("hits", "", START, 60, 10, 10, 10, NONE, 10, 10)
            .type("times", MetricType.DISTRIBUTION)
            .put("times", "", START, 60, 7)
            .put("level", "", START, 60, 2, NONE, 4, 5)
            .put("other", "", START + 60, 60, 20)
            .put("full", "h:x", START, 60, 10, 10, 10, 10, 10, 10)
            .put("full", "h:y", START, 60, 5, 5, 5, 5, 5, 5)
            .put("part", "h:x,g:1", START, 60, 1, 1, 1, 1, 1, 1);
    assertThat(shown(SixMinutes.evaluator(beside).timeseries(parsed(query), span())))
        .as(query)
        .isEqualTo(lines);
  }

  /// The example of `default_zero`: one point at 17:45, every minute from 17:30 on.
  ///
  /// Source: Datadog's page on interpolation.
  @Test
  void oneValueOfAGaugeHoldsForFiveMinutesAndIsZeroThen() {
    long half = START + 1800;
    Points one = new Points().put("custom", "", half + 900, 60, 1);
    Span span = new Span(half, half + 1800, OptionalLong.of(60), Shape.LINE, 0);
    assertThat(
            shown(
                SixMinutes.evaluator(one).timeseries(parsed("default_zero(avg:custom{*})"), span)))
        .isEqualTo("*" + " 0".repeat(15) + " 1".repeat(6) + " 0".repeat(9));
    assertThat(
            SixMinutes.evaluator(one).timeseries(parsed("avg:custom{*}"), span).lines().getFirst())
        .matches(line -> line.value(15) == 1 && Double.isNaN(line.value(16)));
  }

  /// The guide's two hosts, in buckets of 10 seconds, with what each has before and after: a window
  /// shows of the same bucket the same, wherever it begins and ends.
  ///
  /// Source: Datadog's guide on interpolation and the fill modifier.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          sum:net{*}                        | 0  | 50 | * 15 28.3333 41.6667 55 70
          sum:net{*}                        | 10 | 50 | * 28.3333 41.6667 55 70
          sum:net{*}                        | 10 | 20 | * 28.3333
          sum:net{*}                        | 40 | 50 | * 70
          sum:net{*}                        | 330 | 400 | * 85 85 45 45 45 - -
          sum:net{*}                        | 340 | 360 | * 85 45
          avg:net{*} by {host}              | 10 | 30 | host:a 18.3333 21.6667; host:b 10 20
          count_nonzero(avg:net{*} by {host}) | 0 | 20 | * 1 2
          avg:net{host:a} + avg:net{host:b} | 10 | 30 | * 28.3333 -
          avg:net{host:a}                   | 10 | 40 | * - - 25
          default_zero(avg:net{host:a})     | 10 | 40 | * 18.3333 21.6667 25
          avg:net{host:a}.fill(last)        | 10 | 40 | * 15 15 25
          sum:net{*}.fill(null)             | 0  | 50 | * 15 10 - 25 40
          """)
  void aBucketIsTheSameInEveryWindow(String query, long from, long until, String lines) {
    Points net =
        new Points()
            .put("net", "host:a", START, 30, 15, 25)
            .put("net", "host:a", START + 70, 10, 45)
            .put("net", "host:b", START + 10, 30, 10, 40);
    Span span = new Span(START + from, START + until, OptionalLong.of(10), Shape.LINE, 0);
    assertThat(shown(SixMinutes.evaluator(net).timeseries(parsed(query), span)))
        .as(query)
        .isEqualTo(lines);
  }

  private EvaluationException failure(String query) {
    EvaluationException failure =
        catchThrowableOfType(
            EvaluationException.class, () -> evaluator.timeseries(parsed(query), span()));
    assertThat(failure).as(query).isNotNull();
    return failure;
  }
}
