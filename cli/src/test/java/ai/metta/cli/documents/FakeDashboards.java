// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Datadog's dashboards and monitors on this machine, which refuse updates when they are told to.
final class FakeDashboards implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Members> live = new LinkedHashMap<>();
  private boolean refusing;
  private int created;
  private int widgets;

  FakeDashboards() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized void refuseUpdates(boolean refuse) {
    refusing = refuse;
  }

  /// The only one.
  synchronized Members live() {
    return live.values().iterator().next();
  }

  synchronized int count() {
    return live.size();
  }

  /// As somebody edits it there.
  synchronized void edit(UnaryOperator<Members> rule) {
    live.replaceAll((_, json) -> rule.apply(json));
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean monitors = path.contains("/monitor");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String id = path.substring(path.lastIndexOf('/') + 1);
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        created++;
        String fresh = monitors ? "" + created : "fak-eid-%03d".formatted(created);
        answer(exchange, 200, path.endsWith("validate") ? Members.NONE : kept(fresh, body));
      }
      case "PUT" -> {
        if (refusing) {
          answer(exchange, 400, Members.NONE.with("errors", JsonTree.texts("refused")));
        } else {
          answer(exchange, 200, kept(id, body));
        }
      }
      case "DELETE" -> {
        live.remove(id);
        answer(exchange, 200, Members.NONE);
      }
      default -> answer(exchange, 200, found(monitors, id, start(exchange)));
    }
  }

  private static int start(HttpExchange exchange) {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    String start = query.replaceFirst("(?:.*&)?start=(\\d+).*", "$1");
    return start.matches("\\d+") ? Integer.parseInt(start) : 0;
  }

  /// One, or all of a kind from one on.
  private JsonTree found(boolean monitors, String id, int start) {
    if (live.containsKey(id)) {
      return Objects.requireNonNull(live.get(id));
    }
    List<JsonTree> all =
        live.entrySet().stream()
            .filter(one -> monitors == one.getKey().matches("\\d+"))
            .<JsonTree>map(Map.Entry::getValue)
            .skip(start)
            .toList();
    return monitors ? new Items(all) : Members.NONE.with("dashboards", new Items(all));
  }

  private Members kept(String id, String body) {
    Members json = (Members) JsonText.read("body", body.getBytes(UTF_8));
    json = json.find("widgets").isPresent() ? json.with("widgets", identified(json)) : json;
    Members whole =
        id.matches("\\d+") ? json.with("id", Integer.parseInt(id)) : json.with("id", id);
    live.put(id, whole);
    return whole;
  }

  private Items identified(Members around) {
    return new Items(around.itemsAt("widgets").stream().<JsonTree>map(this::identified).toList());
  }

  private Members identified(JsonTree tree) {
    Members widget = (Members) tree;
    Members definition = (Members) widget.find("definition").orElseThrow();
    if (definition.find("widgets").isPresent()) {
      widget = widget.with("definition", definition.with("widgets", identified(definition)));
    }
    return widget.find("id").isPresent() ? widget : widget.with("id", ++widgets);
  }

  private static void answer(HttpExchange exchange, int status, JsonTree json) throws IOException {
    byte[] bytes = JsonText.bytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
