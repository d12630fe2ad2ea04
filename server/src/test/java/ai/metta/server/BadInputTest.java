// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.server.intake.Intake.Historical;
import ai.metta.server.store.Archive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Datadog would refuse is refused as there, and what it drops is dropped.
class BadInputTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(NOW));
    client = Client.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POST | /api/v2/series | ~~                                                  | 400 | Payload is empty
          POST | /api/v2/series | {                                                   | 400 | not JSON
          POST | /api/v2/series | []                                                  | 400 | Payload is not an object
          POST | /api/v2/series | {}                                                  | 400 | series is required
          POST | /api/v2/series | {"series":7}                                        | 400 | series is not an array
          POST | /api/v2/series | {"series":[7]}                                      | 400 | series[0] is not an object
          POST | /api/v2/series | {"series":[{"points":[]}]}                          | 400 | series[0].metric is required
          POST | /api/v2/series | {"series":[{"metric":"9a","points":[]}]}            | 400 | does not start with a letter
          POST | /api/v2/series | {"series":[{"metric":"a","type":9,"points":[]}]}    | 400 | series[0].type is not one of 0, 1, 2, 3
          POST | /api/v2/series | {"series":[{"metric":"a","type":1.5,"points":[]}]}  | 400 | series[0].type is not a whole number
          POST | /api/v2/series | {"series":[{"metric":"a","type":4294967297,"points":[]}]} | 400 | series[0].type is not one of 0, 1, 2, 3
          POST | /api/v2/series | {"series":[{"metric":"a","interval":1.5,"points":[]}]} | 400 | series[0].interval is not a whole number
          POST | /api/v1/series | {"series":[{"metric":"a","interval":0.5,"points":[]}]} | 400 | series[0].interval is not a whole number
          POST | /api/v2/series | {"series":[{"metric":"a","interval":-1,"points":[]}]} | 400 | series[0].interval is not from 0 to 31622400 seconds
          POST | /api/v1/series | {"series":[{"metric":"a","interval":1000000000000000000,"points":[]}]} | 400 | series[0].interval is not from 0 to 31622400 seconds
          POST | /api/v2/series | {"series":[{"metric":"a","points":[{"timestamp":1.5,"value":1}]}]} | 400 | series[0].points[0].timestamp is not a whole number
          POST | /api/v2/series | {"series":[{"metric":"a","points":[{"timestamp":1}]}]} | 400 | series[0].points[0].value is required
          POST | /api/v2/series | {"series":[{"metric":"a","points":[{"timestamp":1,"value":"x"}]}]} | 400 | value is not a number
          POST | /api/v2/series | {"series":[{"metric":"a","points":[{"timestamp":1,"value":1e999}]}]} | 400 | not a finite number
          POST | /api/v2/series | {"series":[{"metric":"a","points":[{"timestamp":1,"value":NaN}]}]} | 400 | not JSON
          POST | /api/v1/series | {"series":[{"metric":"a","points":[[1]]}]}          | 400 | series[0].points is not an array of pairs
          POST | /api/v1/distribution_points | {"series":[{"metric":"a","points":[[1,2]]}]} | 400 | a time and an array
          POST | /api/v1/check_run | {"check":"a","host_name":"h","status":7}         | 400 | status is not one of 0, 1, 2, 3
          POST | /api/v1/events | {"title":"a"}                                       | 400 | text is required
          POST | /api/v1/events | {"title":"a","text":"b","date_happened":1}          | 400 | more than 18 hours ago
          GET  | /api/v1/query?from=0&to=60 | ~~                                      | 400 | query is required
          GET  | /api/v1/query?from=x&to=60&query=a | ~~                              | 400 | parameter 'from' is invalid
          GET  | /api/v1/query?from=60&to=60&query=avg:a%7B*%7D | ~~                  | 400 | 'to' must be greater than 'from'
          GET  | /api/v1/query?from=0&to=60&query=avg:a%7B* | ~~                      | 400 | Error parsing query: expected
          GET  | /api/v1/query?from=0&to=60&query=avg:a%7B%24env%7D | ~~              | 400 | nothing says what $env stands for at position 7
          GET  | /api/v1/query?from=0&to=60&query=nope(avg:a%7B*%7D) | ~~             | 400 | nope is no function at position 1
          GET  | /api/v1/query?from=0&to=60&query=anomalies(avg:a%7B*%7D,'basic',2) | ~~ | 400 | is not evaluated locally
          POST | /api/v2/query/timeseries | {"data":{"type":"x"}}                     | 400 | data.type is not
          POST | /api/v2/query/scalar | {"data":{"type":"scalar_request","attributes":{"from":0,"to":60000,"queries":[{"data_source":"logs"}]}}} | 400 | only metrics are
          POST | /api/v2/query/scalar | {"data":{"type":"scalar_request","attributes":{"from":0,"to":60000,"queries":[{"data_source":"metrics","query":"avg:a{*}","aggregator":"nope"}]}}} | 400 | is no aggregator; expected avg
          POST | /api/v2/query/scalar | {"data":{"type":"scalar_request","attributes":{"from":0,"to":60000}}} | 400 | data.attributes.queries is required
          POST | /api/v2/query/timeseries | {"data":{"type":"timeseries_request","attributes":{"from":0,"to":60000,"queries":[]}}} | 400 | data.attributes.queries is required
          POST | /api/v2/query/timeseries | {"data":{"type":"timeseries_request","attributes":{"from":0,"to":60000,"interval":-5000,"queries":[{"data_source":"metrics","query":"avg:a{*}"}]}}} | 400 | data.attributes.interval is not a number of milliseconds above 0
          POST | /api/v2/query/scalar | {"data":{"type":"scalar_request","attributes":{"from":0,"to":60000,"queries":[{"data_source":"metrics","query":"avg:a{*}"}]}}} | 400 | data.attributes.queries[0].aggregator is required
          GET  | /api/v1/metrics/nothing | ~~                                         | 404 | metric_name not found
          POST | /api/v1/dashboard | {"title":"a"}                                    | 400 | layout_type is required
          POST | /api/v1/dashboard | {"title":"a","layout_type":"round","widgets":[]} | 400 | layout_type is not one of
          POST | /api/v1/dashboard | {"title":"a","layout_type":"free","widgets":[{}]} | 400 | widgets[0].definition is required
          POST | /api/v1/dashboard | {"title":"a","layout_type":"free","widgets":[{"definition":{}}]} | 400 | Invalid widget definition at position 0
          GET  | /api/v1/dashboard/abc-def-ghi | ~~                                   | 404 | Dashboard with ID abc-def-ghi not found
          POST | /api/v1/monitor | {"type":"metric alert","query":"x"}                | 400 | expected an evaluation
          POST | /api/v1/monitor | {"type":"weather","query":"x"}                     | 400 | Invalid monitor type
          POST | /api/v1/monitor/validate | {"type":"query alert","query":"avg(last_5m):avg:a{*} > 5","options":{"thresholds":{"critical":6}}} | 400 | does not match that used in the query
          GET  | /api/v1/monitor/7 | ~~                                               | 404 | Monitor not found
          GET  | /nothing/here | ~~                                                   | 404 | Not found
          DELETE | /api/v2/series | ~~                                                | 405 | Method not allowed
          """)
  void isAnsweredWithItsReason(String method, String path, String body, int status, String error)
      throws Exception {
    HttpResponse<String> answer = client.send(method, path, body == null ? "" : body);
    assertThat(answer.body()).startsWith("{\"errors\":[").contains(error);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(server.store().seriesCount()).isZero();
  }

  @Test
  void bodiesMayBeCompressedAndMustBeWhatTheySay() throws Exception {
    String series = series("a", NOW.getEpochSecond(), 1);
    assertThat(compressed("gzip", gzip(series)).statusCode()).isEqualTo(202);
    assertThat(compressed("deflate", deflate(series)).statusCode()).isEqualTo(202);
    assertThat(compressed("gzip", deflate(series)).body()).contains("cannot be decompressed");
    assertThat(compressed("zstd1", gzip(series)).body()).contains("cannot be decompressed");
    assertThat(compressed("br", gzip(series)).statusCode()).isEqualTo(415);
  }

  @Test
  void bodiesHaveLimitsBeforeAndAfterDecompression() throws Exception {
    StringBuilder noise = new StringBuilder("{\"series\":[],\"x\":\"");
    new Random(1).ints(600_000, 'a', 'z').forEach(sign -> noise.append((char) sign));
    HttpResponse<String> large = client.send("POST", "/api/v2/series", noise + "\"}");
    assertThat(large.statusCode()).isEqualTo(413);
    byte[] bomb = gzip("{\"series\":[],\"x\":\"" + " ".repeat(6_000_000) + "\"}");
    assertThat(compressed("gzip", bomb).statusCode()).isEqualTo(413);
  }

  @Test
  void secondsOfAnIntervalAreWhole() throws Exception {
    client.send("POST", "/api/v2/series", series("m", NOW.getEpochSecond(), 1));
    var refused = client.send("PUT", "/api/v1/metrics/m", "{\"statsd_interval\":1.5}");
    assertThat(refused.body()).contains("statsd_interval is not a whole number");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(client.send("PUT", "/api/v1/metrics/m", "{\"statsd_interval\":10}").body())
        .contains("\"statsd_interval\":10");
  }

  /// Accepted and dropped, without a word to the client: so does Datadog.
  @Test
  void pointsOutsideOfTheWindowAreDropped() throws Exception {
    for (long second : new long[] {-3601, -3600, 0, 600, 601}) {
      var answer =
          client.send("POST", "/api/v2/series", series("m", NOW.getEpochSecond() + second, 1));
      assertThat(answer.statusCode()).isEqualTo(202);
    }
    assertThat(query("sum:m{*}.rollup(count,86400)", -7200, 7200)).contains("3.0]");
  }

  /// A line a request, not one a point.
  @Test
  void whatIsNotKeptIsLogged() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger("metta.server");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(handler);
    try {
      long now = NOW.getEpochSecond();
      client.send("POST", "/api/v2/series", series("m", now, 1));
      client.send(
          "POST",
          "/api/v1/series",
          "{\"series\":[{\"metric\":\"m\",\"points\":[[1,1],[2,1],[%d,1]]}]}".formatted(now));
      client.send(
          "POST",
          "/api/v1/distribution_points",
          "{\"series\":[{\"metric\":\"m\",\"points\":[[%d,[1,2]]]}]}".formatted(now));
    } finally {
      log.removeHandler(handler);
    }
    assertThat(lines)
        .containsExactly(
            "POST /api/v1/series: points that are too old or too far ahead are not kept: 2",
            "m is a gauge: what came for it as a distribution is not kept");
  }

  @Test
  void pointsBefore1970AreDroppedEvenWhereTheyMayBeOld() throws Exception {
    server.close();
    server =
        LocalDatadog.start(options(Optional.empty(), Historical.TAKEN), InstantSource.fixed(NOW));
    try (Client anew = Client.of(server)) {
      for (long second : new long[] {Long.MIN_VALUE, -1, 0, 1}) {
        var answer = anew.send("POST", "/api/v2/series", series("m", second, 1));
        assertThat(answer.statusCode()).isEqualTo(202);
      }
      assertThat(server.store().arrangeNext(NOW)).isTrue();
      assertThat(server.store().arrangeNext(NOW)).isFalse();
      assertThat(server.store().archive().write(folder.resolve("out.csv"), Archive.Form.CSV))
          .isEqualTo(2);
    }
  }

  @Test
  void namesAndTagsAreKeptAsThere() throws Exception {
    client.send(
        "POST",
        "/api/v2/series",
        "{\"series\":[{\"metric\":\"A.b-c d\",\"type\":3,\"tags\":[\"Team:ML Ops\",\"Host:Box-1\",\"9:x\",\"lone\"],\"points\":[{\"timestamp\":%d,\"value\":1}]}]}"
            .formatted(NOW.getEpochSecond()));
    assertThat(query("sum:A.b_c_d{team:ml_ops,lone} by {host,team}", -60, 60))
        .contains("\"host:Box-1\",\"team:ml_ops\"");
  }

  /// Accepted and dropped as what is out of time is; the other's values stay readable.
  @Test
  void aMetricHasOneKindOfValues() throws Exception {
    long now = NOW.getEpochSecond();
    assertThat(client.send("POST", "/api/v2/series", series("g", now, 1)).statusCode())
        .isEqualTo(202);
    for (String metric : new String[] {"g", "d"}) {
      var answer =
          client.send(
              "POST",
              "/api/v1/distribution_points",
              "{\"series\":[{\"metric\":\"%s\",\"points\":[[%d,[7,9]]]}]}".formatted(metric, now));
      assertThat(answer.statusCode()).isEqualTo(202);
    }
    client.send("POST", "/api/v2/series", series("d", now, 1));
    assertThat(query("avg:g{*}", -60, 60)).contains(",1.0]]");
    assertThat(query("avg:d{*}", -60, 60)).contains(",8.0]]");
    // What was dropped is no series either.
    client.send(
        "POST",
        "/api/v2/series",
        series("d", now, 1).replace("\"type\"", "\"tags\":[\"a:b\"],\"type\""));
    assertThat(server.store().seriesCount()).isEqualTo(2);
    assertThat(server.store().archive().write(folder.resolve("out.csv"), Archive.Form.CSV))
        .isEqualTo(1);
    var refused = client.send("PUT", "/api/v1/metrics/d", "{\"type\":\"gauge\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(query("avg:d{*}", -60, 60)).contains(",8.0]]");
  }

  @Test
  void unitsAreThoseOfDatadogs() throws Exception {
    for (String unit : new String[] {"nonsense", "kibibyte"}) {
      client.send(
          "POST",
          "/api/v2/series",
          "{\"series\":[{\"metric\":\"%s\",\"unit\":\"%s\",\"points\":[{\"timestamp\":%d,\"value\":1}]}]}"
              .formatted("of." + unit, unit, NOW.getEpochSecond()));
    }
    assertThat(query("avg:of.nonsense{*}", -60, 60)).contains("\"unit\":null");
    assertThat(query("avg:of.kibibyte{*}", -60, 60))
        .contains("\"family\":\"bytes\"", "\"scale_factor\":1024.0", "},null]");
    String path = "/api/v1/metrics/of.kibibyte";
    for (String key : new String[] {"unit", "per_unit"}) {
      var refused = client.send("PUT", path, "{\"%s\":\"nonsense\"}".formatted(key));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("Invalid unit 'nonsense'");
    }
    assertThat(client.send("GET", path, "").body()).contains("\"unit\":\"kibibyte\"");
    assertThat(client.send("PUT", path, "{\"unit\":\"\"}").body()).contains("\"unit\":null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~queries~:[{Q,~name~:~a~},{Q,~name~:~a~}] | two queries are called \\\"a\\\"",
        "~queries~:[{Q,~name~:~a~}],~formulas~:[{~formula~:~a~,~limit~:{~count~:-3}}] | count is not a whole number from 1",
        "~queries~:[{Q,~name~:~a~}],~formulas~:[{~formula~:~a~,~limit~:{~count~:1.5}}] | count is not a whole number from 1",
        "~queries~:[{Q,~name~:~a~}],~formulas~:[{~formula~:~a~,~limit~:{~order~:~up~}}] | order is not one of asc, desc",
        "~queries~:[{Q,~name~:~a~}],~formulas~:[{~formula~:~a+LONG~}] | Error parsing query: more than 1000 operators at position",
      })
  void aScalarRequestThatIsWrongIsNotPutRight(String attributes, String problem) throws Exception {
    String body =
        "{~data~:{~type~:~scalar_request~,~attributes~:{~from~:1000,~to~:2000,%s}}}"
            .formatted(attributes)
            .replace("Q", "~data_source~:~metrics~,~query~:~avg:m{*}~,~aggregator~:~avg~")
            .replace("LONG", "1" + "+1".repeat(40_000))
            .replace("~", "\"");
    var answer = client.send("POST", "/api/v2/query/scalar", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({"avg:m{*}, true", "count:m{*}, false", "'avg:m{*}.rollup(count,60)', false"})
  void howManyThereAreIsInNoUnitOfTheirs(String query, boolean unit) throws Exception {
    client.send("POST", "/api/v2/series", series("m", NOW.getEpochSecond(), 1));
    client.send("PUT", "/api/v1/metrics/m", "{\"type\":\"gauge\",\"unit\":\"second\"}");
    String answer = query(query, -60, 60);
    assertThat(answer.contains("\"plural\":\"seconds\"")).as(answer).isEqualTo(unit);
  }

  /// As where a variable of the environment is not set.
  @ParameterizedTest
  @CsvSource({"''", "' '", "'   '"})
  void aBlankKeyIsNone(String key) throws Exception {
    var refused = client.send("GET", "/api/v1/validate", new byte[0], "DD-API-KEY", key);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("API key required");
  }

  @Test
  void onlyThisMachinesNamesAreAnswered() throws Exception {
    var other =
        client.send("GET", "/api/v1/validate", new byte[0], "Origin", "https://evil.example");
    assertThat(other.statusCode()).isEqualTo(403);
    var same = client.send("GET", "/api/v1/validate", new byte[0], "Origin", "http://localhost:1");
    assertThat(same.statusCode()).isEqualTo(200);
  }

  @Test
  void othersMustBringTheToken() throws Exception {
    assertThatThrownBy(() ->
            new LocalDatadog.Options(
                folder,
                InetAddress.getByName("0.0.0.0"),
                0,
                Optional.empty(),
                Historical.DROPPED,
                LocalDatadog.Options.FIFTEEN_MONTHS))
        .hasMessageContaining("token");
    server.close();
    server =
        LocalDatadog.start(
            options(Optional.of("secret"), Historical.DROPPED), InstantSource.fixed(NOW));
    try (Client anew = Client.of(server)) {
      assertThat(anew.send("GET", "/api/v1/validate", "").statusCode()).isEqualTo(403);
      assertThat(anew.send("GET", "/api/v1/validate?api_key=secret", new byte[0]).statusCode())
          .isEqualTo(403);
    }
  }

  private LocalDatadog.Options options(Optional<String> token, Historical historical) {
    return new LocalDatadog.Options(
        folder,
        InetAddress.getLoopbackAddress(),
        0,
        token,
        historical,
        LocalDatadog.Options.FIFTEEN_MONTHS);
  }

  private String query(String query, long from, long to) throws Exception {
    String encoded = java.net.URLEncoder.encode(query, StandardCharsets.UTF_8);
    long now = NOW.getEpochSecond();
    return client
        .send(
            "GET",
            "/api/v1/query?from=%d&to=%d&query=%s".formatted(now + from, now + to, encoded),
            "")
        .body();
  }

  private HttpResponse<String> compressed(String encoding, byte[] body) throws Exception {
    return client.send("POST", "/api/v2/series", body, "Content-Encoding", encoding);
  }

  private static String series(String metric, long second, double value) {
    return "{\"series\":[{\"metric\":\"%s\",\"type\":3,\"points\":[{\"timestamp\":%d,\"value\":%s}]}]}"
        .formatted(metric, second, value);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(bytes)) {
      deflate.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
