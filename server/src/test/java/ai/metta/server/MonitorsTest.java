// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.web.Tree;
import ai.metta.server.web.Tree.Digits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Monitors are checked as Datadog checks them, and come back as it gives them back.
class MonitorsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00.123456789Z");
  private static final String QUERY = "avg(last_5m):avg:jobs{env:prod} by {host} > 5";

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

  @Test
  void theTimeOfItsCreationStays() throws Exception {
    Map<?, ?> created = created("{\"type\":\"query alert\",\"query\":\"" + QUERY + "\"}");
    assertThat(created.get("created")).isEqualTo("2026-01-02T03:00:00.123Z");
    String path = "/api/v1/monitor/" + id(created);
    Map<?, ?> updated = tree(client.send("PUT", path, "{\"name\":\"b\"}"));
    assertThat(updated.get("created")).isEqualTo(created.get("created"));
  }

  /// With a query of another kind, so that only the type is judged.
  @Test
  void everyTypeOfDatadogsIsKnown() throws Exception {
    List<String> types = Shared.words("MonitorType");
    assertThat(types).hasSizeGreaterThan(20).contains("database-monitoring alert");
    for (String type : types) {
      assertThat(validated("{\"type\":\"%s\",\"query\":\"x\"}".formatted(type)).body())
          .doesNotContain("Invalid monitor type");
    }
  }

  @Test
  void otherTypesAreRefused() throws Exception {
    for (String type : List.of("engine-monitoring alert", "weather", "")) {
      assertThat(validated("{\"type\":\"%s\",\"query\":\"x\"}".formatted(type)).body())
          .contains("Invalid monitor type '" + type + "'");
    }
  }

  private HttpResponse<String> validated(String body) throws Exception {
    return client.send("POST", "/api/v1/monitor/validate", body);
  }

  private Map<?, ?> created(String body) throws Exception {
    return tree(client.send("POST", "/api/v1/monitor", body));
  }

  private static String id(Map<?, ?> monitor) {
    return monitor.get("id") instanceof Digits digits ? digits.text() : "none";
  }

  private static Map<?, ?> tree(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Map<?, ?>) Tree.read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
