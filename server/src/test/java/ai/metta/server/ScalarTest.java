// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns of scalar answers, as a table or a top list shows them.
class ScalarTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final long START = NOW.getEpochSecond() - 1800;

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(NOW));
    client = Client.of(server);
    send("full", 3, "h:x", 10);
    send("full", 3, "h:y", 25);
    send("part", 3, "h:x", 2);
    for (int minute = 0; minute < 20; minute++) {
      send("ticks", 1, "h:x", 1, START + minute * 60L);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  /// A table of two queries, of which one has no such group: `default_zero` stands for it, in a
  /// column of its own and in a sum; what is cut off by a limit stays away.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                       | 10.0,25.0
          b                       | 2.0,null
          a + b                   | 12.0,null
          default_zero(b)         | 2.0,0.0
          default_zero(b) + a     | 12.0,25.0
          default_zero(b + 1) - 1 | 2.0,-1.0
          default_zero(none)      | 0.0,0.0
          default_zero(none) + a  | 10.0,25.0
          """)
  void aGroupThatIsNotThereIsWhatTheFormulaSays(String formula, String values) throws Exception {
    String answer =
        scalar(START, START + 600, "{~formula~:~a~},{~formula~:~%s~}".formatted(formula));
    assertThat(answer).contains("\"values\":[[\"x\"],[\"y\"]]").contains("[%s]".formatted(values));
  }

  @Test
  void whatALimitCutsOffIsNoGroupThatIsNotThere() throws Exception {
    String answer =
        scalar(
            START,
            START + 600,
            "{~formula~:~a~},{~formula~:~default_zero(a)~,~limit~:{~count~:1,~order~:~desc~}}");
    assertThat(answer).contains("[10.0,25.0]").contains("[null,25.0]");
  }

  /// Ten minutes that begin between two minutes hold ten ticks.
  @ParameterizedTest
  @CsvSource({
    "0, 600, 10.0",
    "10, 610, 10.0",
    "61, 119, null",
    "1140, 1800, 1.0",
    "1201, 1800, null"
  })
  void aNumberCountsWhatLiesInItsSpan(long from, long until, String value) throws Exception {
    String answer = scalar(START + from, START + until, "{~formula~:~t~}");
    if (value.equals("null")) {
      assertThat(answer).doesNotContain("1.0");
    } else {
      assertThat(answer).contains("[%s]".formatted(value));
    }
  }

  private String scalar(long from, long until, String formulas) throws Exception {
    String query = "{~data_source~:~metrics~,~name~:~%s~,~query~:~%s~,~aggregator~:~%s~}";
    String queries =
        String.join(
            ",",
            query.formatted("a", "sum:full{*} by {h}", "avg"),
            query.formatted("b", "sum:part{*} by {h}", "avg"),
            query.formatted("none", "sum:none{*} by {h}", "avg"),
            query.formatted("t", "sum:ticks{*}.as_count()", "sum"));
    String body =
        "{~data~:{~type~:~scalar_request~,~attributes~:{~from~:%d,~to~:%d,~queries~:[%s],~formulas~:[%s]}}}"
            .formatted(from * 1000, until * 1000, queries, formulas)
            .replace("~", "\"");
    return client.send("POST", "/api/v2/query/scalar", body).body();
  }

  private void send(String metric, int type, String tag, double value)
      throws IOException, InterruptedException {
    send(metric, type, tag, value, START);
  }

  private void send(String metric, int type, String tag, double value, long second)
      throws IOException, InterruptedException {
    String body =
        "{~series~:[{~metric~:~%s~,~type~:%d,~tags~:[~%s~],~points~:[{~timestamp~:%d,~value~:%s}]}]}"
            .formatted(metric, type, tag, second, value)
            .replace("~", "\"");
    assertThat(client.send("POST", "/api/v2/series", body).statusCode()).isEqualTo(202);
  }
}
