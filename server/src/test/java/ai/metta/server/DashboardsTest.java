// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.metta.server.web.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is pushed comes back as it was, but for what Datadog adds.
class DashboardsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final Set<String> ADDED =
      Set.of(
          "id", "url", "author_handle", "author_name", "created_at", "modified_at", "is_read_only");

  @TempDir private Path folder;
  private LocalDatadog server;
  private Client client;

  @Test
  void oddFieldsAndNumbersStayAsTheyAre() throws Exception {
    String sent =
        "{\"title\":\"A \\u00e9 \\\"b\\\"\",\"layout_type\":\"free\",\"weather\":{\"wind\":[1.50,1e3,-0.0,12345678901234567890]},"
            + "\"widgets\":[{\"layout\":{\"x\":0.5},\"definition\":{\"type\":\"group\",\"widgets\":[{\"definition\":{\"type\":\"later\",\"z\":null,\"a\":true}}]}}]}";
    assertThat(kept(sent)).isEqualTo(text(sent));
    assertThat(kept(sent))
        .contains("1.50", "1e3", "-0.0", "12345678901234567890", "\"z\":null,\"a\":true");
  }

  @Test
  void theTimeOfItsCreationStays() throws Exception {
    server.close();
    Instant precise = Instant.parse("2026-01-02T03:00:00.123456789Z");
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(precise));
    try (Client anew = Client.of(server)) {
      String sent = "{\"title\":\"a\",\"layout_type\":\"ordered\",\"widgets\":[]}";
      Map<?, ?> created = (Map<?, ?>) tree(anew.send("POST", "/api/v1/dashboard", sent).body());
      assertThat(created.get("created_at")).isEqualTo("2026-01-02T03:00:00.123Z");
      String path = "/api/v1/dashboard/" + created.get("id");
      Map<?, ?> updated = (Map<?, ?>) tree(anew.send("PUT", path, sent).body());
      assertThat(updated.get("created_at")).isEqualTo(created.get("created_at"));
    }
  }

  @Test
  void everyRealDashboardComesBackAsItWas() throws Exception {
    Path corpus =
        Optional.ofNullable(System.getenv("METTA_SHARED"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("metta.root", ".")).resolveSibling("shared"))
            .resolve("corpus/datadog-dashboards");
    assumeThat(corpus).as("real dashboards are at hand").isDirectory();
    List<Path> files;
    try (Stream<Path> all = Files.walk(corpus)) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    for (Path file : files) {
      String sent = Files.readString(file);
      assertThat(kept(sent)).as(file.toString()).isEqualTo(text(sent));
    }
    assertThat(files).isNotEmpty();
  }

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

  /// Sent, fetched, updated with what was fetched, and fetched again.
  private String kept(String sent) throws Exception {
    var created = client.send("POST", "/api/v1/dashboard", sent);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    String id = String.valueOf(((Map<?, ?>) tree(created.body())).get("id"));
    String path = "/api/v1/dashboard/" + id;
    var fetched = client.send("GET", path, "");
    assertThat(fetched.body()).isEqualTo(created.body());
    var updated = client.send("PUT", path, fetched.body());
    assertThat(updated.statusCode()).isEqualTo(200);
    assertThat(updated.body()).isEqualTo(fetched.body());
    return text(client.send("GET", path, "").body());
  }

  private static @Nullable Object tree(String json) {
    return Tree.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String json) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    ((Map<?, ?>) without(tree(json)))
        .forEach((key, value) -> {
          boolean empty = value == null || value.equals(List.of());
          if (!ADDED.contains(String.valueOf(key)) && !empty) {
            plain.put(String.valueOf(key), value);
          }
        });
    return Tree.text(plain);
  }

  /// Without the ids of widgets.
  private static Object without(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> members -> {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        boolean widget = members.containsKey("definition");
        members.forEach((key, value) -> {
          if (!widget || !key.equals("id")) {
            kept.put(String.valueOf(key), value == null ? null : without(value));
          }
        });
        yield kept;
      }
      case List<?> items -> {
        List<@Nullable Object> kept = new ArrayList<>();
        items.forEach(item -> kept.add(item == null ? null : without(item)));
        yield kept;
      }
      case null -> "";
      default -> tree;
    };
  }
}
