// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers are given, and what they may do with it.
final class PagesTest {
  private static final Pattern IMPORTS =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern ADDRESS = Pattern.compile("\"(/ui/lib/[^\"]+[^/\"])\"");

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    server =
        LocalDatadog.start(
            LocalDatadog.Options.in(folder),
            InstantSource.fixed(Instant.parse("2026-01-02T03:04:00Z")));
    client = Client.of(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return client.send("GET", path, new byte[0], headers);
  }

  private static String policy(HttpResponse<String> page) {
    return page.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/dashboard/lists",
        "/dashboard/abc-def-ghi",
        "/dashboard/abc-def-ghi/title",
        "/preview/mine.json",
        "/metric/explorer",
        "/monitors/12",
        "/collectors",
        "/health"
      })
  void everyAddressIsTheSameDocument(String address) throws Exception {
    assertThat(get(address).body()).isEqualTo(get("/").body()).contains("/ui/app/main.js");
  }

  @Test
  void theOneScriptWithinIsKnownByItsHash() throws Exception {
    HttpResponse<String> page = get("/");
    Matcher imports = IMPORTS.matcher(page.body());
    assertThat(imports.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(imports.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(policy(page))
        .startsWith("default-src 'none'; script-src 'self' 'sha256-")
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*");
  }

  @Test
  void everyModuleOfTheMapIsThere() throws Exception {
    Matcher addresses = ADDRESS.matcher(get("/").body());
    int count = 0;
    while (addresses.find()) {
      HttpResponse<String> module = get(addresses.group(1));
      assertThat(module.statusCode()).as(addresses.group(1)).isEqualTo(200);
      assertThat(module.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/javascript");
      count++;
    }
    assertThat(count).isEqualTo(7);
  }

  @Test
  void theFrameThatCompilesCodeHasNoOriginAndReachesNobody() throws Exception {
    HttpResponse<String> frame = get("/ui/frame");
    assertThat(policy(frame))
        .contains(
            "default-src 'none'", "'unsafe-eval'", "connect-src 'none'", "sandbox allow-scripts");
    assertThat(frame.body()).contains("/ui/lib/vega/", "/ui/lib/vega-lite/");
    assertThat(get("/ui/app/frame.js", "Origin", "null").statusCode()).isEqualTo(200);
    assertThat(get("/ui/tags/env", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(get("/ui/app/main.js", "Origin", "https://evil.example").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/app/..%2findex.html",
        "/ui/app/%2e%2e/package-info.class",
        "/ui/app/Pages.class",
        "/ui/app/index.html",
        "/ui/lib/lit/..%2f..%2f..%2fMANIFEST.MF",
        "/ui/lib/nothing/index.js",
        "/ui/lib/echarts/%2e%2e/package.json",
        "/ui/app/.js"
      })
  void noOtherFileIsServed(String address) throws Exception {
    assertThat(get(address).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/ui/health, 404, 'This server runs no collectors, and so cannot tell'",
    "/ui/files, 404, 'No folder of dashboards is served: start with --dashboards DIR'",
    "'/ui/query?query=x&from=1&to=2', 400, ''"
  })
  void aRefusalIsAnAnswerThatABrowserNotesNoErrorOf(String address, int status, String message)
      throws Exception {
    HttpResponse<String> answer = get(address);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"refused\":" + status).contains(message);
  }

  @Test
  void whatIsStoredNeedsKeys() throws Exception {
    for (String address : new String[] {"/ui/tags/env", "/ui/health", "/ui/files", "/ui/query"}) {
      assertThat(get(address, "DD-API-KEY", " ").statusCode()).as(address).isEqualTo(403);
    }
  }

  @Test
  void tagsOfWhatIsStoredAreTold() throws Exception {
    client.send(
        "POST",
        "/api/v2/series",
        """
        {"series":[{"metric":"demo.depth","type":3,"tags":["queue:a","env:x"],"points":[{"timestamp":1767323000,"value":1}]},
         {"metric":"demo.depth","type":3,"tags":["queue:b"],"points":[{"timestamp":1767323000,"value":1}]}]}
        """);
    assertThat(get("/ui/tags/queue").body()).isEqualTo("{\"values\":[\"a\",\"b\"]}");
    assertThat(get("/ui/tags/que").body()).isEqualTo("{\"values\":[]}");
    assertThat(get("/ui/metrics/demo.depth").body())
        .contains("\"series\":2", "\"tags\":[\"env:x\",\"queue:a\",\"queue:b\"]");
  }
}
