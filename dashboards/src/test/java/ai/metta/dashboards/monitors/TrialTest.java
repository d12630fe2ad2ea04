// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.monitors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.access.json.JsonText;
import ai.metta.dashboards.monitors.Trial.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrialTest {
  private static Verdict tried(String query, String options, String lines) {
    String json =
        "{\"type\":\"query alert\",\"query\":\"" + query + "\",\"options\":" + options + "}";
    String script = "monitor m\ncase c\n  " + lines.replace(" / ", "\n  ") + "\n";
    return Script.parse("s", script).getFirst().of(JsonText.read("m", json.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # recovery thresholds
          avg(last_5m):avg:g{*} > 2 | {"thresholds":{"critical":2,"critical_recovery":1}} | load g{} every 1m: 3x10 1.5x20 / at 10m expect ALERT / at 25m expect ALERT
          avg(last_5m):avg:g{*} > 2 | {"thresholds":{"critical":2}} | load g{} every 1m: 3x10 1.5x20 / at 10m expect ALERT / at 25m expect OK
          # counts are added up before they are divided
          sum(last_10m):sum:bad{*}.as_count() / sum:all{*}.as_count() > 0.5 | {} | load bad{} count every 1m: 1 0x9 / load all{} count every 1m: 1x10 / at 10m expect OK
          # missing data
          sum(last_5m):sum:c{*}.as_count() < 1 | {"on_missing_data":"default"} | load c{} count every 1m: 1x10 / at 5m expect OK / at 20m expect ALERT
          avg(last_5m):avg:g{*} > 2 | {"on_missing_data":"default"} | load g{} every 1m: 3x10 / at 30m expect ALERT
          avg(last_5m):avg:g{*} > 2 | {"on_missing_data":"resolve"} | load g{} every 1m: 3x10 / at 30m expect OK
          avg(last_5m):avg:g{*} > 2 | {"on_missing_data":"show_no_data"} | load g{} every 1m: 3x10 / at 30m expect NO DATA
          avg(last_5m):avg:g{*} > 2 | {"notify_no_data":true,"no_data_timeframe":20} | load g{} every 1m: 3x10 / at 29m expect ALERT / at 30m expect NO DATA
          # a delayed window
          max(last_5m):max:g{*} > 2 | {"evaluation_delay":300} | load g{} every 1m: 0x10 3 0x9 / at 15m expect OK / at 16m expect ALERT
          """)
  void aMonitorIsEvaluatedAsDatadogDoes(String query, String options, String lines) {
    assertThat(tried(query, options, lines)).isEqualTo(new Verdict.Passed());
  }

  @Test
  void whatDiffersIsToldWithItsLine() {
    assertThat(tried("avg(last_5m):avg:g{*} > 2", "{}", "load g{} every 1m: 3x9 / at 9m expect OK"))
        .isEqualTo(new Verdict.Failed("line 4: expected OK, got ALERT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "change(avg(last_5m),last_1h):avg:g{*} > 2",
        "avg(last_4h):anomalies(avg:g{*}, 'agile', 2) >= 1",
        "max(next_12h):forecast(avg:g{*}, 'linear', 1) > 1"
      })
  void whatIsNotEvaluatedHereIsNoPass(String query) {
    assertThat(tried(query, "{}", "load g{} every 1m: 3x9 / at 9m expect OK"))
        .isInstanceOf(Verdict.NotEvaluated.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          at soon expect OK         | s:3: "soon" is no duration
          load g{} every 1m: many   | s:3: "many" is no value
          at 5m expect FINE         | s:3: expected OK, WARN, ALERT, NO DATA or no groups
          wait 5m                   | s:3: expected load, begin or at
          load g{} every 1m: 5      | s:2: the case expects nothing
          """)
  void aScriptThatCannotBeReadSaysWhere(String line, String problem) {
    assertThatThrownBy(() -> Script.parse("s", "monitor m\ncase c\n  " + line + "\n"))
        .hasMessageContaining(problem);
  }
}
