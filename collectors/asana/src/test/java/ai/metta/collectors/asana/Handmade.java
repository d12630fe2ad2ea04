// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.collect.Trial;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.LocalServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asana with just what a test writes: lists that are answered in one page, and are empty where
/// nothing was written.
final class Handmade implements AutoCloseable {
  static final String BUGS = "9";

  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final LocalServer server = LocalServer.start("asana", 0, this::answer);

  /// Adds items to the list that is asked for so.
  ///
  /// @param asked how the question begins, such as `/tasks?project=9`
  synchronized Handmade with(String asked, String... items) {
    lists.computeIfAbsent(asked, _ -> new ArrayList<>()).addAll(List.of(items));
    return this;
  }

  /// A task that was created on New Year, and is open.
  ///
  /// @param more what else it has, as JSON members
  static String task(String gid, String more) {
    return """
    {"gid":"%s","completed":false,"completed_at":null,"created_at":"2026-01-01T00:00:00.000Z",
     "due_on":null,"due_at":null,"resource_subtype":"default_task","custom_fields":[]%s}\
    """
        .formatted(gid, more.isEmpty() ? "" : "," + more);
  }

  /// A project that is under way.
  static String project(String gid, String name, String more) {
    return "{\"gid\":\"%s\",\"name\":\"%s\",\"completed\":false%s}"
        .formatted(gid, name, more.isEmpty() ? "" : "," + more);
  }

  Trial collecting() {
    return Trial.of(new AsanaCollector(), Given.AS_OF)
        .with("asana.base_url", server.endpoint() + "/api/1.0")
        .with("asana.workspace", Workspace.GID)
        .knowing("ASANA_ACCESS_TOKEN", "sandbox-asana-token");
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().toString().substring("/api/1.0".length());
      requests.add(asked);
      String data =
          asked.startsWith("/users/me")
              ? "{\"gid\":\"1\",\"workspaces\":[{\"gid\":\"%s\",\"name\":\"W\"}]}"
                  .formatted(Workspace.GID)
              : list(asked);
      new Answer(
              200,
              Map.of("Content-Type", "application/json"),
              "{\"data\":%s,\"next_page\":null}".formatted(data))
          .send(exchange);
    }
  }

  private String list(String asked) {
    return lists.entrySet().stream()
        .filter(one -> asked.startsWith(one.getKey()))
        .map(one -> String.join(",", one.getValue()))
        .findFirst()
        .map(items -> "[" + items + "]")
        .orElse("[]");
  }

  @Override
  public void close() {
    server.close();
  }
}
